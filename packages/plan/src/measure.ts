import { z } from 'zod';
import { type PolicyKind, policyKinds } from './policy-kinds.ts';
import { daySchema, decimalInput } from './scalars.ts';

/**
 * How a target says it is counted. Exactly one key tells the kind:
 *
 * - `flow`      dated rows (milestones or designations) whose day falls in the period; with `share`, rows with it ÷ rows
 * - `stock`     entities as at the end of the period; with `share`, entities with it ÷ entities
 * - `growth`    yearly growth against the base day, of a stock or of the yearly new rows of a flow
 * - `sum_ratio` a ratio of sums over entities at the end of the year, with that year's facts
 * - `coverage`  policies of a kind: entities that enjoyed one in the year ÷ entities that fit it on the year's last day, policy by policy
 * - `report`    only people know it
 * - `later`     will be counted from cases or the ledger; until then it is reported
 *
 * `where`, `share`, `numerator` and `denominator` are formulas (CEL) over `formulaCatalogue`.
 */
const condition = z
  .string()
  .min(1)
  .describe('CEL condition over the formula catalogue, such as milestone.kind == "established"');
const amount = z.string().min(1).describe('CEL number over the formula catalogue, such as fact.rd_expense');

const flowShape = {
  flow: z.enum(['milestones', 'designations']).describe('rows whose day falls in the period'),
  where: condition,
  distinct: z.literal('entity').optional().describe('keep an entity’s first row only'),
};
const stockShape = {
  stock: z.literal('entities').describe('entities as at the end of the period'),
  where: condition,
};
const share = condition.optional().describe('the value is the rows with this ÷ all rows');

const flowSchema = z.strictObject({ ...flowShape, share });
const stockSchema = z.strictObject({ ...stockShape, share });
const growthSchema = z.strictObject({
  growth: z
    .enum(['cagr', 'mean'])
    .describe('cagr: compound yearly growth since the base; mean: mean of the yearly rates'),
  of: z.union([z.strictObject(flowShape), z.strictObject(stockShape)]),
  base: daySchema.describe('the day that growth is measured against; of a flow, the year that ends on it'),
});
const sumRatioSchema = z.strictObject({
  sum_ratio: z.strictObject({ numerator: amount, denominator: amount }),
  where: condition,
  floor: decimalInput.optional().describe('each entity’s own ratio is listed against this floor'),
});
const coverageSchema = z.strictObject({
  coverage: z
    .strictObject({ kind: z.enum(Object.keys(policyKinds) as [PolicyKind, ...PolicyKind[]]) })
    .describe('of the policies of a kind: who enjoyed them in the year ÷ who fitted them at its end'),
});
const reportShape = z.strictObject({
  period: z.enum(['quarter', 'year']),
  roll: z
    .enum(['sum', 'last', 'ratio'])
    .describe(
      'how periods and units add up: sum, the last one, or the sum of numerators ÷ the sum of denominators',
    ),
});
const reportSchema = z.strictObject({ report: reportShape });
const laterSchema = z.strictObject({ later: z.enum(['cases', 'ledger']), report: reportShape });

export const measureSchema = z
  .union([flowSchema, stockSchema, growthSchema, sumRatioSchema, coverageSchema, laterSchema, reportSchema])
  .describe(
    'How the value is counted; exactly one of flow, stock, growth, sum_ratio, coverage, later, report',
  );

export type FlowMeasure = z.output<typeof flowSchema>;
export type StockMeasure = z.output<typeof stockSchema>;
export type GrowthMeasure = z.output<typeof growthSchema>;
export type SumRatioMeasure = z.output<typeof sumRatioSchema>;
export type CoverageMeasure = z.output<typeof coverageSchema>;
export type ReportMeasure = z.output<typeof reportSchema>;
export type LaterMeasure = z.output<typeof laterSchema>;
export type Measure = z.output<typeof measureSchema>;
export type MeasureKind = 'flow' | 'stock' | 'growth' | 'sum_ratio' | 'coverage' | 'later' | 'report';

/** What one row of a measure is; it decides which fields a formula may name. */
export type RowKind = 'milestones' | 'designations' | 'entities';

/** The kind that the measure's key tells. `later` is asked before `report`, which it also carries. */
export function measureKind(measure: Measure): MeasureKind {
  if ('flow' in measure) return 'flow';
  if ('stock' in measure) return 'stock';
  if ('growth' in measure) return 'growth';
  if ('sum_ratio' in measure) return 'sum_ratio';
  if ('coverage' in measure) return 'coverage';
  return 'later' in measure ? 'later' : 'report';
}

/** Whether it is counted (算), from the registry or from who enjoyed policies, rather than a unit reporting it (报). */
export function isComputed(
  measure: Measure,
): measure is FlowMeasure | StockMeasure | GrowthMeasure | SumRatioMeasure | CoverageMeasure {
  const kind = measureKind(measure);
  return kind !== 'later' && kind !== 'report';
}

/** What a row of the measure is; null where no rule of the measure says so. */
export function rowKind(measure: Measure): RowKind | null {
  if ('flow' in measure) return measure.flow;
  if ('growth' in measure) return rowKind(measure.of);
  return 'stock' in measure || 'sum_ratio' in measure ? 'entities' : null;
}

/** A formula of a measure, with where it stands in it and what it must yield. */
export type MeasureFormula = {
  readonly path: readonly string[];
  readonly text: string;
  readonly yields: 'boolean' | 'number';
  readonly rows: RowKind;
};

/** Every formula of a measure, in the order they are written. Reported measures have none. */
export function formulasOf(measure: Measure): MeasureFormula[] {
  const rows = rowKind(measure);
  if (rows === null) return [];
  if ('growth' in measure) {
    return [{ path: ['of', 'where'], text: measure.of.where, yields: 'boolean', rows }];
  }
  if ('sum_ratio' in measure) {
    const { numerator, denominator } = measure.sum_ratio;
    return [
      { path: ['sum_ratio', 'numerator'], text: numerator, yields: 'number', rows },
      { path: ['sum_ratio', 'denominator'], text: denominator, yields: 'number', rows },
      { path: ['where'], text: measure.where, yields: 'boolean', rows },
    ];
  }
  if (!('where' in measure)) return [];
  const formulas: MeasureFormula[] = [{ path: ['where'], text: measure.where, yields: 'boolean', rows }];
  if (measure.share !== undefined) {
    formulas.push({ path: ['share'], text: measure.share, yields: 'boolean', rows });
  }
  return formulas;
}
