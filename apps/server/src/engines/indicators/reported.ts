import type { Measure } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import { type Queryable, rows, sql } from '../../platform/db/index.ts';
import { type Moment, quartersBetween } from './moment.ts';
import type { Value } from './roll-up.ts';

/** What a unit reported for a quarter or a year. */
export type Report = {
  readonly unit: string;
  readonly period: string;
  readonly value: string;
  readonly numerator: string | null;
  readonly denominator: string | null;
};

type Roll = 'sum' | 'last' | 'ratio';

/** The reports for a target as they were known on the moment's instant. */
export async function findReports(
  db: Queryable,
  planId: string,
  targetId: string,
  { district, knownOn }: Moment,
): Promise<Report[]> {
  return rows<Report>(
    db,
    sql`select unit_id as unit, period, value, numerator, denominator from indicators.reported_value
        where district = ${district} and plan_id = ${planId} and target_id = ${targetId}
          and recorded_from <= ${knownOn}::timestamptz and recorded_to > ${knownOn}::timestamptz
        order by unit_id, period`,
  );
}

/** A yearly report stands at the year's last quarter. */
function quarterOfReport(period: string): string {
  return period.length === 4 ? `${period}Q4` : period;
}

function total(town: string, period: string, reports: readonly Report[], roll: Roll): Value {
  if (reports.length === 0)
    return { town, period, value: null, numerator: null, denominator: null, reason: 'not_reported' };
  const sum = (key: 'value' | 'numerator' | 'denominator') =>
    Decimal.sum(...reports.map((report) => report[key] ?? 0));
  if (
    roll !== 'ratio' ||
    reports.some((report) => report.numerator === null || report.denominator === null)
  ) {
    // one unit's own ratio without its parts is shown as reported; several cannot be added up
    if (roll === 'ratio' && reports.length > 1)
      return { town, period, value: null, numerator: null, denominator: null, reason: 'not_reported' };
    return { town, period, value: sum('value').toFixed(), numerator: null, denominator: null, reason: null };
  }
  const [numerator, denominator] = [sum('numerator'), sum('denominator')];
  const value = denominator.isZero() ? null : numerator.div(denominator).toSignificantDigits(12).toFixed();
  return {
    town,
    period,
    value,
    numerator: numerator.toFixed(),
    denominator: denominator.toFixed(),
    reason: value === null ? 'nothing_counted' : null,
  };
}

function valuesOfPlace(
  town: string,
  reports: readonly Report[],
  quarters: readonly string[],
  roll: Roll,
): Value[] {
  const of = (quarter: string) => reports.filter((report) => quarterOfReport(report.period) === quarter);
  const until = (quarter: string) => reports.filter((report) => quarterOfReport(report.period) <= quarter);
  /** Each unit's last report up to a quarter. */
  const latest = (quarter: string) => [
    ...new Map(until(quarter).map((report) => [report.unit, report])).values(),
  ];
  const running = (quarter: string) => (roll === 'sum' ? until(quarter) : latest(quarter));
  const last = quarters.at(-1)!;
  const years = [...new Set(quarters.map((quarter) => quarter.slice(0, 4)))];
  const inYear = (year: string) => {
    const ofYear = reports.filter(
      (report) => report.period.startsWith(year) && quarterOfReport(report.period) <= last,
    );
    return roll === 'sum' ? ofYear : [...new Map(ofYear.map((report) => [report.unit, report])).values()];
  };
  return [
    ...quarters.flatMap((quarter) => [
      total(town, quarter, of(quarter), roll),
      total(town, `..${quarter}`, running(quarter), roll),
    ]),
    ...years.map((year) => total(town, year, inYear(year), roll)),
    total(town, 'total', running(last), roll),
  ];
}

/** Folds what units reported into the values of the district and of each town that reports for itself. */
export function rollUpReports(
  measure: Measure,
  reports: readonly Report[],
  towns: readonly string[],
  { plan, asOf }: Pick<Moment, 'plan' | 'asOf'>,
): Value[] {
  if (!('report' in measure)) return [];
  const { roll } = measure.report;
  const quarters = quartersBetween(plan.start, asOf < plan.end ? asOf : plan.end);
  const ownTowns = towns.filter((town) => reports.some((report) => report.unit === town));
  return [
    ...valuesOfPlace('', reports, quarters, roll),
    ...ownTowns.flatMap((town) =>
      valuesOfPlace(
        town,
        reports.filter((report) => report.unit === town),
        quarters,
        roll,
      ),
    ),
  ];
}
