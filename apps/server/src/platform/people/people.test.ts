import type { Leaving, PersonRow, Role } from '@miaopu/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerSession } from '../../session.ts';
import { ensureOrganisations, type NewOrganisation } from '../access/index.ts';
import { firstRow, rows, sql } from '../db/index.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type OpenWork, registerPeopleRoutes } from './index.ts';

const district = '331004';
const password = 'seven-loud-lamps';
const because = { reason: '测试' };
const name = (zh: string) => ({ zh, en: zh });
const tax: NewOrganisation = { id: 'tax', kind: 'department', name: name('税务局'), units: ['tax'] };
const firm: NewOrganisation = { id: 'firm', kind: 'enterprise', name: name('甲厂'), entity: '1' };
const otherFirm: NewOrganisation = { id: 'other', kind: 'enterprise', name: name('乙厂'), entity: '2' };

/** Work of these tests: errands, each somebody's. */
const errands: OpenWork = {
  kind: name('差事'),
  ability: 'policy.edit',
  list: (db, { person }) =>
    rows(
      db,
      sql<{
        record: string;
        title: { zh: string; en: string };
        link: null;
      }>`select 'errand/' || id as record, jsonb_build_object('zh', id, 'en', id) as title, null as link
         from public.errand where person = ${person} order by id`,
    ),
  handOver: async (tx, _, { person }, to) => {
    await sql`update public.errand set person = ${to.id} where person = ${person}`.execute(tx.query);
  },
};

let database: TestDatabase;
let served: TestApp;
const mailed = { MIAOPU_SMTP_URL: 'smtp://localhost:1' };

beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.pool.query(
    'create table public.errand (id text primary key, person text); grant all on public.errand to public',
  );
  served = await createTestApp(
    database,
    async (app, services) => {
      registerSession(app, services);
      registerPeopleRoutes(app, services, app.signIn, [errands]);
    },
    { environment: mailed },
  );
  await ensureOrganisations(database.owner, district, [tax, firm, otherFirm]);
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

let made = 0;
/** Somebody signed in with that role. */
async function person(
  role: Exclude<Role, 'newcomer'> | null,
  organisation?: string,
): Promise<TestBrowser & { id: string; email: string }> {
  const email = `somebody-${++made}@test.example`;
  const memberships = role === null ? [] : [{ role, ...(organisation && { organisation }) }];
  await served.signIn.createPerson({ email, password, name: `人${made}`, district, memberships });
  const browser = openTestBrowser(served.app);
  await browser.auth('sign-in/email', { email, password });
  const found = await firstRow<{ id: string }>(
    database.owner,
    sql`select id from auth."user" where email = ${email}`,
  );
  return Object.assign(browser, { id: found!.id, email });
}

const tokenOf = (answer: { json(): { link: string } }) => answer.json().link.split('/').at(-1)!;
const codeOf = (answer: { statusCode: number; json(): { error?: { code: string } } }) => [
  answer.statusCode,
  answer.json().error?.code,
];
const asked = (email: string, role: Role = 'department_clerk', organisation: string | null = 'tax') => ({
  email,
  name: '王芳',
  organisation,
  role,
});
const personRow = async (who: TestBrowser, email: string): Promise<PersonRow> =>
  (await who.get(`/api/people?q=${email}`)).json().rows[0];

describe('an invitation', () => {
  it('makes whoever opens its link a member with a password of their own, once', async () => {
    const office = await person('office');
    const sent = await office.post('/api/people/invitations', asked('Wang@Test.example'));
    expect(sent.json()).toMatchObject({
      mailed: true,
      link: expect.stringMatching(/\/invitation\/[\w-]{43}$/),
    });
    const guest = openTestBrowser(served.app);
    const token = tokenOf(sent);
    expect((await guest.get(`/api/invitations/${token}`)).json()).toMatchObject({
      email: 'wang@test.example',
      organisation: { name: tax.name },
      role: 'department_clerk',
      known: false,
    });
    const weak = await guest.post(`/api/invitations/${token}/accept`, {
      name: '王芳',
      password: 'password2024',
    });
    expect(codeOf(weak)).toEqual([400, 'access.weak_password']);
    const accepted = await guest.post(`/api/invitations/${token}/accept`, { name: '王芳', password });
    expect(accepted.json()).toEqual({ email: 'wang@test.example' });
    const again = await guest.post(`/api/invitations/${token}/accept`, { name: '王芳', password });
    expect(codeOf(again)).toEqual([404, 'access.invitation_void']);
    await guest.auth('sign-in/email', { email: 'wang@test.example', password });
    expect((await guest.get('/api/session')).json()).toMatchObject({
      user: { name: '王芳', role: 'department_clerk' },
      acting: { organisation: { id: 'tax' } },
    });
    const outbox = await firstRow<{ address: string }>(
      database.owner,
      sql`select address from platform.notification_delivery join platform.notification using (district, notification_id)
          where link = ${`/invitation/${token}`}`,
    );
    expect(outbox?.address ?? 'no mail server was remembered').toMatch(/wang@test.example|no mail server/);
  });

  it('is accepted by nobody but whose e-mail it is, where they have an account', async () => {
    const office = await person('office');
    const [invited, other] = [await person('leader'), await person('leader')];
    const token = tokenOf(await office.post('/api/people/invitations', asked(invited.email)));
    expect((await openTestBrowser(served.app).get(`/api/invitations/${token}`)).json().known).toBe(true);
    const aside = await other.post(`/api/invitations/${token}/accept`, { name: 'x', password });
    expect(codeOf(aside)).toEqual([409, 'access.known_already']);
    expect(codeOf(await other.post(`/api/account/invitations/${token}`))).toEqual([
      403,
      'access.invited_another',
    ]);
    expect((await invited.post(`/api/account/invitations/${token}`)).json()).toEqual({
      role: 'department_clerk',
    });
    expect((await invited.get('/api/session')).json().memberships).toHaveLength(2);
    expect(codeOf(await office.post('/api/people/invitations', asked(invited.email)))).toEqual([
      409,
      'people.member_already',
    ]);
  });

  it('that is sent again voids the former link, and one that is withdrawn or over opens nothing', async () => {
    const office = await person('office');
    const sent = await office.post('/api/people/invitations', asked('li@test.example'));
    expect(codeOf(await office.post('/api/people/invitations', asked('li@test.example')))).toEqual([
      409,
      'people.invited_already',
    ]);
    const { id } = sent.json();
    const fresh = tokenOf(await office.post(`/api/people/invitations/${id}/resend`));
    const guest = openTestBrowser(served.app);
    const status = async (token: string) => (await guest.get(`/api/invitations/${token}`)).statusCode;
    expect([await status(tokenOf(sent)), await status(fresh)]).toEqual([404, 200]);
    await database.owner.pool.query(
      `update access.invitation set expires_at = now() - interval '1 second' where invitation_id = ${id}`,
    );
    expect(await status(fresh)).toBe(404);
    const states = async () =>
      (await office.get('/api/people/invitations'))
        .json()
        .rows.filter((one: { id: string }) => one.id === id)
        .map((one: { state: string }) => one.state);
    expect(await states()).toEqual(['expired']);
    const last = tokenOf(await office.post(`/api/people/invitations/${id}/resend`));
    expect([await status(last), await states()]).toEqual([200, ['open']]);
    await office.post(`/api/people/invitations/${id}/withdraw`);
    expect([await status(last), await states()]).toEqual([404, ['withdrawn']]);
    expect(codeOf(await office.post(`/api/people/invitations/${id}/resend`))[0]).toBe(404);
  });

  it('gives no more than whoever invites may give', async () => {
    const [office, administrator, owner] = [
      await person('office'),
      await person('administrator'),
      await person('owner', 'firm'),
    ];
    const status = async (who: TestBrowser, role: Role, organisation: string | null) =>
      (
        await who.post(
          '/api/people/invitations',
          asked(`to-${role}-${++made}@test.example`, role, organisation),
        )
      ).statusCode;
    expect(await status(office, 'auditor', 'leading-group-office')).toBe(403);
    expect(await status(administrator, 'auditor', 'leading-group-office')).toBe(200);
    expect(await status(office, 'owner', 'firm')).toBe(200);
    expect(await status(office, 'newcomer', null)).toBe(200);
    expect(await status(office, 'town_clerk', 'tax')).toBe(400);
    expect(await status(owner, 'staff', 'firm')).toBe(200);
    expect(await status(owner, 'owner', 'firm')).toBe(403);
    expect(await status(owner, 'newcomer', null)).toBe(403);
    // another enterprise is not in the owner's sight
    expect(await status(owner, 'staff', 'other')).toBe(404);
    const seen = (await owner.get('/api/people/invitations')).json().rows as {
      organisation: { id: string };
    }[];
    expect(seen.map(({ organisation }) => organisation.id)).toEqual(['firm']);
    const people = (await owner.get('/api/people')).json().rows as PersonRow[];
    expect(people.map(({ email }) => email)).toEqual([owner.email]);
  });
});

describe('whoever asks for an account', () => {
  it('is answered alike whether they have one or not, and gets one link that makes them nothing but themselves', async () => {
    const known = await person('leader');
    const guest = openTestBrowser(served.app);
    const register = async (email: string) =>
      (await guest.post('/api/registrations', { email, name: '陈东' })).json();
    const answers = [await register(known.email), await register('chen@test.example')];
    expect(answers).toEqual([{ sent: true }, { sent: true }]);
    await register('chen@test.example');
    const waiting = await rows(
      database.owner,
      sql`select from access.invitation where email in ('chen@test.example', ${known.email})`,
    );
    expect(waiting).toHaveLength(1);
    const lines = await rows(
      database.owner,
      sql`select from platform.audit_line where action = 'access.invitation.sent' and after ->> 'email' = 'chen@test.example'`,
    );
    expect(lines).toHaveLength(1);
  });
});

describe('a person who leaves', () => {
  it('leaves their open work to somebody, shown before, in one act', async () => {
    const office = await person('office');
    const [leaver, colleague, stranger] = [
      await person('department_clerk', 'tax'),
      await person('department_lead', 'tax'),
      await person('owner', 'other'),
    ];
    await database.owner.pool.query(
      `insert into public.errand values ('a', '${leaver.id}'), ('b', '${leaver.id}')`,
    );
    const { memberships } = await personRow(office, leaver.email);
    const path = `/api/people/memberships/${memberships[0]!.id}`;
    const shown: Leaving = (await office.get(`${path}/leaving`)).json();
    expect(shown).toMatchObject({
      person: { id: leaver.id },
      items: 2,
      work: [{ kind: errands.kind, count: 2, items: [{ record: 'errand/a' }, { record: 'errand/b' }] }],
    });
    expect(shown.successors.map(({ id }) => id)).toContain(colleague.id);
    // the administrator learns how much, and not what
    const administrator = await person('administrator');
    expect((await administrator.get(`${path}/leaving`)).json().work).toEqual([
      { kind: errands.kind, count: 2, items: [] },
    ]);
    const end = async (change: object) =>
      office.post(`${path}/end`, { lastDay: '2020-01-01', ...because, items: 2, ...change });
    expect(codeOf(await end({}))).toEqual([409, 'people.successor_needed']);
    expect(codeOf(await end({ successor: stranger.id }))).toEqual([400, 'people.no_successor']);
    await database.owner.pool.query(`insert into public.errand values ('c', '${leaver.id}')`);
    expect(codeOf(await end({ successor: colleague.id }))).toEqual([409, 'people.work_changed']);
    expect((await end({ successor: colleague.id, items: 3 })).json()).toEqual({ handedOver: 3 });
    const errandsOf = (id: string) =>
      rows(database.owner, sql`select from public.errand where person = ${id}`);
    expect([(await errandsOf(leaver.id)).length, (await errandsOf(colleague.id)).length]).toEqual([0, 3]);
    expect((await leaver.get('/api/session')).json().user.role).toBe('newcomer');
    expect(codeOf(await end({ successor: colleague.id, items: 3 }))).toEqual([404, 'people.no_membership']);
    const lines = await rows<{ action: string }>(
      database.owner,
      sql`select action from platform.audit_line where record like 'errand/%' or record = ${`membership/${memberships[0]!.id}`} order by audit_id`,
    );
    expect(lines.map(({ action }) => action)).toEqual([
      'access.membership.granted',
      'access.membership.ended',
      'access.work.handed_over',
      'access.work.handed_over',
      'access.work.handed_over',
    ]);
  });

  it('on a day to come is what they are until that day', async () => {
    const office = await person('office');
    const leaver = await person('department_clerk', 'tax');
    const { memberships } = await personRow(office, leaver.email);
    await office.post(`/api/people/memberships/${memberships[0]!.id}/end`, {
      lastDay: '2999-12-31',
      ...because,
      items: 0,
    });
    expect((await leaver.get('/api/session')).json().user.role).toBe('department_clerk');
    expect((await personRow(office, leaver.email)).memberships[0]!.lastDay).toBe('2999-12-31');
  });

  it('is not the last of those without whom nobody could be invited', async () => {
    await database.owner.pool.query(
      `update access.membership set valid_to = current_date, ended_by = 'x', ended_at = now() where role in ('office', 'administrator') and valid_to = 'infinity'`,
    );
    const [office, administrator] = [await person('office'), await person('administrator')];
    const { memberships } = await personRow(administrator, office.email);
    const end = () =>
      administrator.post(`/api/people/memberships/${memberships[0]!.id}/end`, {
        lastDay: '2020-01-01',
        ...because,
        items: 0,
      });
    expect(codeOf(await end())).toEqual([409, 'people.last_one']);
    await person('office');
    expect((await end()).statusCode).toBe(200);
  });
});

describe('an account', () => {
  it('that is locked loses its sessions and does not open, until it is unlocked', async () => {
    const office = await person('office');
    const clerk = await person('department_clerk', 'tax');
    expect((await office.post(`/api/people/${clerk.id}/lock`, because)).statusCode).toBe(200);
    expect((await clerk.get('/api/session')).statusCode).toBe(401);
    const enter = () => clerk.auth('sign-in/email', { email: clerk.email, password });
    expect([(await enter()).statusCode, (await enter()).json().code]).toEqual([403, 'ACCOUNT_CLOSED']);
    expect((await personRow(office, clerk.email)).locked).toMatchObject({ reason: '测试' });
    await office.post(`/api/people/${clerk.id}/unlock`);
    expect((await enter()).statusCode).toBe(200);
  });

  it('that was guessed at is opened before its time by unlocking', async () => {
    const office = await person('office');
    const clerk = await person('department_clerk', 'tax');
    const thief = openTestBrowser(served.app);
    for (let guess = 0; guess < 5; guess++)
      await thief.auth('sign-in/email', { email: clerk.email, password: 'wrong-long-password' });
    const enter = async () =>
      (await clerk.auth('sign-in/email', { email: clerk.email, password })).statusCode;
    expect(await enter()).toBe(429);
    await office.post(`/api/people/${clerk.id}/unlock`);
    expect(await enter()).toBe(200);
  });

  it('of oneself, or of whoever is above, cannot be locked', async () => {
    const [office, administrator] = [await person('office'), await person('administrator')];
    expect(codeOf(await office.post(`/api/people/${office.id}/lock`, because))).toEqual([
      409,
      'people.not_yourself',
    ]);
    expect(codeOf(await office.post(`/api/people/${administrator.id}/lock`, because))).toEqual([
      403,
      'people.not_yours_to_give',
    ]);
  });

  it('whose device was lost is freed of its second factor, and its person is told', async () => {
    const administrator = await person('administrator');
    const clerk = await person('department_clerk', 'tax');
    await database.owner.pool.query(
      `update auth."user" set "twoFactorEnabled" = true where id = '${clerk.id}'`,
    );
    await administrator.post(`/api/people/${clerk.id}/second-factor/reset`, because);
    expect((await clerk.get('/api/session')).statusCode).toBe(401);
    await clerk.auth('sign-in/email', { email: clerk.email, password });
    expect((await clerk.get('/api/account')).json().secondFactor.enabled).toBe(false);
    const told = await rows(
      database.owner,
      sql`select from platform.notification_recipient where person_id = ${clerk.id}`,
    );
    expect(told).toHaveLength(1);
  });
});

describe('the list of people', () => {
  it('finds by name and e-mail, and tells who is locked, who left and who is nothing yet', async () => {
    const office = await person('office');
    const newcomer = await person(null);
    const emails = async (query: string) =>
      ((await office.get(`/api/people?${query}&limit=500`)).json().rows as PersonRow[]).map(
        ({ email }) => email,
      );
    expect(await emails(`q=${newcomer.email.toUpperCase()}`)).toEqual([newcomer.email]);
    expect(await emails('state=newcomer')).toContain(newcomer.email);
    expect(await emails('state=active')).not.toContain(newcomer.email);
    const clerk = await person('department_clerk', 'tax');
    expect(await emails('kind=department&state=active')).toContain(clerk.email);
    expect(await emails('organisation=firm')).not.toContain(clerk.email);
    const { memberships } = await personRow(office, clerk.email);
    await office.post(`/api/people/memberships/${memberships[0]!.id}/end`, {
      lastDay: '2020-01-01',
      ...because,
      items: 0,
    });
    expect(await emails('state=left')).toContain(clerk.email);
  });
});
