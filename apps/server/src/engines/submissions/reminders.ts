import type { Labels, PlanPack } from '@miaopu/plan';
import { type Actor, listMembers, systemActor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { dayInWords } from '../../platform/clock/index.ts';
import { type Db, inTransaction, sql, type Tx } from '../../platform/db/index.ts';
import { getPack, listPlans } from '../plan/index.ts';
import { lock } from './acts.ts';
import { submissionFailure } from './errors.ts';
import { fillers, nameOf, recordOf, reminderOf, tellUnit } from './notices.ts';
import { timingOf } from './periods.ts';
import type { Place } from './place.ts';
import { type Filled, listFilled } from './places.ts';

type Services = { readonly db: Db; readonly clock: Clock };

function owes({ place, stored }: Filled, today: string): boolean {
  const { phase } = timingOf(place.days, {
    state: stored?.state ?? 'draft',
    firstAt: stored?.firstAt ?? null,
    today,
  });
  return phase === 'open' || phase === 'grace' || phase === 'late';
}

export type Reminding = {
  readonly form: string;
  readonly period: string;
  readonly units?: readonly string[];
  readonly send: boolean;
};

/** Whom a reminder reaches, by unit; and tells them, where it is to be sent. One that is clicked twice is sent once. */
export async function remindUnits(
  { db, clock }: Services,
  actor: Actor,
  planId: string,
  { form, period, units, send }: Reminding,
): Promise<{ units: { unit: { id: string; name: Labels }; people: string[] }[]; sent: boolean }> {
  const { district } = actor;
  const today = clock.today();
  const pack = await getPack(db, district, planId);
  const places = (await listFilled(db, actor, pack))
    .filter(({ place }) => place.declared.form.id === form && place.period === period)
    .filter(({ place }) => units === undefined || units.includes(place.unit.id))
    .filter((one) => owes(one, today))
    .map(({ place }) => place);
  if (places.length === 0 && !pack.forms?.some(({ id }) => id === form))
    throw submissionFailure('submissions.no_such_form', { form });
  const ids = places.map(({ unit }) => unit.id);
  const found = ids.length === 0 ? [] : await listMembers(db, { district, roles: fillers, units: ids });
  const minute = clock.now().toISOString().slice(0, 16);
  if (send && places.length > 0)
    await inTransaction(db, async (tx) => {
      let told = 0;
      for (const place of places) if (await remind(tx, actor, place, today, `asked ${minute}`)) told++;
      if (told > 0)
        await recordAudit(tx, {
          actor,
          action: 'submissions.units.reminded',
          record: `plan/${planId}/form/${form}/${period}`,
          after: { units: ids },
        });
    });
  return {
    units: places.map(({ unit: { id, name } }) => ({
      unit: { id, name },
      people: found.flatMap((person) => (person.units.includes(id) ? [person.name] : [])),
    })),
    sent: send && places.length > 0,
  };
}

/** Tells a unit, and keeps that it was told; false where it was told by this mark before. */
async function remind(tx: Tx, actor: Actor, place: Place, today: string, mark: string): Promise<boolean> {
  const { pack, declared, unit, period } = place;
  const once = `remind ${recordOf(place)} ${mark}`;
  const told = await tellUnit(tx, actor.district, place, { ...reminderOf(place, today), once });
  if (told === undefined) return false;
  await sql`insert into submissions.reminder (district, plan_id, form_id, unit_id, period, reminded_by)
            values (${actor.district}, ${pack.plan.id}, ${declared.form.id}, ${unit.id}, ${period}, ${actor.name})`.execute(
    tx.query,
  );
  return true;
}

/** A server that was down on a reminder's day makes up for it within so many days. */
const makesUpFor = 2 * 86_400_000;

/**
 * What is done each morning: forms that opened are announced, those who have not submitted are reminded on the form's days, and approved
 * figures are locked when their time is over. Doing it again on the same day changes nothing.
 */
export async function doDailyWork({ db, clock }: Services, district: string): Promise<void> {
  const actor = systemActor(district);
  const today = clock.today();
  for (const { id } of await listPlans(db, district)) {
    const pack: PlanPack = await getPack(db, district, id);
    for (const one of await listFilled(db, actor, pack)) {
      const { place, stored } = one;
      const { opens, due, locks, reminders } = place.days;
      const isOwed = owes(one, today);
      const reminder = reminders
        .filter((day) => day <= today && Date.parse(today) - Date.parse(day) <= makesUpFor)
        .at(-1);
      const isOpening = isOwed && stored === undefined && opens <= today && today <= due;
      const isToLock = stored?.state === 'approved' && today > locks;
      if (!isOpening && !(isOwed && reminder !== undefined) && !isToLock) continue;
      await inTransaction(db, async (tx) => {
        if (isOpening) await announce(tx, actor, place);
        if (isOwed && reminder !== undefined) await remind(tx, actor, place, today, `on ${reminder}`);
        if (isToLock) await lock(tx, { actor, place, today });
      });
    }
  }
}

async function announce(tx: Tx, actor: Actor, place: Place): Promise<void> {
  const name = nameOf(place);
  const due = dayInWords(place.days.due);
  await tellUnit(tx, actor.district, place, {
    kind: 'submission_opened',
    title: { zh: `开始填报：${name.zh}`, en: `Open: ${name.en}` },
    body: { zh: `截止日期 ${due.zh}。`, en: `It is due on ${due.en}.` },
    once: `opened ${recordOf(place)}`,
  });
}
