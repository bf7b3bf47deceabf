import type {
  Population,
  PopulationDesignation,
  PopulationEntityVersion,
  PopulationFact,
  PopulationMilestone,
  PopulationOrigin,
} from '@miaopu/simulator';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import {
  copyInto,
  copyLine,
  type Db,
  firstRow,
  inTransaction,
  rows,
  sql,
  type Tx,
} from '../../platform/db/index.ts';
import { lockForBulkWrite, lockNames, recordSource } from './history/act.ts';
import { beginKnowledge } from './knowledge.ts';
import { refreshSearch } from './search/refresh.ts';

export type LoadCounts = {
  readonly entities: number;
  readonly versions: number;
  readonly facts: number;
  readonly milestones: number;
  readonly designations: number;
};
export type LoadResult =
  | ({ readonly loaded: true } & LoadCounts)
  /** A population of this name is there already. */
  | { readonly loaded: false };

type Any<Row> = AsyncIterable<Row> | Iterable<Row>;

/**
 * Loads a whole population with COPY, in one transaction: all of it or nothing. Loading the same name again does nothing.
 *
 * @param population `source` is the name that makes loading idempotent
 */
export async function loadPopulation(
  db: Db,
  actor: Actor,
  population: Population & { readonly source: string },
): Promise<LoadResult> {
  return inTransaction(db, async (tx) => {
    const { district } = actor;
    await lockNames(tx, [`registry load ${district} ${population.source}`]);
    const loaded = await firstRow(
      tx,
      sql`select from registry.source where district = ${district} and kind = 'simulator' and name = ${population.source} limit 1`,
    );
    if (loaded !== undefined) return { loaded: false };
    await lockForBulkWrite(tx, district);
    const loading: Loading = {
      tx,
      actor,
      name: population.source,
      at: await beginKnowledge(tx, district),
      ids: new EntityIds(tx),
      sources: new Map(),
    };
    const counts = await copyAll(loading, population);
    await refreshSearch(tx, district, 'all');
    await sql`select registry.refresh_statistics()`.execute(tx.query);
    await recordAudit(tx, {
      actor,
      action: 'registry.population.loaded',
      record: `registry/source/${population.source}`,
      after: counts,
    });
    return { loaded: true, ...counts };
  });
}

type Loading = {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly name: string;
  readonly at: string;
  readonly ids: EntityIds;
  readonly sources: Map<string, string>;
};

/** The registry's numbers for a population's keys, drawn from the sequence in blocks. */
class EntityIds {
  readonly #tx: Tx;
  readonly #known = new Map<number, string>();
  #spare: string[] = [];

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  get size(): number {
    return this.#known.size;
  }

  /** Numbers cannot be drawn while a COPY runs on the same connection, so they are drawn before each block of rows. */
  async prepare(keys: Iterable<number>): Promise<void> {
    for (const key of keys) {
      if (this.#known.has(key)) continue;
      if (this.#spare.length === 0) {
        const drawn = await rows<{ id: string }>(
          this.#tx,
          sql`select nextval('registry.entity_id') as id from generate_series(1, 10000)`,
        );
        this.#spare = drawn.map((row) => row.id).reverse();
      }
      this.#known.set(key, this.#spare.pop()!);
    }
  }

  of(key: number): string {
    return this.#known.get(key)!;
  }
}

async function sourceOf({ tx, actor, name, at, sources }: Loading, department: string): Promise<void> {
  if (sources.has(department)) return;
  sources.set(department, await recordSource(tx, actor, at, { kind: 'simulator', name, department }));
}

const blockSize = 20_000;

/** Rows are taken in blocks: for each, numbers and sources are prepared, then it is copied. Memory stays at one block. */
async function copyRows<Row extends PopulationOrigin>(
  loading: Loading,
  target: string,
  given: Any<Row>,
  keysOf: (row: Row) => readonly number[],
  valuesOf: (row: Row) => readonly (string | null)[],
): Promise<number> {
  const { tx, actor, ids, sources } = loading;
  let count = 0;
  const copyBlock = async (block: readonly Row[]) => {
    for (const row of block) {
      await sourceOf(loading, row.department);
      await ids.prepare(keysOf(row));
    }
    const line = (row: Row) =>
      copyLine([
        actor.district,
        sources.get(row.department)!,
        row.evidence,
        row.recordedFrom,
        row.recordedTo ?? 'infinity',
        ...valuesOf(row),
      ]);
    count += await copyInto(tx, [{ target, lines: block.map(line) }]);
  };
  let block: Row[] = [];
  for await (const row of given) {
    block.push(row);
    if (block.length === blockSize) {
      await copyBlock(block);
      block = [];
    }
  }
  if (block.length > 0) await copyBlock(block);
  return count;
}

async function copyAll(loading: Loading, population: Population): Promise<LoadCounts> {
  const { ids } = loading;
  const json = (value: unknown) => JSON.stringify(value);
  const versions = await copyRows<PopulationEntityVersion>(
    loading,
    `registry.entity_version (district, source_id, evidence, recorded_from, recorded_to, entity_id, valid_from, valid_to, act, reason,
      name, credit_code, registration_number, category, legal_form, status, established_on, ended_on, capital, currency,
      industry, town, address, business_scope, legal_representative, phone, derived)`,
    population.entities,
    (row) => [row.key],
    (row) => [
      ids.of(row.key),
      row.validFrom,
      row.validTo ?? 'infinity',
      row.act,
      row.reason,
      row.name,
      row.creditCode,
      row.registrationNumber,
      row.category,
      row.legalForm,
      row.status,
      row.establishedOn,
      row.endedOn,
      row.capital,
      row.currency,
      row.industry,
      row.town,
      row.address,
      row.businessScope,
      row.legalRepresentative,
      row.phone,
      row.derived === null ? null : json(row.derived),
    ],
  );
  const entities = ids.size;
  const facts = await copyRows<PopulationFact>(
    loading,
    'registry.fact (district, source_id, evidence, recorded_from, recorded_to, entity_id, field, period, value)',
    population.facts,
    (row) => [row.key],
    (row) => [ids.of(row.key), row.field, row.period, row.value],
  );
  const milestones = await copyRows<PopulationMilestone>(
    loading,
    `registry.milestone (district, source_id, evidence, recorded_from, recorded_to, entity_id, kind, happened_on, related_entity_id, detail)`,
    population.milestones,
    (row) => (row.relatedKey === null ? [row.key] : [row.key, row.relatedKey]),
    (row) => [
      ids.of(row.key),
      row.kind,
      row.happenedOn,
      row.relatedKey === null ? null : ids.of(row.relatedKey),
      json(row.detail),
    ],
  );
  const designations = await copyRows<PopulationDesignation>(
    loading,
    `registry.designation (district, source_id, evidence, recorded_from, recorded_to, entity_id, title, level, valid_from, valid_to, certificate, detail)`,
    population.designations,
    (row) => [row.key],
    (row) => [
      ids.of(row.key),
      row.title,
      row.level,
      row.validFrom,
      row.validTo ?? 'infinity',
      row.certificate,
      json(row.detail),
    ],
  );
  return { entities, versions, facts, milestones, designations };
}
