import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerSession } from '../../session.ts';
import { firstRow, rows, sql } from '../db/index.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { registerPeopleRoutes } from './index.ts';

const district = '331004';
const password = 'seven-loud-lamps';
const fresh = 'eight-quiet-lamps';

let database: TestDatabase;
let served: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  await sql`insert into platform.setting (name, value) values ('mail server is set', 'true')`.execute(
    database.owner.query,
  );
  served = await createTestApp(
    database,
    async (app, services) => {
      registerSession(app, services);
      registerPeopleRoutes(app, services, app.signIn, []);
    },
    { environment: { MIAOPU_SMTP_URL: 'smtp://localhost:1' } },
  );
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

let made = 0;
async function addPerson(role: 'leader' | 'administrator' | 'office' = 'leader') {
  const email = `somebody-${++made}@test.example`;
  await served.signIn.createPerson({ email, password, name: `人${made}`, district, memberships: [{ role }] });
  const found = await firstRow<{ id: string }>(
    database.owner,
    sql`select id from auth."user" where email = ${email}`,
  );
  return { id: found!.id, email };
}

async function signIn(email: string, its = password): Promise<TestBrowser> {
  const browser = openTestBrowser(served.app);
  await browser.auth('sign-in/email', { email, password: its });
  return browser;
}

const isIn = async (browser: TestBrowser) => (await browser.get('/api/session')).statusCode === 200;
const codeOf = (answer: { statusCode: number; json(): { error?: { code: string } } }) => [
  answer.statusCode,
  answer.json().error?.code,
];
const tokenOf = (link: string) => link.split('/').at(-1)!;

/** What was put into the outbox for an address: the pages that it links to. */
const mailedTo = async (email: string) =>
  (
    await rows<{ link: string }>(
      database.owner,
      sql`select n.link from platform.notification n join platform.notification_delivery d using (district, notification_id)
          where d.address = ${email} order by n.notification_id`,
    )
  ).map(({ link }) => link);

const linesOf = async (person: string) =>
  (
    await rows<{ action: string }>(
      database.owner,
      sql`select action from platform.audit_line where record = ${`person/${person}`} order by audit_id`,
    )
  ).map(({ action }) => action.replace('access.', ''));

describe('a forgotten password', () => {
  it('is set anew by a link that goes to the e-mail, once, and whoever had the former one is out', async () => {
    const { id, email } = await addPerson();
    const elsewhere = await signIn(email);
    const guest = openTestBrowser(served.app);
    expect((await guest.post('/api/passwords/forgotten', { email: email.toUpperCase() })).json()).toEqual({
      sent: true,
    });
    const [link] = await mailedTo(email);
    expect(link).toMatch(/^\/reset\/[\w-]{43}$/);
    const path = `/api/passwords/links/${tokenOf(link!)}`;
    expect((await guest.get(path)).json()).toMatchObject({ name: '人1', email });
    expect(codeOf(await guest.post(path, { password: 'password2024' }))).toEqual([
      400,
      'access.weak_password',
    ]);
    const both = await Promise.all([
      guest.post(path, { password: fresh }),
      guest.post(path, { password: fresh }),
    ]);
    expect(both.map(codeOf).sort()).toEqual([
      [200, undefined],
      [404, 'people.link_void'],
    ]);
    expect(await isIn(elsewhere)).toBe(false);
    expect([await isIn(await signIn(email)), await isIn(await signIn(email, fresh))]).toEqual([false, true]);
    expect(await linesOf(id)).toEqual([
      'person.added',
      'signed_in',
      'password.link_asked',
      'password.reset',
      'sign_in_failed',
      'signed_in',
    ]);
    // told in the inbox and by e-mail
    expect(await mailedTo(email)).toEqual([link, '/account']);
    const kept = await rows<{ hash: Buffer }>(
      database.owner,
      sql`select token_hash as hash from access.one_time_link`,
    );
    expect(kept.some(({ hash }) => hash.toString().includes(tokenOf(link!)))).toBe(false);
  });

  it('takes a link that a mail program broke off as void, like any that nobody sent', async () => {
    const guest = openTestBrowser(served.app);
    expect(codeOf(await guest.get('/api/passwords/links/ab-1'))).toEqual([404, 'people.link_void']);
    expect(codeOf(await guest.post('/api/emails/ab-1'))).toEqual([404, 'people.link_void']);
    expect(codeOf(await guest.get('/api/invitations/ab-1'))).toEqual([404, 'access.invitation_void']);
  });

  it('is answered alike whether the e-mail has an account or not, and sends one link within ten minutes', async () => {
    const { email } = await addPerson();
    const guest = openTestBrowser(served.app);
    const ask = async (its: string) => (await guest.post('/api/passwords/forgotten', { email: its })).body;
    const answers = await Promise.all([email, email, 'nobody@test.example'].map(ask));
    expect(new Set(answers).size).toBe(1);
    expect([await mailedTo(email), await mailedTo('nobody@test.example')]).toEqual([
      [expect.stringContaining('/reset/')],
      [],
    ]);
    let last = 200;
    for (let n = 0; n < 20 && last === 200; n++)
      last = (await guest.post('/api/passwords/forgotten', { email: 'nobody@test.example' })).statusCode;
    expect(last).toBe(429);
  });

  it('opens nothing by a link that is over, or where the account is locked', async () => {
    const { id, email } = await addPerson();
    const guest = openTestBrowser(served.app);
    await guest.post('/api/passwords/forgotten', { email });
    const path = `/api/passwords/links/${tokenOf((await mailedTo(email))[0]!)}`;
    const status = async () => (await guest.get(path)).statusCode;
    await sql`update auth."user" set "lockedAt" = now(), "lockedBy" = 'x', "lockReason" = 'x' where id = ${id}`.execute(
      database.owner.query,
    );
    expect(await status()).toBe(404);
    await sql`update auth."user" set "lockedAt" = null, "lockedBy" = null, "lockReason" = null where id = ${id}`.execute(
      database.owner.query,
    );
    expect(await status()).toBe(200);
    await sql`update access.one_time_link set expires_at = now() where person_id = ${id}`.execute(
      database.owner.query,
    );
    expect(await status()).toBe(404);
  });

  it('lets in at once whom five wrong ones had locked out', async () => {
    const { email } = await addPerson();
    for (let n = 0; n < 5; n++) await signIn(email, 'wrong-long-password');
    const guest = openTestBrowser(served.app);
    await guest.post('/api/passwords/forgotten', { email });
    const token = tokenOf((await mailedTo(email))[0]!);
    await guest.post(`/api/passwords/links/${token}`, { password: fresh });
    expect(await isIn(await signIn(email, fresh))).toBe(true);
  });

  it('is helped out of by the administrator’s link, with a reason, of which the person is told', async () => {
    const { email } = await addPerson('administrator');
    const administrator = await signIn(email);
    const person = await addPerson();
    const ask = (id: string) =>
      administrator.post(`/api/people/${id}/password-link`, { reason: '邮箱已停用' });
    const [former, sent] = [(await ask(person.id)).json(), (await ask(person.id)).json()];
    const guest = openTestBrowser(served.app);
    const reset = (link: string) => guest.post(`/api/passwords/links/${tokenOf(link)}`, { password: fresh });
    expect(codeOf(await reset(former.link))).toEqual([404, 'people.link_void']);
    expect((await reset(sent.link)).json()).toEqual({ email: person.email });
    expect(await isIn(await signIn(person.email, fresh))).toBe(true);
    expect(await mailedTo(person.email)).toEqual(['/account', '/account', '/account']);
    // the office does not take over the account of who watches over it
    const office = await signIn((await addPerson('office')).email);
    const other = await addPerson('administrator');
    const refused = await office.post(`/api/people/${other.id}/password-link`, { reason: '测试' });
    expect(codeOf(refused)).toEqual([403, 'people.not_yours_to_give']);
  });
});

describe('a person', () => {
  it('changes the own name, and is corrected by the administrator with a reason', async () => {
    const { id, email } = await addPerson();
    const browser = await signIn(email);
    expect((await browser.put('/api/account/name', { name: ' 王小芳 ' })).json()).toEqual({ name: '王小芳' });
    expect((await browser.get('/api/session')).json().user.name).toBe('王小芳');
    // the same again leaves no line
    await browser.put('/api/account/name', { name: '王小芳' });
    const administrator = await signIn((await addPerson('administrator')).email);
    const body = { name: '王芳', reason: '身份证为准' };
    expect((await administrator.post(`/api/people/${id}/name`, body)).statusCode).toBe(200);
    const lines = await rows<object>(
      database.owner,
      sql<object>`select before ->> 'name' as before, after ->> 'name' as after, reason from platform.audit_line
          where record = ${`person/${id}`} and action = 'access.person.renamed' order by audit_id`,
    );
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatchObject({ reason: '身份证为准' });
  });

  it('changes the e-mail by a link that goes to the new one, and the former one is told', async () => {
    const { id, email } = await addPerson();
    const browser = await signIn(email);
    expect((await browser.post('/api/account/email', { email: 'New@test.example' })).json()).toEqual({
      sent: true,
    });
    expect(await mailedTo(email)).toEqual(['/account']);
    const [link] = await mailedTo('new@test.example');
    const guest = openTestBrowser(served.app);
    const confirm = () => guest.post(`/api/emails/${tokenOf(link!)}`);
    // nothing changes before
    expect((await browser.get('/api/session')).json().user.email).toBe(email);
    expect((await confirm()).json()).toEqual({ email: 'new@test.example' });
    expect(codeOf(await confirm())).toEqual([404, 'people.link_void']);
    expect([await isIn(await signIn(email)), await isIn(await signIn('new@test.example'))]).toEqual([
      false,
      true,
    ]);
    expect(await mailedTo(email)).toHaveLength(2);
    expect(await linesOf(id)).toEqual([
      'person.added',
      'signed_in',
      'email.change_asked',
      'email.changed',
      'signed_in',
    ]);
  });

  it('is answered alike where the e-mail is somebody else’s, and asks only after signing in anew', async () => {
    const [{ id, email }, other] = [await addPerson(), await addPerson()];
    const browser = await signIn(email);
    expect((await browser.post('/api/account/email', { email: other.email })).json()).toEqual({ sent: true });
    expect(await mailedTo(other.email)).toEqual([]);
    await sql`update auth.session set "createdAt" = now() - interval '2 days' where "userId" = ${id}`.execute(
      database.owner.query,
    );
    const refused = await browser.post('/api/account/email', { email: 'later@test.example' });
    expect(codeOf(refused)).toEqual([403, 'people.sign_in_anew']);
  });
});
