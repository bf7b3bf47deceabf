import type { CheckContext, countedLinkSchema, ReportCheck } from '@miaopu/contract';
import type { z } from 'zod';
import { firstRow, type Queryable, seeingAll, sql } from '../../platform/db/index.ts';
import { type CountedFor, findCountedFor } from '../indicators/index.ts';
import { declaredForms } from './forms.ts';
import { lastDayOf } from './periods.ts';
import type { Place } from './place.ts';

export type Context = {
  readonly context: CheckContext;
  /** The count that the counted cells show; undefined where none reaches the period's end. */
  readonly counted: CountedFor | undefined;
};

/** What the checks of a form look at beside its cells. */
export async function findContext(db: Queryable, district: string, place: Place): Promise<Context> {
  const counted = await findCounted(db, district, place);
  return {
    counted,
    context: {
      last: await findLast(db, district, place),
      counted: Object.fromEntries(
        [...(counted?.values ?? [])].map(([target, { value, numerator, denominator }]) => [
          target,
          { value, numerator, denominator },
        ]),
      ),
      sums: await findSums(db, district, place),
    },
  };
}

const townOf = ({ unit }: Place) => (unit.kind === 'town' ? unit.id : '');

async function findCounted(db: Queryable, district: string, place: Place): Promise<CountedFor | undefined> {
  const { pack, declared, period } = place;
  const { cells, checks } = declared.form;
  const targets = new Set([
    ...cells.flatMap(({ how, target }) => (how === 'counted' && target !== null ? [target] : [])),
    ...checks.flatMap((check) => (check.kind === 'computed' ? [check.target] : [])),
  ]);
  if (targets.size === 0) return undefined;
  return findCountedFor(db, district, pack.plan.id, {
    targets: [...targets],
    town: townOf(place),
    period,
    until: lastDayOf(period),
  });
}

/** By counted cell, where the enterprises behind it are listed. */
export function linksOf(
  place: Place,
  counted: CountedFor | undefined,
): Record<string, z.infer<typeof countedLinkSchema>> {
  if (counted === undefined) return {};
  const { declared, period } = place;
  const isQuarter = period[4] === 'Q';
  return Object.fromEntries(
    declared.form.cells.flatMap(({ id, how, target }) =>
      how === 'counted' && target !== null && counted.values.has(target)
        ? [
            [
              id,
              {
                target,
                town: townOf(place) === '' ? null : townOf(place),
                year: isQuarter ? null : Number(period.slice(0, 4)),
                quarter: isQuarter ? period : null,
                asOf: counted.asOf,
                listable: true,
              },
            ],
          ]
        : [],
    ),
  );
}

/** By cell, what was approved for the period before. */
async function findLast(
  db: Queryable,
  district: string,
  { pack, declared, unit, period }: Place,
): Promise<Record<string, string>> {
  const before = declared.periods[declared.periods.indexOf(period) - 1];
  if (before === undefined) return {};
  const found = await firstRow<{ cells: Record<string, { value: string | null }> }>(
    db,
    sql`select v.cells from submissions.submission s
        join submissions.version v on v.district = s.district and v.submission_id = s.submission_id and v.version = s.approved_version
        where s.district = ${district} and s.plan_id = ${pack.plan.id} and s.form_id = ${declared.form.id} and s.unit_id = ${unit.id} and s.period = ${before}`,
  );
  return Object.fromEntries(
    Object.entries(found?.cells ?? {}).flatMap(([cell, { value }]) =>
      value === null ? [] : [[cell, value]],
    ),
  );
}

/** By check, what the units of another form have submitted together. The sum is no secret to whoever answers for the whole. */
async function findSums(db: Queryable, district: string, place: Place): Promise<CheckContext['sums']> {
  const checks = place.declared.form.checks.filter((check) => check.kind === 'units_sum');
  const sums: CheckContext['sums'] = {};
  for (const check of checks) sums[check.id] = await seeingAll(db, () => sumOf(db, district, place, check));
  return sums;
}

async function sumOf(
  db: Queryable,
  district: string,
  { pack, period }: Place,
  { form, of }: Extract<ReportCheck, { kind: 'units_sum' }>,
): Promise<CheckContext['sums'][string]> {
  const found = await firstRow<{ sum: string; submitted: number }>(
    db,
    sql`select coalesce(sum((v.cells -> ${of}::text ->> 'value')::numeric), 0)::text as sum, count(*)::int as submitted
        from submissions.submission s
        join submissions.version v on v.district = s.district and v.submission_id = s.submission_id and v.version = s.version
        where s.district = ${district} and s.plan_id = ${pack.plan.id} and s.form_id = ${form} and s.period = ${period}`,
  );
  const units = declaredForms(pack).find((one) => one.form.id === form)?.units.length ?? 0;
  return { ...found!, of: units };
}
