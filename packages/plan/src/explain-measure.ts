import { explainRule, type Language, parseRule } from '@miaopu/rules';
import { formulaCatalogue } from './formula-catalogue.ts';
import {
  type CoverageMeasure,
  type FlowMeasure,
  type GrowthMeasure,
  type Measure,
  type ReportMeasure,
  type RowKind,
  rowKind,
  type StockMeasure,
  type SumRatioMeasure,
} from './measure.ts';
import { policyKinds } from './policy-kinds.ts';

/**
 * How a measure counts, as a sentence made from its formulas.
 *
 * @throws RuleSyntaxError or RuleCheckError when a formula is at fault: a checked pack has none
 *
 * @example explainMeasure({ stock: 'entities', where: 'entity.in_plan_scope' }, 'zh') // '计个数：期末主体，在计划口径内。'
 */
export function explainMeasure(measure: Measure, language: Language): string {
  const formula = (text: string, rows: RowKind): string =>
    explainRule(parseRule(text), formulaCatalogue(rows), language);
  return language === 'zh' ? inChinese(measure, formula) : inEnglish(measure, formula);
}

type Explain = (text: string, rows: RowKind) => string;
type Countable = Omit<FlowMeasure, 'share'> | Omit<StockMeasure, 'share'>;

function inChinese(measure: Measure, formula: Explain): string {
  if ('growth' in measure) return growthInChinese(measure, formula);
  if ('sum_ratio' in measure) return sumRatioInChinese(measure, formula);
  if ('coverage' in measure) return coverageInChinese(measure);
  if ('later' in measure) {
    const from = measure.later === 'cases' ? '办件' : '资金台账';
    return `将由${from}计算；在此之前，${reportInChinese(measure)}`;
  }
  if ('report' in measure) return reportInChinese(measure);
  const counted = countedInChinese(measure, formula);
  if (measure.share === undefined) return `计个数：${counted}。`;
  return `算比例。分母：${counted}。分子：其中${formula(measure.share, rowKind(measure)!)}的。`;
}

function countedInChinese(measure: Countable, formula: Explain): string {
  const rows = rowKind(measure)!;
  const where = formula(measure.where, rows);
  if ('stock' in measure) return `期末主体，${where}`;
  const what = measure.flow === 'milestones' ? '期内发生的事项' : '期内取得的称号';
  const once = measure.distinct === 'entity' ? '；同一主体只计最早一次' : '';
  return `${what}，${where}${once}`;
}

function growthInChinese({ growth, of, base }: GrowthMeasure, formula: Explain): string {
  const counted = countedInChinese(of, formula);
  const [series, against] =
    'stock' in of
      ? ['各年末个数', `${dayInChinese(base)}的个数`]
      : ['各年新增数', `${base.slice(0, 4)}年新增数`];
  const how = growth === 'cagr' ? '复合年均增长率' : '各年增长率的平均';
  return `算${how}：${series}，以${against}为基数。范围：${counted}。`;
}

function sumRatioInChinese({ sum_ratio, where, floor }: SumRatioMeasure, formula: Explain): string {
  const [numerator, denominator] = [sum_ratio.numerator, sum_ratio.denominator].map((text) =>
    formula(text, 'entities'),
  );
  const parts = denominator === '1' ? `${numerator}合计 ÷ 主体数` : `${numerator}合计 ÷ ${denominator}合计`;
  const listed = floor === undefined ? '' : `逐户列出是否不低于${percent(floor)}。`;
  return `算合计之比：${parts}。范围：年末主体，${formula(where, 'entities')}；当年数据齐全的才计入，缺数不当作零。${listed}`;
}

function coverageInChinese({ coverage }: CoverageMeasure): string {
  return `算比例。分母：年末在执行的“${policyKinds[coverage.kind].zh}”类政策，逐项政策计符合条件的主体。分子：其中当年已享受该项政策的。`;
}

/** @example dayInChinese('2017-12-31') // '2017年12月31日' */
function dayInChinese(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

const rollsInChinese = {
  sum: '各期、各单位相加',
  last: '取最近一期，各单位相加',
  ratio: '分子合计除以分母合计',
} as const;

function reportInChinese({ report }: Pick<ReportMeasure, 'report'>): string {
  return `由责任单位按${report.period === 'quarter' ? '季' : '年'}报送，${rollsInChinese[report.roll]}。`;
}

function inEnglish(measure: Measure, formula: Explain): string {
  if ('growth' in measure) return growthInEnglish(measure, formula);
  if ('sum_ratio' in measure) return sumRatioInEnglish(measure, formula);
  if ('coverage' in measure) return coverageInEnglish(measure);
  if ('later' in measure) {
    const from = measure.later === 'cases' ? 'cases' : 'the ledger';
    return `Will be counted from ${from}; until then, ${reportInEnglish(measure)}`;
  }
  if ('report' in measure) return capital(reportInEnglish(measure));
  const counted = countedInEnglish(measure, formula);
  if (measure.share === undefined) return `Number of ${counted}.`;
  return `A ratio. Denominator: ${counted}. Numerator: those where ${formula(measure.share, rowKind(measure)!)}.`;
}

function countedInEnglish(measure: Countable, formula: Explain): string {
  const where = formula(measure.where, rowKind(measure)!);
  if ('stock' in measure) return `entities at the end of the period where ${where}`;
  const what = measure.flow === 'milestones' ? 'events of the period' : 'titles obtained in the period';
  const once = measure.distinct === 'entity' ? '; each entity once, at its first' : '';
  return `${what} where ${where}${once}`;
}

function growthInEnglish({ growth, of, base }: GrowthMeasure, formula: Explain): string {
  const how = growth === 'cagr' ? 'Compound yearly growth' : 'Mean of the yearly rates of growth';
  const series = 'stock' in of ? 'number at each year’s end' : 'yearly number';
  const against = 'stock' in of ? base : base.slice(0, 4);
  return `${how} of the ${series}, against ${against}. Counted: ${countedInEnglish(of, formula)}.`;
}

function sumRatioInEnglish({ sum_ratio, where, floor }: SumRatioMeasure, formula: Explain): string {
  const [numerator, denominator] = [sum_ratio.numerator, sum_ratio.denominator].map((text) =>
    formula(text, 'entities'),
  );
  const parts =
    denominator === '1'
      ? `the sum of ${numerator} ÷ the number of entities`
      : `the sum of ${numerator} ÷ the sum of ${denominator}`;
  const listed = floor === undefined ? '' : ` Each one is listed as reaching ${percent(floor)} or not.`;
  return `A ratio of sums: ${parts}. Counted: entities at the end of the year where ${formula(where, 'entities')}; only those whose figures of the year are complete, for a missing figure is never zero.${listed}`;
}

function coverageInEnglish({ coverage }: CoverageMeasure): string {
  return `A ratio. Denominator: for each policy of the kind “${policyKinds[coverage.kind].en}” in force at the end of the year, the entities that fit it. Numerator: those that enjoyed it for the year.`;
}

const rollsInEnglish = {
  sum: 'added up over periods and units',
  last: 'the last period, added up over units',
  ratio: 'the sum of numerators ÷ the sum of denominators',
} as const;

function reportInEnglish({ report }: Pick<ReportMeasure, 'report'>): string {
  return `reported by the responsible unit each ${report.period}: ${rollsInEnglish[report.roll]}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A share of one as a percentage, digits moved rather than multiplied. */
function percent(share: string): string {
  const [whole, fraction = ''] = share.split('.');
  const digits = fraction.padEnd(2, '0');
  const left = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const right = digits.slice(2);
  return `${left}${right === '' ? '' : `.${right}`}%`;
}
