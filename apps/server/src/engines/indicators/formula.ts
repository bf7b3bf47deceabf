import { formulaCatalogue, type MeasureFormula } from '@miaopu/plan';
import {
  type Bindings,
  type Call,
  callsOf,
  compileRule,
  type Expression,
  fieldsOf,
  parseRule,
} from '@miaopu/rules';
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
  /** Those of the titles for which the day since when they are held counts. */
  readonly since: readonly string[];
  /** A title without which the formula cannot be met. */
  readonly required: string | undefined;
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
  const titlesOf = (name: string) =>
    callsOf(rule)
      .filter((call) => call.name === name)
      .map(titleIn);
  const since = titlesOf('heldSince');
  const holding = (rule.kind === 'and' ? rule.operands : [rule]).find(
    (part) => part.kind === 'call' && part.name === 'holds',
  );
  return {
    roots: new Set(fields.map((path) => path.split('.')[0]!)),
    facts: fields.filter((path) => path.startsWith('fact.')).map((path) => path.slice('fact.'.length)),
    titles: [...since, ...titlesOf('holds')],
    since,
    required: holding?.kind === 'call' ? titleIn(holding) : undefined,
    fields: new Set(fields),
  };
}

function titleIn({ arguments: [title] }: Call): string {
  return title?.kind === 'literal' ? String(title.value) : '';
}

/** What a condition and what is counted of those that meet it name together. */
export function unite([condition, ...others]: readonly [FormulaUses, ...FormulaUses[]]): FormulaUses {
  const uses = [condition, ...others];
  return {
    roots: new Set(uses.flatMap((one) => [...one.roots])),
    facts: [...new Set(uses.flatMap((one) => one.facts))],
    titles: [...new Set(uses.flatMap((one) => one.titles))],
    since: [...new Set(uses.flatMap((one) => one.since))],
    required: condition.required,
    fields: new Set(uses.flatMap((one) => [...one.fields])),
  };
}
