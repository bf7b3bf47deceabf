import { type PolicyOnDay, policyCatalogue } from '@miaopu/policies';
import { callsOf, type Expression, type Row } from '@miaopu/rules';
import { designationTitles, industriesBelow } from '@miaopu/standards';
import fc from 'fast-check';
import { type RawBuilder, sql } from '../../platform/db/index.ts';
import { type Column, columnsOf } from './rows.ts';
import { figureAliases, usesOf } from './uses.ts';

const rootOf = {
  e: 'entity',
  ...Object.fromEntries(Object.entries(figureAliases).map(([root, alias]) => [alias, root])),
} as Readonly<Record<string, string>>;
const sqlTypes = {
  string: 'text',
  code: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
} as const;

function typeOf({ root, name }: Column): string {
  if (name === 'titles') return 'jsonb';
  if (name === 'entity_id') return 'bigint';
  const named = policyCatalogue.names.get(`${rootOf[root]}.${name}`);
  return sqlTypes[named!.field.type];
}

/** Rows that are given, as the relation that `standingOver` asks for; `entity_id` counts them from 0. */
export function givenRows(policies: readonly PolicyOnDay[], rows: readonly Row[]): RawBuilder<unknown> {
  const columns = columnsOf(usesOf(policies));
  const stored = ({ root, name }: Column) =>
    ['entity_id', 'town', 'industry'].includes(name) && root === 'e' ? name : `${root}_${name}`;
  const json = rows.map((row, index) => ({
    ...Object.fromEntries(
      columns.map((column) => [stored(column), row[rootOf[column.root]!]?.[column.name] ?? null]),
    ),
    entity_id: index,
    ...(columns.some(({ name }) => name === 'titles') ? { e_titles: row.entity?.titles ?? {} } : {}),
  }));
  const declared = columns.map((column) => sql`${sql.ref(stored(column))} ${sql.raw(typeOf(column))}`);
  return sql`select * from jsonb_to_recordset(${JSON.stringify(json)}::jsonb) given (${sql.join(declared)})`;
}

/** The literals of a policy's rules by type: where answers change. */
function literalsOf(policy: PolicyOnDay): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const one = node as Expression;
    if (one.kind === 'literal')
      found.set(one.type, (found.get(one.type) ?? new Set()).add(String(one.value)));
    for (const part of Object.values(node)) Array.isArray(part) ? part.forEach(visit) : visit(part);
  };
  for (const { runs } of policy.conditions) visit(runs);
  if (policy.applies !== undefined) visit(policy.applies.runs);
  for (const { amount } of policy.benefits) if (amount !== undefined) visit(amount.runs);
  return found;
}

const industries = industriesBelow()
  .flatMap((section) => industriesBelow(section.code))
  .map(({ code }) => code);

/** Rows for a policy whose values are often missing, and often at a limit that its rules name or just beside it. */
export function sampleRows(policy: PolicyOnDay): fc.Arbitrary<Row> {
  const uses = usesOf([policy]);
  const literals = literalsOf(policy);
  const numbers = [...(literals.get('number') ?? [])].flatMap((text) => {
    const value = Number(text);
    return Math.abs(value) > 1e12
      ? []
      : [text, String(value + 1), String(value - 1), (value * 1.01).toFixed(2)];
  });
  const orMissing = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });
  const number = orMissing(
    fc.oneof(
      fc.constantFrom('0', '-1', '1', ...numbers),
      fc.integer({ min: -1000, max: 2_000_000_000 }).map((value) => (value / 100).toFixed(2)),
      fc.integer({ min: 0, max: 500 }).map(String),
    ),
  );
  const date = orMissing(
    fc
      .integer({ min: 0, max: 9000 })
      .map((days) => new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10)),
  );
  const sampleOf = (path: string): fc.Arbitrary<unknown> => {
    const { field } = policyCatalogue.names.get(path)!;
    if (path === 'entity.industry')
      return orMissing(
        fc.oneof(fc.constantFrom(...industries), fc.constantFrom(...industries, '6410', '7310', '5411')),
      );
    if (field.type === 'number') return number;
    if (field.type === 'date') return date;
    if (field.type === 'boolean') return fc.boolean();
    if (field.values !== undefined) return orMissing(fc.constantFrom(...Object.keys(field.values)));
    return orMissing(fc.constantFrom('甲', '乙', ...(literals.get('string') ?? [])));
  };
  const record = (root: string, fields: Iterable<string>) =>
    fc.record(Object.fromEntries([...fields].map((field) => [field, sampleOf(`${root}.${field}`)])));
  const named = [...uses.titles, Object.keys(designationTitles)[0]!];
  const titles = fc.dictionary(
    fc.constantFrom(...named),
    date.map((day) => day ?? '2015-01-01'),
    { maxKeys: named.length },
  );
  const entity = fc
    .tuple(
      record(
        'entity',
        [...uses.entity].filter((name) => name !== 'titles'),
      ),
      titles,
    )
    .map(([fields, held]) => ({ ...fields, titles: held }));
  const figures = Object.entries(figureAliases).flatMap(([root, alias]) => {
    const fields = uses.figures.get(alias);
    return fields === undefined ? [] : [[root, record(root, fields)] as const];
  });
  return fc.record({ entity, ...Object.fromEntries(figures) }) as fc.Arbitrary<Row>;
}

/** How many different functions and fields the rules of policies use, so that a test can tell that it covers them. */
export function callsIn(policies: readonly PolicyOnDay[]): Set<string> {
  const rules = policies.flatMap(({ conditions, benefits, applies }) => [
    ...conditions.map(({ runs }) => runs),
    ...benefits.flatMap(({ amount }) => (amount === undefined ? [] : [amount.runs])),
    ...(applies === undefined ? [] : [applies.runs]),
  ]);
  return new Set(rules.flatMap((rule) => callsOf(rule).map(({ name }) => name)));
}
