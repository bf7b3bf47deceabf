import type { PlanPack } from '@miaopu/plan';
import { membersToday } from '../../../platform/access/index.ts';
import { sql, type Tx } from '../../../platform/db/index.ts';
import type { Message } from '../../../platform/errors/index.ts';
import { notify } from '../../../platform/notify/index.ts';
import { recordOf } from './round.ts';

type News = {
  readonly round: string;
  readonly issue: number;
  readonly what: 'issued' | 'answered' | 'signed' | 'withdrawn';
  readonly units: readonly string[];
  readonly day?: string | null;
  readonly silenceAgrees?: boolean;
  readonly remark?: string;
  readonly documentNumber?: string;
};

const titles: Readonly<Record<News['what'], Message>> = {
  issued: { zh: '分解任务已下达,请确认', en: 'Targets were issued to you: please confirm' },
  answered: { zh: '您单位的异议已有答复', en: 'Your objection was answered' },
  signed: { zh: '分解方案已签发', en: 'The decomposition was signed off' },
  withdrawn: { zh: '分解方案已撤回', en: 'The decomposition was withdrawn' },
};

function bodyOf(pack: PlanPack, { what, day, silenceAgrees, remark, documentNumber }: News): Message {
  const { zh, en } = pack.plan.title;
  switch (what) {
    case 'issued':
      return {
        zh: `${zh}:请逐项确认或说明异议${day ? `,于 ${day} 前反馈` : ''}${silenceAgrees ? ',逾期未反馈视为无异议' : ''}。`,
        en: `${en}: confirm each target, or say why not${day ? `, by ${day}` : ''}${silenceAgrees ? '; who has said nothing by then is taken to agree' : ''}.`,
      };
    case 'signed':
      return {
        zh: `${zh}:${documentNumber},自 ${day} 起按新分解考核进度。`,
        en: `${en}: ${documentNumber}, progress is held to it from ${day}.`,
      };
    default:
      return { zh: `${zh}:${remark}`, en: `${en}: ${remark}` };
  }
}

/** Tells the people of units, leads and clerks, what happened to a round. */
export async function tellUnits(tx: Tx, district: string, pack: PlanPack, news: News): Promise<void> {
  if (news.units.length === 0) return;
  await notify(tx, {
    district,
    kind: 'decomposition_issued',
    title: titles[news.what],
    body: bodyOf(pack, news),
    link: `/g/plan/${pack.plan.id}/tasks`,
    record: recordOf(pack.plan.id, news.round),
    recipients: sql`select person_id from (${membersToday}) member
                    where district = ${district} and units && ${[...news.units]}::text[]
                      and role in ('department_lead', 'department_clerk', 'town_lead', 'town_clerk')`,
  });
}

/** Tells the office that a unit objects. */
export async function tellOffice(
  tx: Tx,
  district: string,
  pack: PlanPack,
  {
    round,
    unit,
    targets,
  }: { readonly round: string; readonly unit: string; readonly targets: readonly string[] },
): Promise<void> {
  const name = pack.units.find(({ id }) => id === unit)?.name ?? { zh: unit, en: unit };
  const titled = targets.flatMap((id) => pack.targets.find((target) => target.id === id)?.title ?? []);
  await notify(tx, {
    district,
    kind: 'decomposition_objected',
    title: { zh: `${name.zh}对分解任务有异议`, en: `${name.en} objects to what was issued` },
    body: { zh: titled.map(({ zh }) => zh).join('、'), en: titled.map(({ en }) => en).join(', ') },
    link: `/g/plan/${pack.plan.id}/decomposition`,
    record: recordOf(pack.plan.id, round),
    recipients: sql`select person_id from (${membersToday}) member where district = ${district} and role = 'office'`,
  });
}
