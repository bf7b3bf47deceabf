import { createHash } from 'node:crypto';
import type { PolicyOnDay } from '@miaopu/policies';
import type { Expression, Origins, Row } from '@miaopu/rules';
import { type Db, firstRow, type Prepared, preparedRows, sql } from '../../platform/db/index.ts';
import { type DatumOrigin, type EntityLike, joinEntity, originsOf, withQuarters } from '../registry/index.ts';
import { type Library, libraryOf, libraryStamp } from './library.ts';
import { baseRows, columnsOf, type Moment } from './rows.ts';
import { figureAliases, periodsOn, seriesPeriods, type Uses, usesOf, usesOfRules } from './uses.ts';

/** What is known of one entity on a day, as its policies' rules read it. */
export type EntityRow = {
  readonly library: Library;
  /** Undefined where there is no such entity on the day. */
  readonly entity: EntityLike | undefined;
  /** Undefined where it is not in business on the day: then no policy speaks of it. */
  readonly row: Row | undefined;
  readonly origins: Origins;
  readonly enjoyed: readonly {
    readonly policy: string;
    readonly year: number;
    readonly amount: string | null;
  }[];
};

/**
 * Reads one entity in one statement, over the same relations as the district is matched by, so that the two cannot see different
 * values. Where the library turns out to have changed meanwhile, it is read again.
 */
export async function readEntity(
  db: Db,
  entityId: string,
  moment: Moment,
  library: Library,
): Promise<EntityRow> {
  const { district, asOf } = moment;
  const { uses, name, text, values } = questionOf(db, library.onDay(asOf), district, asOf);
  const given = { [anEntity]: entityId, [anInstant]: moment.knownOn };
  const [found] = (await preparedRows<Found>(db, {
    name,
    text,
    values: values.map((value) =>
      typeof value === 'string' && Object.hasOwn(given, value) ? given[value] : value,
    ),
  })) as [Found];
  if (found.stamp !== library.stamp)
    return readEntity(db, entityId, moment, await libraryOf(db, district, found.stamp));
  return {
    library,
    entity:
      found.entity?.entity_id == null
        ? undefined
        : { ...found.entity, entity_id: String(found.entity.entity_id) },
    row: found.entity_id === null ? undefined : rowOf(found, uses),
    origins: originsFrom(found.origins, asOf),
    enjoyed: found.enjoyed,
  };
}

// What the question is compiled with in the place of an entity and an instant; no text of a policy holds these.
const [anEntity, anInstant] = ['\u0001entity', '\u0001instant'];

type Question = Prepared & { readonly uses: Uses };
const questions = new WeakMap<readonly PolicyOnDay[], Question>();

/** The question about one entity, compiled once for a library and a day, and prepared once by each connection. */
function questionOf(db: Db, policies: readonly PolicyOnDay[], district: string, asOf: string): Question {
  const known = questions.get(policies);
  if (known !== undefined) return known;
  const uses = usesOf(policies);
  const moment = { district, asOf, knownOn: anInstant };
  const only = sql`${anEntity}::bigint`;
  const compiled = sql`
    select ${libraryStamp(district)} as stamp, to_jsonb(c) as entity, base.*, ${originsOf(only, asOf, periodsRead(uses, asOf), moment)} as origins, (
        select coalesce(json_agg(json_build_object('policy', policy_id, 'year', year, 'amount', trim_scale(amount)::text)), '[]')
        from policies.enjoyment where district = ${district} and entity_id = ${only}
          and recorded_from <= ${anInstant}::timestamptz and recorded_to > ${anInstant}::timestamptz
      ) as enjoyed
    from (select 1) one
    ${joinEntity('c', only, sql`${asOf}::date`, moment, { titles: [] }, { outer: true })}
    left join (${baseRows(uses, moment, (id) => sql`${id} = ${only}`)}) base on true`.compile(db.query);
  const name = `one entity ${createHash('sha1').update(compiled.sql).update(asOf).digest('hex')}`;
  const question = { uses, name, text: compiled.sql, values: compiled.parameters };
  questions.set(policies, question);
  return question;
}

/**
 * Reads one entity as some rules over the policies' catalogue see it, with where its values come from; undefined where it is not in
 * business on the day.
 */
export async function readRow(
  db: Db,
  entityId: string,
  moment: Moment,
  rules: readonly Expression[],
): Promise<{ readonly row: Row; readonly origins: Origins } | undefined> {
  const uses = usesOfRules(rules);
  const only = sql`${entityId}::bigint`;
  const found = await firstRow<FoundRow>(
    db,
    sql`select base.*, ${originsOf(only, moment.asOf, periodsRead(uses, moment.asOf), moment)} as origins
        from (${baseRows(uses, moment, (id) => sql`${id} = ${only}`)}) base`,
  );
  return found && { row: rowOf(found, uses), origins: originsFrom(found.origins, moment.asOf) };
}

/** The periods of the figures that rules look at on a day. */
function periodsRead({ series }: Uses, asOf: string): string[] {
  return [
    ...Object.values(periodsOn(asOf)).flatMap(withQuarters),
    ...[...series.keys()].flatMap((kind) => seriesPeriods(kind, asOf)),
  ];
}

/** A row of `baseRows`, its columns by name. */
type FoundRow = {
  readonly origins: readonly DatumOrigin[];
  readonly [column: string]: unknown;
};

type Found = FoundRow & {
  readonly stamp: string;
  readonly entity: (EntityLike & { readonly entity_id: string | number | null }) | null;
  readonly entity_id: string | null;
  readonly enjoyed: EntityRow['enjoyed'];
};

const roots = Object.fromEntries([
  ['e', 'entity'],
  ...Object.entries(figureAliases).map(([root, alias]) => [alias, root]),
]) as Readonly<Record<string, string>>;

/** The columns of `baseRows` as the row that rules are evaluated over. */
function rowOf(found: FoundRow, uses: Uses): Row {
  const row: Record<string, Record<string, unknown>> = {};
  for (const { root, name } of columnsOf(uses)) {
    const stored = root === 'e' && name in found && !(`e_${name}` in found) ? name : `${root}_${name}`;
    const fields = row[roots[root]!] ?? {};
    fields[name] = found[stored] ?? null;
    row[roots[root]!] = fields;
  }
  return row;
}

/** Where the value of a path comes from; a year's figure made of quarters comes from the latest of them. Each is looked for once. */
function originsFrom(known: readonly DatumOrigin[], asOf: string): Origins {
  const periods = periodsOn(asOf);
  const byWhat = Map.groupBy(known, ({ what }) => what);
  const originOf: Origins = (path) => {
    const [root, name] = path.split('.') as [string, string | undefined];
    const title = /^(?:holds|heldSince)\("(\w+)/.exec(path)?.[1];
    const alias = figureAliases[root as keyof typeof figureAliases];
    if (alias === undefined)
      return sourceOf(byWhat.get(title === undefined ? 'entity' : `title.${title}`)?.[0]);
    const period = periods[alias];
    const among = withQuarters(period);
    const figures = (byWhat.get(`fact.${name}`) ?? []).filter((one) => among.includes(one.period!));
    const latest =
      figures.find((one) => one.period === period) ??
      figures.sort((one, other) => (one.period! < other.period! ? 1 : -1))[0];
    return { period, ...sourceOf(latest) };
  };
  const found = new Map<string, ReturnType<Origins>>();
  return (path) => {
    const origin = found.get(path) ?? originOf(path);
    found.set(path, origin);
    return origin;
  };
}

function sourceOf(origin: DatumOrigin | undefined): { source?: string; recordedOn?: string } {
  return origin === undefined ? {} : { source: origin.source, recordedOn: origin.recordedAt };
}
