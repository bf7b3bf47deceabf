import { formulaCatalogue, formulasOf, type Measure, measureSchema } from '@miaopu/plan';
import { checkRule, parseRule, RuleSyntaxError } from '@miaopu/rules';
import { parse, stringify } from 'yaml';
import type { Problem } from '../../platform/errors/index.ts';
import { planFailure } from './errors.ts';

/** A measure as the pack writes it. */
export function measureText(measure: Measure): string {
  return stringify(measure, { lineWidth: 110 }).trim();
}

/** Reads a measure that a person wrote, with every mistake named. @throws plan.bad_measure with the problems */
export function readMeasure(text: string): Measure {
  let written: unknown;
  try {
    written = parse(text);
  } catch (error) {
    const why = (error as Error).message;
    throw planFailure('plan.bad_measure', {}, [
      { path: 'measure', message: { zh: `YAML 有误:${why}`, en: why } },
    ]);
  }
  const read = measureSchema.safeParse(written);
  if (!read.success) {
    throw planFailure(
      'plan.bad_measure',
      {},
      read.error.issues.map(
        (issue): Problem => ({
          path: ['measure', ...issue.path].join('.'),
          message: { zh: issue.message, en: issue.message },
        }),
      ),
    );
  }
  const problems = formulasOf(read.data).flatMap(({ path, text: formula, yields, rows }) =>
    checkFormula(formula, rows, yields).map((message) => ({ path: ['measure', ...path].join('.'), message })),
  );
  if (problems.length > 0) throw planFailure('plan.bad_measure', {}, problems);
  return read.data;
}

function checkFormula(
  formula: string,
  rows: Parameters<typeof formulaCatalogue>[0],
  yields: 'boolean' | 'number',
): { zh: string; en: string }[] {
  try {
    return checkRule(parseRule(formula), formulaCatalogue(rows), yields).map((problem) => problem.message);
  } catch (error) {
    if (error instanceof RuleSyntaxError) return [error.messages];
    throw error;
  }
}
