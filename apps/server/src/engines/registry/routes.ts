import * as contract from '@miaopu/contract';
import type { Clock } from '../../platform/clock/index.ts';
import { type Db, inTransaction } from '../../platform/db/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import { registryFailure } from './errors.ts';
import { chooseColumns, exportColumns } from './export/columns.ts';
import { exportWorkbook } from './export/workbook.ts';
import { changeEntity } from './history/change.ts';
import { correctEntity } from './history/correct.ts';
import { presentInstant } from './knowledge.ts';
import { listDuplicates } from './merge/duplicates.ts';
import { mergeEntities } from './merge/merge.ts';
import { undoMerge } from './merge/undo.ts';
import { getEntityPage } from './page/entity-page.ts';
import { openPersonal } from './page/personal.ts';
import { registerRecordRoutes } from './record-routes.ts';
import { listEntities } from './search/list.ts';
import { suggestEntities } from './search/suggest.ts';

type RegistryServices = { readonly db: Db; readonly clock: Clock };

/** The registry's part of the HTTP interface (packages/contract/src/registry.ts). */
export function registerRegistryRoutes(app: App, services: RegistryServices): void {
  registerReading(app, services);
  registerPersonal(app, services);
  registerExport(app, services);
  registerWriting(app, services);
  registerRecordRoutes(app, services.db);
  registerMerging(app, services);
}

function registerReading(app: App, { db, clock }: RegistryServices): void {
  route(app, contract.suggestEntities, async ({ query, actor: { district } }) => ({
    rows: await suggestEntities(db, { district, filters: { q: query.q }, today: clock.today() }),
  }));
  route(app, contract.listEntities, async ({ query, actor: { district } }) => {
    const { limit, offset, sort, order, ...filters } = query;
    const filtering = { district, filters, today: clock.today() };
    return listEntities(db, filtering, { sort, order }, { limit, offset });
  });
  route(app, contract.getEntity, async ({ params, query, actor }) =>
    getEntityPage(db, actor, {
      district: actor.district,
      entityId: params.id,
      asOf: query.asOf ?? clock.today(),
      knownOn: query.knownOn ?? (await presentInstant(db)),
    }),
  );
}

function registerPersonal(app: App, { db }: RegistryServices): void {
  route(app, contract.openPersonal, async ({ params, body, actor }) => ({
    fields: await inTransaction(db, (tx) => openPersonal(tx, actor, { entityId: params.id, ...body })),
  }));
}

function registerExport(app: App, { db, clock }: RegistryServices): void {
  route(app, contract.exportEntities, async ({ query, actor, reply }) => {
    const { lang, columns: keys, sort, order, ...filters } = query;
    const { columns, unknown } = chooseColumns(keys);
    if (unknown.length > 0)
      throw registryFailure('registry.columns_unknown', {
        columns: unknown.join(', '),
        known: exportColumns.map((column) => column.key).join(', '),
      });
    const filtering = { district: actor.district, filters, today: clock.today() };
    const name = encodeURIComponent(`${lang === 'en' ? 'entities' : '市场主体'}-${clock.today()}.xlsx`);
    return reply
      .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      .send(exportWorkbook(db, { reader: actor, filtering, order: { sort, order }, columns, lang }));
  });
}

function registerWriting(app: App, { db }: RegistryServices): void {
  route(app, contract.changeEntity, async ({ params, body, actor }) => {
    const { reason, evidence, ...change } = body;
    return inTransaction(db, (tx) =>
      changeEntity(tx, { actor, reason, evidence }, { entityId: params.id, ...change }),
    );
  });
  route(app, contract.correctEntity, async ({ params, body, actor }) => {
    const { reason, evidence, ...correction } = body;
    return inTransaction(db, (tx) =>
      correctEntity(tx, { actor, reason, evidence }, { entityId: params.id, ...correction }),
    );
  });
}

function registerMerging(app: App, { db }: RegistryServices): void {
  route(app, contract.listDuplicates, async ({ query, actor: { district } }) =>
    listDuplicates(db, district, query),
  );
  route(app, contract.mergeEntities, async ({ body: { keep, absorb, reason }, actor }) =>
    inTransaction(db, (tx) => mergeEntities(tx, { actor, reason }, { keep, absorb })),
  );
  route(app, contract.undoMerge, async ({ params, actor }) =>
    inTransaction(db, (tx) => undoMerge(tx, { actor, reason: '撤销合并' }, params)),
  );
}
