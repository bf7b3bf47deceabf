import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellChange, Submission } from '@miaopu/contract';
import type { Form } from '@miaopu/plan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, actAs } from '../../platform/access/index.ts';
import { fixedClock } from '../../platform/clock/index.ts';
import { asSystem, rows, sql } from '../../platform/db/index.ts';
import type { AppError } from '../../platform/errors/index.ts';
import { testActor } from '../../platform/testing/index.ts';
import { countPlan } from '../indicators/index.ts';
import { getPack, loadPlan } from '../plan/index.ts';
import { approve, giveBack, lock, reopen, submit, withdraw } from './acts.ts';
import { approveSeveral } from './bulk.ts';
import { listDisputes, openDispute, settleDispute } from './disputes.ts';
import { addFile, getFile, removeFile } from './files.ts';
import { countTasks, listMine, listWaiting } from './lists.ts';
import { makeOverview } from './overview.ts';
import { openPlace } from './place.ts';
import { doDailyWork, remindUnits } from './reminders.ts';
import { saveCells } from './save.ts';
import {
  as,
  jinqing,
  type Key,
  lunan,
  openDistrict,
  person,
  persons,
  type TestDistrict,
} from './testing/district.ts';
import { viewSubmission } from './view.ts';

const { clerk, colleague, lead, neighbour, economy, tax, office, leader } = persons;
const key: Key = { form: 'towns-quarter', unit: jinqing, period: '2018Q3' };
/** The quarter is over, and its report is due on 19 October: ten working days after the National Day holiday. */
const today = '2018-10-15';
const late = '2018-11-20';
const pdf = Buffer.from('%PDF-1.4\n%%EOF\n');

let district: TestDistrict;
let folder: string;

beforeAll(async () => {
  district = await openDistrict();
  folder = mkdtempSync(join(tmpdir(), 'miaopu-evidence-'));
  // nobody is registered here: each count is nought, and a nought is confirmed like any other
  await countPlan(district.test.db, '331004', district.pack.plan.id, '2018-12-31');
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await district?.close();
});

const change = (cell: string, value: string | null, comment: string | null = null): CellChange => ({
  cell,
  value,
  comment,
  stand: null,
});
const view = (actor: Actor, at = key, day = today): Promise<Submission> =>
  actAs(actor, async () =>
    viewSubmission(
      district.db,
      actor,
      await openPlace(district.db, actor, { ...at, plan: district.pack.plan.id }),
      day,
    ),
  );
const save = (actor: Actor, revision: number, cells: CellChange[], at = key) =>
  as(district, actor, today, at, (tx, { place }) => saveCells(tx, actor, place, today, { revision, cells }));
const sign = (actor: Actor, version: number, at = key) =>
  as(district, actor, today, at, (tx, acting) => approve(tx, acting, district.plan, version));
const upload = (actor: Actor, item: string, content: Buffer, at = key) =>
  actAs(actor, async () => {
    const place = await openPlace(district.db, actor, { ...at, plan: district.pack.plan.id });
    return addFile(district.db, folder, { actor, place, today }, { item, name: '推算表.pdf', content });
  });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code ?? String(error),
  );
/** Confirms all that is counted. */
async function confirm(actor: Actor, at = key): Promise<void> {
  const { revision, declared, context } = await view(actor, at);
  const cells = declared.cells
    .filter(({ how }) => how === 'counted')
    .flatMap(({ id, target }): CellChange[] => {
      const value = context.counted[target!]?.value ?? null;
      return value === null ? [] : [{ cell: id, value, comment: null, stand: 'confirmed' }];
    });
  await save(actor, revision, cells, at);
}
const reported = () =>
  rows<{ value: string; numerator: string; now: boolean; because: string | null }>(
    district.test.owner,
    sql`select trim_scale(value)::text as value, trim_scale(numerator)::text as numerator, recorded_to = 'infinity' as now, restated_because as because
        from indicators.reported_value where target_id = '2.1.c' and unit_id = ${jinqing} and period = '2018Q3' order by recorded_from`,
  );
const told = async (who: string) =>
  (
    await rows<{ kind: string; zh: string }>(
      district.test.owner,
      sql`select n.kind, n.title ->> 'zh' as zh from platform.notification n join platform.notification_recipient r using (district, notification_id)
          where r.person_id = ${who} order by n.notification_id`,
    )
  ).map(({ kind, zh }) => `${kind} ${zh}`);

describe('a town’s quarterly report', () => {
  it('is there before anybody saved, with what the registry has counted and where its list is', async () => {
    const empty = await view(clerk);
    expect(empty).toMatchObject({
      state: 'draft',
      revision: 0,
      version: 0,
      cells: {},
      mayDo: ['save', 'submit'],
    });
    expect(empty.timing).toMatchObject({
      opens: '2018-10-08',
      due: '2018-10-19',
      phase: 'open',
      workingDaysLeft: 4,
    });
    expect(Object.keys(empty.context.counted).sort()).toEqual(['2.1.a', '2.2.a', '2.3.a', '2.3.c']);
    expect(empty.behind.new_enterprises).toMatchObject({ target: '2.1.a', town: jinqing, quarter: '2018Q3' });
    const [found] = await rows<{ n: string }>(
      district.test.owner,
      sql`select trim_scale(value)::text as n from indicators.value where target_id = '2.1.a' and town = ${jinqing} and period = '2018Q3'`,
    );
    expect(empty.context.counted['2.1.a']!.value).toBe(found!.n);
  });

  it('opens on the first working day after the quarter and not before', async () => {
    const early = as(district, clerk, '2018-10-07', key, (tx, { place }) =>
      saveCells(tx, clerk, place, '2018-10-07', { revision: 0, cells: [] }),
    );
    expect(await refusal(early)).toBe('submissions.not_open');
  });

  it('takes what two people type at once, cell by cell', async () => {
    expect((await save(clerk, 0, [change('rise', '6000')])).stored.revision).toBe(1);
    const other = await save(colleague, 0, [change('base', '100000')]);
    expect([other.stored.revision, other.conflicts]).toEqual([2, []]);
    const { stored, conflicts } = await save(colleague, 0, [change('rise', '7000')]);
    expect(stored.revision).toBe(2);
    expect(conflicts).toMatchObject([
      { cell: 'rise', mine: { value: '7000' }, theirs: { value: '6000', by: 'clerk' } },
    ]);
    // the answer was lost, so it is sent again
    expect((await save(clerk, 0, [change('rise', '6000')])).conflicts).toEqual([]);
    expect((await view(clerk)).cells).toMatchObject({ rise: { value: '6000' }, base: { value: '100000' } });
  });

  it('is not submitted while something is missing, and says what', async () => {
    const failed = await as(district, clerk, today, key, (tx, acting) => submit(tx, acting, 2)).catch(
      (error: AppError) => error,
    );
    expect((failed as AppError).code).toBe('submissions.checks_refuse');
    expect((failed as AppError).problems!.map(({ path }) => path).sort()).toEqual([
      'cells.converted',
      'cells.new_enterprises',
      'cells.new_in_eight',
      'cells.risen',
      'evidence.survey',
    ]);
  });

  it('takes evidence by its content, not by its name', async () => {
    expect(await refusal(upload(clerk, 'survey', Buffer.from('MZ…')))).toBe('submissions.file_kind');
    expect(await refusal(upload(clerk, 'other', pdf))).toBe('submissions.no_such_item');
    expect(await refusal(upload(neighbour, 'survey', pdf))).toBe('submissions.not_found');
    const { id } = await upload(clerk, 'survey', pdf);
    const place = await actAs(clerk, () =>
      openPlace(district.db, clerk, { ...key, plan: district.pack.plan.id }),
    );
    const second = await upload(clerk, 'survey', pdf);
    await actAs(clerk, () => removeFile(district.db, { actor: clerk, place, today }, second.id));
    expect((await view(clerk)).evidence.map((file) => file.id)).toEqual([id]);
    expect((await actAs(clerk, () => getFile(district.db, folder, clerk, place, id))).mediaType).toBe(
      'application/pdf',
    );
  });

  it('is submitted, and may be taken back until somebody has signed', async () => {
    await confirm(clerk);
    const { revision } = await view(clerk);
    const submitting = () => as(district, clerk, today, key, (tx, acting) => submit(tx, acting, revision));
    expect(await refusal(as(district, clerk, today, key, (tx, acting) => submit(tx, acting, 2)))).toBe(
      'submissions.changed_since',
    );
    await submitting();
    await submitting(); // sent twice
    expect(await view(clerk)).toMatchObject({ state: 'submitted', version: 1, mayDo: ['withdraw'] });
    expect(await refusal(save(clerk, revision, [change('rise', '1')]))).toBe('submissions.not_possible_now');
    await as(district, clerk, today, key, (tx, acting) => withdraw(tx, acting, 1));
    expect(await view(clerk)).toMatchObject({ state: 'draft', version: 1 });
    await submitting();
    expect(await view(clerk)).toMatchObject({ state: 'submitted', version: 2, waitsFor: { kind: 'lead' } });
    expect(await told('lead')).toContain(
      'submission_submitted 待审核：金清镇2018年三季度“镇（街道）季度报表”',
    );
  });

  it('goes from the lead to the department to the office, who each see it when it is theirs', async () => {
    const waiting = (actor: Actor) =>
      actAs(actor, async () =>
        (await listWaiting(district.db, actor, district.pack, today)).map(({ unit }) => unit),
      );
    expect([await waiting(lead), await waiting(economy), await waiting(office)]).toEqual([[jinqing], [], []]);
    expect(await refusal(sign(clerk, 2))).toBe('submissions.not_possible_now');
    expect(await refusal(sign(office, 2))).toBe('submissions.not_possible_now');
    expect(await refusal(sign(lead, 1))).toBe('submissions.another_version');
    await sign(lead, 2);
    expect([await waiting(lead), await waiting(economy)]).toEqual([[], [jinqing]]);
    expect(await refusal(as(district, clerk, today, key, (tx, acting) => withdraw(tx, acting, 2)))).toBe(
      'submissions.not_possible_now',
    );
    await sign(economy, 2);
    expect(await waiting(office)).toEqual([jinqing]);
    expect(await reported()).toEqual([]);
  });

  it('comes back with a remark at a cell, and the approver sees what was changed', async () => {
    await as(district, office, today, key, (tx, acting) =>
      giveBack(tx, acting, 2, { remark: null, remarks: [{ cell: 'rise', words: '与推算表不符' }] }),
    );
    const returned = await view(clerk);
    expect(returned).toMatchObject({ state: 'returned', remarks: [{ cell: 'rise', words: '与推算表不符' }] });
    expect((await told('clerk')).at(-1)).toContain('submission_returned');
    await save(clerk, returned.revision, [change('rise', '6500')]);
    const { revision } = await view(clerk);
    await as(district, clerk, today, key, (tx, acting) => submit(tx, acting, revision));
    const [row] = await actAs(lead, () => listWaiting(district.db, lead, district.pack, today));
    expect(row).toMatchObject({ version: 3, changed: 1, warnings: 1 });
    const { versions } = await view(lead);
    expect(versions.map(({ version, cells }) => [version, cells.rise!.value])).toEqual([
      [1, '6000'],
      [2, '6000'],
      [3, '6500'],
    ]);
  });

  it('is in the indicators with the last signature', async () => {
    for (const who of [lead, economy, office]) await sign(who, 3);
    expect(await view(clerk)).toMatchObject({ state: 'approved', approved: 3 });
    expect(await reported()).toEqual([{ value: '0.065', numerator: '6500', now: true, because: null }]);
    await countPlan(district.test.db, '331004', district.pack.plan.id, '2018-12-31');
    const [value] = await rows<{ value: string }>(
      district.test.owner,
      sql`select trim_scale(value)::text as value from indicators.value where target_id = '2.1.c' and town = ${jinqing} and period = '2018Q3'
          order by run_id desc limit 1`,
    );
    expect(value!.value).toBe('0.065');
  });

  it('is restated after it was locked: the old value stays, marked as replaced, with the reason', async () => {
    await as(district, office, today, key, lock);
    expect(await view(office)).toMatchObject({ state: 'locked', mayDo: ['reopen'] });
    expect(await refusal(save(clerk, 99, [change('rise', '1')]))).toBe('submissions.not_possible_now');
    expect(await refusal(as(district, clerk, today, key, (tx, acting) => reopen(tx, acting, 'x')))).toBe(
      'submissions.not_possible_now',
    );
    await as(district, office, today, key, (tx, acting) => reopen(tx, acting, '统计部门修订推算结果'));
    const { revision } = await view(clerk);
    await save(clerk, revision, [change('rise', '7000')]);
    await as(district, clerk, today, key, (tx, acting) => submit(tx, acting, revision + 1));
    expect((await reported()).map(({ numerator, now }) => [numerator, now])).toEqual([['6500', true]]);
    for (const who of [lead, economy, office]) await sign(who, 4);
    expect(await reported()).toEqual([
      { value: '0.065', numerator: '6500', now: false, because: null },
      { value: '0.07', numerator: '7000', now: true, because: '统计部门修订推算结果' },
    ]);
    expect((await view(clerk)).versions.at(-1)).toMatchObject({
      version: 4,
      restatedBecause: '统计部门修订推算结果',
    });
  });

  it('is measured against the period before', async () => {
    const next = { ...key, period: '2018Q4' };
    const inJanuary = '2019-01-10';
    const saving = (revision: number, cells: CellChange[]) =>
      as(district, clerk, inJanuary, next, (tx, { place }) =>
        saveCells(tx, clerk, place, inJanuary, { revision, cells }),
      );
    await saving(0, [change('base', '200000')]);
    const findings = async () =>
      (await view(clerk, next, inJanuary)).findings.filter(({ check }) => check === 'base_last');
    expect(await findings()).toMatchObject([{ level: 'soft', cell: 'base', explained: false }]);
    await saving(1, [change('base', '200000', '新建园区')]);
    expect(await findings()).toMatchObject([{ explained: true }]);
  });
});

describe('who sees what', () => {
  it('a unit its own, a department also what it signs, the office and the leaders all, and others nothing', async () => {
    const sees = (actor: Actor) => refusal(view(actor));
    expect(await Promise.all([clerk, lead, economy, office, leader].map(sees))).toEqual(
      Array(5).fill('done'),
    );
    expect(await Promise.all([neighbour, tax].map(sees))).toEqual(Array(2).fill('submissions.not_found'));
    const counted = (actor: Actor) =>
      actAs(actor, async () => (await rows(district.db, sql`select from submissions.submission`)).length);
    expect(await Promise.all([clerk, economy, office, leader, neighbour, tax].map(counted))).toEqual([
      2, 2, 2, 2, 0, 0,
    ]);
  });

  it('a unit that there is not, or a period outside the plan, is not found', async () => {
    expect(await refusal(view(office, { ...key, unit: 'tax' }))).toBe('submissions.not_found');
    expect(await refusal(view(office, { ...key, period: '2021Q1' }))).toBe('submissions.not_found');
    expect(await refusal(view(office, { ...key, period: '2018' }))).toBe('submissions.not_found');
    expect(await refusal(view(office, { ...key, form: 'x' }))).toBe('submissions.no_such_form');
  });
});

describe('a count that a unit disputes', () => {
  const at = { ...key, unit: lunan };
  const open = (counted: string) =>
    as(district, neighbour, today, at, (tx, { place }) =>
      openDispute(tx, neighbour, place, today, {
        cell: 'converted',
        counted,
        claimed: '99',
        reason: '漏计一户',
        evidence: [],
      }),
    );

  it('is settled by the office, and both see how', async () => {
    const counted = (await view(neighbour, at)).context.counted['2.3.a']!.value!;
    expect(await refusal(open('12345'))).toBe('submissions.not_disputable');
    await open(counted);
    expect(await refusal(open(counted))).toBe('submissions.not_disputable');
    expect((await view(neighbour, at)).cells.converted).toMatchObject({ stand: 'disputed', value: '99' });
    // a comment does not end it
    await save(neighbour, 99, [change('converted', '5', '见附件')], at);
    expect((await view(neighbour, at)).cells.converted).toMatchObject({
      stand: 'disputed',
      value: '99',
      comment: '见附件',
    });
    const [dispute] = await actAs(office, () =>
      listDisputes(district.db, office, district.pack, { open: true }),
    );
    expect(dispute).toMatchObject({ unit: lunan, counted, claimed: '99', outcome: null });
    expect(await actAs(clerk, () => listDisputes(district.db, clerk, district.pack))).toEqual([]);
    const settled = await actAs(office, () =>
      settleDispute(district.db, office, district.pack.plan.id, dispute!.id, {
        outcome: 'accepted',
        note: '已更正登记',
        record: 'registry/entity/1',
      }),
    );
    expect(settled).toMatchObject({ outcome: 'accepted', note: '已更正登记', settledBy: 'office' });
    expect((await view(neighbour, at)).disputes).toMatchObject([{ outcome: 'accepted' }]);
    expect((await told('neighbour')).at(-1)).toContain('数据异议采纳');
    const again = actAs(office, () =>
      settleDispute(district.db, office, district.pack.plan.id, dispute!.id, {
        outcome: 'rejected',
        note: 'x',
        record: null,
      }),
    );
    expect(await refusal(again)).toBe('submissions.no_such_dispute');
  });
});

describe('the overview', () => {
  it('says who has submitted and who is late', async () => {
    const seen = await actAs(office, () => makeOverview(district.db, office, district.pack, late, undefined));
    const form = seen.forms.find((one) => one.form === 'towns-quarter')!;
    const cell = (unit: string) =>
      form.units.find((one) => one.unit.id === unit)!.cells.find(({ period }) => period === '2018Q3')!;
    expect(seen.year).toBe(2018);
    expect(form.units).toHaveLength(10);
    expect(cell(jinqing)).toMatchObject({ state: 'approved', timing: { phase: 'done' } });
    expect(cell(lunan)).toMatchObject({ state: 'draft', begun: true, timing: { phase: 'late' } });
    const own = await actAs(neighbour, () =>
      makeOverview(district.db, neighbour, district.pack, late, undefined),
    );
    expect(own.forms.map((one) => [one.form, one.units.map(({ unit }) => unit.id)])).toEqual([
      ['towns-quarter', [lunan]],
    ]);
  });

  it('gives everybody what is theirs to do today', async () => {
    const tasks = (actor: Actor) => actAs(actor, () => countTasks(district.db, actor, district.pack, late));
    // three quarters, none of the neighbour’s submitted
    expect(await tasks(neighbour)).toMatchObject({ due: 3, late: 3, unitsLate: 0 });
    expect(await tasks(leader)).toMatchObject({ due: 0, townsLate: 10 });
    const mine = await actAs(neighbour, () => listMine(district.db, neighbour, district.pack, late));
    expect(mine.owed.map(({ period }) => period)).toEqual(['2018Q1', '2018Q2', '2018Q3']);
    expect(mine.ahead.map(({ period }) => period)).toEqual(['2018Q4']);
  });
});

describe('signing several at once', () => {
  const base = { form: 'development-quarter', unit: 'development' };
  const developer = person('developer', 'department_clerk', 'department', 'development');
  const developerLead = person('developerLead', 'department_lead', 'department', 'development');
  const fill = async (period: string, value: string, comment: string | null) => {
    const at = { ...base, period };
    await save(developer, 0, [change('unsecured', value, comment)], at);
    await upload(developer, 'bank_reports', pdf, at);
    await as(district, developer, today, at, (tx, acting) => submit(tx, acting, 1));
    return at;
  };
  const signSeveral = (items: Key[], confirmed = items.length) =>
    actAs(office, () =>
      approveSeveral(
        district.db,
        { actor: office, plan: district.plan, today },
        items.map((one) => ({ ...one, version: 1 })),
        confirmed,
      ),
    );

  it('leaves what has something to look at, and what is not there to sign', async () => {
    const first = await fill('2018Q1', '100', null);
    await sign(developerLead, 1, first);
    expect(await refusal(signSeveral([first], 2))).toBe('submissions.bulk_count');
    const { approved, left } = await signSeveral([first, { ...base, period: '2018Q3' }]);
    expect([approved, left.map(({ period }) => period)]).toEqual([1, ['2018Q3']]);
    // three times the first quarter: the form asks why, and the office looks
    const second = await fill('2018Q2', '300', '新增两家银行');
    await sign(developerLead, 1, second);
    expect(await signSeveral([second])).toMatchObject({ approved: 0, left: [{ period: '2018Q2' }] });
    await sign(office, 1, second);
    expect(await view(office, second)).toMatchObject({ state: 'approved' });
  });

  it('does not sign what a hard check refuses by now', async () => {
    const third = await fill('2018Q3', '320', null);
    await sql`update submissions.evidence set removed_at = now()
              where submission_id = (select submission_id from submissions.submission where form_id = 'development-quarter' and period = '2018Q3')`.execute(
      district.test.owner.query,
    );
    expect(await refusal(sign(developerLead, 1, third))).toBe('submissions.checks_refuse');
  });
});

describe('reminding', () => {
  const asked = { form: 'towns-quarter', period: '2018Q3' };
  const services = (day: string) => ({ db: district.db, clock: fixedClock(new Date(`${day}T01:00:00Z`)) });
  const remind = (send: boolean, units?: string[]) =>
    actAs(office, () =>
      remindUnits(services(late), office, district.pack.plan.id, { ...asked, send, ...(units && { units }) }),
    );

  it('says to whom it goes before it goes, and goes once', async () => {
    const before = (await told('neighbour')).length;
    const preview = await remind(false, [lunan]);
    expect(preview).toMatchObject({ sent: false, units: [{ people: ['neighbour', 'neighbourLead'] }] });
    expect(await told('neighbour')).toHaveLength(before);
    await remind(true, [lunan]);
    await remind(true, [lunan]); // clicked twice
    expect((await told('neighbour')).slice(before)).toEqual([
      'submission_reminder 已逾期：路南街道2018年三季度“镇（街道）季度报表”',
    ]);
    const { units } = await remind(false);
    expect(units).toHaveLength(9);
  });

  it('is done by itself on the form’s days, and what was approved is locked when its time is over', async () => {
    const before = (await told('neighbour')).length;
    await asSystem(() => doDailyWork(services('2018-10-16'), '331004'));
    await asSystem(() => doDailyWork(services('2018-10-16'), '331004'));
    expect((await told('neighbour')).slice(before)).toEqual([
      'submission_reminder 请报送：路南街道2018年三季度“镇（街道）季度报表”',
    ]);
    expect((await view(office)).state).toBe('approved');
    await asSystem(() => doDailyWork(services('2019-03-01'), '331004'));
    expect((await view(office)).state).toBe('locked');
  });
});

describe('a form that is declared anew', () => {
  const science = person('scientist', 'department_clerk', 'department', 'science');
  const developer = person('developer', 'department_clerk', 'department', 'development');
  const at = { form: 'development-quarter', unit: 'development', period: '2018Q3' };
  const declare = (id: string, changes: Partial<Form>) =>
    loadPlan(district.test.db, testActor, {
      ...district.pack,
      forms: district.pack.forms.map((form) => (form.id === id ? { ...form, ...changes } : form)),
    });

  it('is owed for the periods that it is asked for, as soon as it is loaded', async () => {
    const owed = () =>
      actAs(science, async () => {
        const pack = await getPack(district.db, science.district, district.pack.plan.id);
        const mine = await listMine(district.db, science, pack, late);
        return mine.owed.filter(({ form }) => form === 'science-quarter').map(({ period }) => period);
      });
    expect(await owed()).toEqual(['2018Q1', '2018Q2', '2018Q3']);
    await declare('science-quarter', { asked_from: '2018-08-01' });
    expect(await owed()).toEqual(['2018Q3']);
    const before = { form: 'science-quarter', unit: 'science', period: '2018Q2' };
    expect(await refusal(view(science, before))).toBe('submissions.not_found');
  });

  it('is signed by a clerk where it says so, and else by the lead alone', async () => {
    expect((await view(developer, at)).mayDo).toEqual(['withdraw']);
    await declare(at.form, { clerks_sign: true });
    expect((await view(developer, at)).mayDo).toEqual(['withdraw', 'approve', 'return']);
    expect(await refusal(view(science, at))).toBe('submissions.not_found');
  });
});
