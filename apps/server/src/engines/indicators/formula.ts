import { formulaCatalogue, type MeasureFormula } from '@miaopu/plan';
import { type Bindings, callsOf, compileRule, type Expression, fieldsOf, parseRule } from '@miaopu/rules';
import { type RawBuilder, sqlOf } from '../../platform/db/index.ts';

export type CompiledFormula = {
  readonly sql: RawBuilder<unknown>;
  /** What it names, so that only that is joined. */
  readonly uses: FormulaUses;
};

export type FormulaUses = {
  readonly roots: ReadonlySet<string>;
  readonly facts: readonly string[];
  readonly titles: readonly string[];
  readonly fields: ReadonlySet<string>;
};

/** Compiles a formula of the plan pack into SQL over the registry's relations, its values as parameters. */
export function compileFormula(
  text: string,
  rows: MeasureFormula['rows'],
  bindings: Bindings,
): CompiledFormula {
  const rule = parseRule(text);
  const compiled = compileRule(rule, formulaCatalogue(rows), { bindings });
  return { sql: sqlOf(compiled), uses: usesOf(rule) };
}

function usesOf(rule: Expression): FormulaUses {
  const fields = fieldsOf(rule);
  const titles = callsOf(rule)
    .filter((call) => call.name === 'holds' || call.name === 'heldSince')
    .map((call) => (call.arguments[0]?.kind === 'literal' ? String(call.arguments[0].value) : ''));
  return {
    roots: new Set(fields.map((path) => path.split('.')[0]!)),
    facts: fields.filter((path) => path.startsWith('fact.')).map((path) => path.slice('fact.'.length)),
    titles,
    fields: new Set(fields),
  };
}

/** What several formulas name together. */
export function unite(uses: readonly FormulaUses[]): FormulaUses {
  return {
    roots: new Set(uses.flatMap((one) => [...one.roots])),
    facts: [...new Set(uses.flatMap((one) => one.facts))],
    titles: [...new Set(uses.flatMap((one) => one.titles))],
    fields: new Set(uses.flatMap((one) => [...one.fields])),
  };
}
