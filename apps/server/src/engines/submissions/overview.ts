import type { OverviewCell, ReportOverview } from '@miaopu/contract';
import type { PlanPack } from '@miaopu/plan';
import type { Actor } from '../../platform/access/index.ts';
import { periodInWords } from '../../platform/clock/index.ts';
import { type Queryable, rows, sql } from '../../platform/db/index.ts';
import { lastDayOf } from './periods.ts';
import { type Filled, listFilled } from './places.ts';
import { headOf } from './view.ts';

/** Who has submitted and who is late, by form, unit and period of a year. */
export async function makeOverview(
  db: Queryable,
  actor: Actor,
  pack: PlanPack,
  today: string,
  asked: number | undefined,
): Promise<ReportOverview> {
  const filled = await listFilled(db, actor, pack);
  const over = filled.map(({ place }) => place.period).filter((period) => lastDayOf(period) <= today);
  const first = Number(pack.plan.period.start.slice(0, 4));
  const last = Math.max(first, ...over.map((period) => Number(period.slice(0, 4))));
  const year = asked ?? last;
  const reminded = await findReminded(db, actor.district, pack.plan.id);
  const inYear = filled.filter(({ place }) => place.period.startsWith(String(year)));
  const cellOf = ({ place, stored }: Filled): OverviewCell => {
    const { period, state, timing, submittedAt } = headOf(place, stored, today);
    return {
      period,
      state,
      begun: stored !== undefined && stored.revision > 0,
      timing,
      submittedAt,
      warnings: state === 'submitted' ? stored!.warnings : 0,
      remindedAt: reminded.get(keyOf(place.declared.form.id, place.unit.id, period)) ?? null,
    };
  };
  const forms = [...Map.groupBy(inYear, ({ place }) => place.declared.form.id).values()].map((ofForm) => {
    const { form } = ofForm[0]!.place.declared;
    const periods = [...new Set(ofForm.map(({ place }) => place.period))];
    return {
      form: form.id,
      title: form.title,
      every: form.every,
      periods: periods.map((period) => ({ period, name: periodInWords(period) })),
      units: [...Map.groupBy(ofForm, ({ place }) => place.unit.id).values()].map((ofUnit) => {
        const { id, name, kind } = ofUnit[0]!.place.unit;
        return { unit: { id, name }, isTown: kind === 'town', cells: ofUnit.map(cellOf) };
      }),
    };
  });
  const open = forms
    .flatMap(({ units }) => units.flatMap(({ cells }) => cells))
    .filter(({ timing }) => timing.phase !== 'ahead');
  const count = (test: (cell: OverviewCell) => boolean) => open.filter(test).length;
  return {
    year,
    years: Array.from({ length: last - first + 1 }, (_, index) => first + index),
    forms,
    counts: {
      due: open.length,
      submitted: count(({ timing }) => timing.phase === 'done'),
      late: count(({ timing }) => timing.phase === 'late'),
      returned: count(({ state }) => state === 'returned'),
      approved: count(({ state }) => state === 'approved' || state === 'locked'),
    },
  };
}

const keyOf = (form: string, unit: string, period: string) => `${form} ${unit} ${period}`;

/** When each was last reminded of what. */
async function findReminded(
  db: Queryable,
  district: string,
  planId: string,
): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ form: string; unit: string; period: string; at: string }>(
    db,
    sql`select form_id as form, unit_id as unit, period, max(reminded_at) as at from submissions.reminder
        where district = ${district} and plan_id = ${planId} group by form_id, unit_id, period`,
  );
  return new Map(found.map(({ form, unit, period, at }) => [keyOf(form, unit, period), at]));
}
