import { parseRule, RuleSyntaxError, reviewRule } from '@miaopu/rules';
import { at, type Draft, type Entry } from './draft.ts';
import { formulaCatalogue } from './formula-catalogue.ts';
import { formulasOf, type Measure, type MeasureFormula } from './measure.ts';
import type { Finding, PackProblemCode, Path, Words } from './problems.ts';

/** Every formula is in the language and names only what its rows have. */
export function checkFormulas(draft: Draft): Finding[] {
  return (draft.targets ?? []).flatMap((target) => [
    ...checkMeasure(target, target.value.measure, ['measure']),
    ...target.value.companions.flatMap((companion, index) =>
      checkMeasure(target, companion.measure, ['companions', index, 'measure']),
    ),
  ]);
}

function checkMeasure(entry: Entry<unknown>, measure: Measure, path: Path): Finding[] {
  return measureProblems(measure).map(({ formula, position, ...problem }) =>
    at(entry, [...path, ...formula.path], { ...problem, within: position }),
  );
}

export type MeasureProblem = {
  readonly code: PackProblemCode;
  readonly formula: MeasureFormula;
  readonly position: { readonly from: number; readonly to: number };
  readonly message: Words;
  readonly suggestion: Words;
};

/** What is wrong with a measure's formulas; empty when they can run. */
export function measureProblems(measure: Measure): MeasureProblem[] {
  return formulasOf(measure).flatMap(formulaProblems);
}

function formulaProblems(formula: MeasureFormula): MeasureProblem[] {
  try {
    const problems = reviewRule(parseRule(formula.text), formulaCatalogue(formula.rows), formula.yields);
    return problems.map(({ code, message, position, suggestion }) => ({
      code: 'formula_invalid',
      formula,
      position,
      message,
      suggestion:
        suggestion === undefined
          ? code === 'unknown_field'
            ? unknownField(formula)
            : generalWayOut
          : { zh: `改成 ${suggestion}`, en: `Write ${suggestion}` },
    }));
  } catch (error) {
    if (!(error instanceof RuleSyntaxError)) throw error;
    const { messages, position } = error;
    return [{ code: 'formula_syntax', formula, position, message: messages, suggestion: generalWayOut }];
  }
}

const generalWayOut: Words = {
  zh: '写法见 docs/plan-pack.md 的“公式”一节',
  en: 'See “Formulas” in docs/plan-pack.md',
};

/** The commonest cause: a field of a row that this measure does not have. */
function unknownField(formula: MeasureFormula): Words {
  const roots = [
    ...new Set([...formulaCatalogue(formula.rows).names.keys()].map((path) => path.split('.')[0]!)),
  ];
  return {
    zh: `这种 measure 可用：${roots.join('、')}；各有哪些字段见 docs/plan-pack.md`,
    en: `This measure has ${roots.join(', ')}; their fields are in docs/plan-pack.md`,
  };
}
