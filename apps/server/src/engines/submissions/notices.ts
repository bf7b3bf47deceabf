import { type ReportStep, type Role, roles, scopeOf } from '@miaopu/contract';
import type { Labels } from '@miaopu/plan';
import { type MembersAsked, membersWith } from '../../platform/access/index.ts';
import { dayInWords, periodInWords } from '../../platform/clock/index.ts';
import type { Queryable } from '../../platform/db/index.ts';
import { type Notification, notify } from '../../platform/notify/index.ts';
import type { Place } from './place.ts';

/** Who fills a unit's reports, and who is told of them. */
export const fillers: readonly Role[] = roles.filter(
  (role) => scopeOf(role, 'submission.fill') !== undefined,
);
const leads = fillers.filter((role) => scopeOf(role, 'submission.approve') !== undefined);

/** `金清镇2020年四季度“镇（街道）季度报表”` */
export function nameOf({ declared, unit, period }: Place): Labels {
  const words = periodInWords(period);
  const { title } = declared.form;
  return {
    zh: `${unit.name.zh}${words.zh}“${title.zh}”`,
    en: `“${title.en}” of ${unit.name.en} for ${words.en}`,
  };
}

/** The record as the audit names it. */
export function recordOf({ pack, declared, unit, period }: Place): string {
  return `plan/${pack.plan.id}/submission/${declared.form.id}/${unit.id}/${period}`;
}

export function linkTo({ declared, unit, period }: Place): string {
  return `/g/reports/${declared.form.id}/${unit.id}/${period}`;
}

function signersOf(district: string, { unit }: Place, step: ReportStep): MembersAsked {
  if (step.kind === 'office') return { district, roles: ['office'] };
  return { district, roles: step.clerkSigns ? fillers : leads, units: [step.unit?.id ?? unit.id] };
}

type Told = Pick<Notification, 'kind' | 'title' | 'body' | 'once'>;

async function tell(
  tx: Queryable,
  place: Place,
  asked: MembersAsked,
  told: Told,
): Promise<string | undefined> {
  return notify(tx, {
    district: asked.district,
    recipients: membersWith(asked),
    link: linkTo(place),
    record: recordOf(place),
    ...told,
  });
}

/** Tells the unit: what was returned, approved, re-opened, or is wanted. */
export async function tellUnit(
  tx: Queryable,
  district: string,
  place: Place,
  told: Told,
): Promise<string | undefined> {
  return tell(tx, place, { district, roles: fillers, units: [place.unit.id] }, told);
}

/** Tells those who sign the step that a submission waits for. */
export async function tellSigners(
  tx: Queryable,
  district: string,
  place: Place,
  step: number,
): Promise<void> {
  const waiting = place.declared.form.steps[step];
  if (waiting === undefined) return;
  const name = nameOf(place);
  await tell(tx, place, signersOf(district, place, waiting), {
    kind: 'submission_submitted',
    title: { zh: `待审核：${name.zh}`, en: `Waits for your approval: ${name.en}` },
    body: {
      zh: '请核对数据、与上期和系统计数的差异，通过或注明原因退回。',
      en: 'Look at the figures and at what differs from the last period and from the counts; approve it, or return it and say why.',
    },
  });
}

export async function tellOffice(tx: Queryable, district: string, place: Place, told: Told): Promise<void> {
  await tell(tx, place, { district, roles: ['office'] }, told);
}

/** What a reminder says; the page of the form comes with it. */
export function reminderOf(place: Place, today: string): Told {
  const name = nameOf(place);
  const { due } = place.days;
  const day = dayInWords(due);
  const isLate = today > due;
  return {
    kind: 'submission_reminder',
    title: isLate
      ? { zh: `已逾期：${name.zh}`, en: `Overdue: ${name.en}` }
      : { zh: `请报送：${name.zh}`, en: `Please submit: ${name.en}` },
    body: {
      zh: `截止日期 ${day.zh}${isLate ? '，请尽快报送' : ''}。系统能计数的已填好，确认即可；没有发生的填 0。`,
      en: `It ${isLate ? 'was' : 'is'} due on ${day.en}. What can be counted is filled in and wants only your confirmation; write 0 where there was nothing.`,
    },
  };
}
