import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstRow, rows, sql } from '../db/index.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { openSignIn } from './index.ts';

const password = 'right-long-password';
const email = 'wang@test.example';

let database: TestDatabase;
let served: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  served = await createTestApp(database, async (app) => {
    app.get(
      '/whoami',
      async (request) =>
        (await served.signIn.findActor(new Headers({ cookie: request.headers.cookie ?? '' }))) ?? {},
    );
  });
  await served.signIn.createPerson({
    email,
    password,
    name: '王',
    district: '331004',
    memberships: [{ role: 'leader' }],
  });
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

// each test calls from an address of its own, so that the limit on guesses of one does not meet another
let address = '10.0.0.1';

function post(path: string, payload: object, headers: Record<string, string> = {}) {
  return served.app.inject({
    method: 'POST',
    url: `/api/auth/${path}`,
    payload,
    remoteAddress: address,
    headers: { host: 'localhost', origin: 'http://localhost', ...headers },
  });
}

const signIn = (given: string, headers = {}) => post('sign-in/email', { email, password: given }, headers);
const whoAmI = async (cookie: string) =>
  (await served.app.inject({ url: '/whoami', headers: { cookie } })).json() as object;
const cookiesOf = (answer: { cookies: { name: string; value: string }[] }) =>
  answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

describe('the right password', () => {
  it('opens a session in a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await signIn(password);
    expect(answer.statusCode).toBe(200);
    const session = answer.cookies.find((cookie) => cookie.name.endsWith('session_token'));
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 7 * 24 * 3600 });
    expect(await whoAmI(cookiesOf(answer))).toEqual({
      id: expect.any(String),
      name: '王',
      email,
      role: 'leader',
      district: '331004',
      membership: expect.any(String),
      organisation: {
        id: 'leading-group',
        kind: 'leading_group',
        name: { zh: '领导小组', en: 'Leading group' },
        town: null,
        units: ['leading-group'],
        entity: null,
      },
      session: expect.any(String),
      mustEnrol: false,
      isRenewed: false,
    });
  });

  it('is not kept as it is', async () => {
    const [account] = await rows<{ password: string }>(
      database.owner,
      sql`select a.password from auth.account a join auth."user" u on u.id = a."userId" where u.email = ${email}`,
    );
    expect(account!.password).not.toContain(password);
    expect(account!.password.length).toBeGreaterThan(64);
  });

  it('is of no use from a page of another site', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const answer = await signIn(password, { origin });
      expect([answer.statusCode, answer.cookies]).toEqual([403, []]);
    }
  });
});

describe('a session', () => {
  it('ends with sign-out, also for whoever kept its cookie', async () => {
    const cookie = cookiesOf(await signIn(password));
    const token = cookie.split('; ').find((part) => part.includes('session_token'))!;
    expect(await whoAmI(token)).toMatchObject({ email });
    const out = await post('sign-out', {}, { cookie });
    expect(out.statusCode).toBe(200);
    expect(out.cookies.find(({ name }) => name.endsWith('session_token'))).toMatchObject({
      value: '',
      maxAge: 0,
    });
    expect(await whoAmI(cookiesOf(out))).toEqual({});
    expect(await whoAmI(token)).toEqual({});
  });

  it('outlives a restart of the server', async () => {
    const cookie = cookiesOf(await signIn(password));
    const restarted = await openSignIn(database.owner, database.url, served.services.config);
    try {
      expect(await restarted.findActor(new Headers({ cookie }))).toMatchObject({ email });
    } finally {
      await restarted.close();
    }
  });

  it('that expired opens nothing', async () => {
    const cookie = cookiesOf(await signIn(password));
    const token = cookie.split('; ').find((part) => part.includes('session_token'))!;
    await sql`update auth.session set "expiresAt" = now() - interval '1 second'`.execute(
      database.owner.query,
    );
    expect(await whoAmI(token)).toEqual({});
  });
});

describe('a wrong sign-in', () => {
  it('does not tell whether the e-mail or the password was wrong', async () => {
    address = '10.0.0.2';
    const wrong = await signIn('wrong-long-password');
    const unknown = await post('sign-in/email', { email: 'nobody@test.example', password });
    expect([wrong.statusCode, wrong.cookies]).toEqual([401, []]);
    expect([unknown.statusCode, unknown.json()]).toEqual([401, wrong.json()]);
  });

  it('is refused after twenty guesses in a minute, for that address alone and whatever it says of itself', async () => {
    address = '10.0.0.3';
    const statuses: number[] = [];
    for (let guess = 0; guess < 22; guess++) {
      const answer = await post(
        'sign-in/email',
        { email: `guess-${guess}@test.example`, password: `guess-number-${guess}` },
        { 'x-forwarded-for': `192.0.2.${guess}`, 'x-miaopu-client': `192.0.2.${guess}` },
      );
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429]);
    expect((await signIn(password)).statusCode).toBe(429);
    address = '10.0.0.4';
    expect((await signIn(password)).statusCode).toBe(200);
  });

  it('five times within a quarter of an hour locks the account, from wherever and for the right password too, until it says', async () => {
    const guess = async (from: string, given: string) => {
      address = from;
      return signIn(given);
    };
    for (let wrong = 0; wrong < 4; wrong++)
      expect((await guess(`10.0.1.${wrong}`, 'wrong-long-password')).statusCode).toBe(401);
    // the right one in between begins the count anew
    expect((await guess('10.0.1.9', password)).statusCode).toBe(200);
    for (let wrong = 0; wrong < 5; wrong++)
      expect((await guess(`10.0.2.${wrong}`, 'wrong-long-password')).statusCode).toBe(401);
    const locked = await guess('10.0.3.1', password);
    expect([locked.statusCode, locked.cookies]).toEqual([429, []]);
    const { code, until } = locked.json() as { code: string; until: string };
    expect(code).toBe('ACCOUNT_LOCKED');
    const left = Date.parse(until) - Date.now();
    expect(left).toBeGreaterThan(13 * 60_000);
    expect(left).toBeLessThanOrEqual(15 * 60_000);
    // trying while it is locked does not make it longer
    expect((await guess('10.0.3.2', 'wrong-long-password')).json()).toEqual(locked.json());
    // the quarter of an hour goes by
    await sql`alter table platform.audit_line disable trigger guard_audit`.execute(database.owner.query);
    await sql`update platform.audit_line set happened_at = happened_at - interval '16 minutes' where action = 'access.sign_in_failed'`.execute(
      database.owner.query,
    );
    await sql`alter table platform.audit_line enable trigger guard_audit`.execute(database.owner.query);
    expect((await guess('10.0.3.3', password)).statusCode).toBe(200);
  });
});

describe('a new password', () => {
  it('is refused where it is easily guessed, and ends the other sessions where it is taken', async () => {
    address = '10.0.0.6';
    const person = {
      email: 'li@test.example',
      password,
      name: '李明',
      district: '331004',
      memberships: [{ role: 'leader' }],
    } as const;
    await served.signIn.createPerson(person);
    const enter = async (given: string) =>
      cookiesOf(await post('sign-in/email', { email: person.email, password: given }));
    const [here, elsewhere] = [await enter(password), await enter(password)];
    const change = (newPassword: string) =>
      post(
        'change-password',
        { currentPassword: password, newPassword, revokeOtherSessions: true },
        { cookie: here },
      );
    for (const [newPassword, code] of [
      ['password2024', 'PASSWORD_COMMON'],
      ['li@test.example-2024', 'PASSWORD_PERSONAL'],
    ] as const)
      expect([newPassword, (await change(newPassword)).json().code]).toEqual([newPassword, code]);
    expect((await change('seven-loud-lamps')).statusCode).toBe(200);
    expect(await whoAmI(elsewhere.split('; ').find((part) => part.includes('session_token'))!)).toEqual({});
    expect((await post('sign-in/email', { email: person.email, password })).statusCode).toBe(401);
    expect(
      (await post('sign-in/email', { email: person.email, password: 'seven-loud-lamps' })).statusCode,
    ).toBe(200);
  });
});

describe('people', () => {
  it('cannot sign themselves up', async () => {
    address = '10.0.0.5';
    const answer = await post('sign-up/email', {
      email: 'thief@test.example',
      password,
      name: 'x',
      role: 'office',
      district: '331004',
    });
    // what of the library is not named is not there
    expect(answer.statusCode).toBe(404);
    expect(
      await rows(database.owner, sql`select from auth."user" where email = 'thief@test.example'`),
    ).toEqual([]);
  });

  it('cannot give themselves another role or district', async () => {
    const cookie = cookiesOf(await signIn(password));
    await post('update-user', { role: 'office', district: '110101' }, { cookie });
    const token = cookie.split('; ').find((part) => part.includes('session_token'))!;
    expect(await whoAmI(token)).toMatchObject({ role: 'leader', district: '331004' });
  });

  it('are created once for an e-mail', async () => {
    const again = {
      email,
      password: 'another-long-password',
      name: '王',
      district: '331004',
      memberships: [{ role: 'office' }],
    } as const;
    expect(await served.signIn.createPerson(again)).toBe(false);
    expect((await signIn('another-long-password')).statusCode).toBe(401);
  });
});

describe('the audit', () => {
  const linesOf = () =>
    rows<{ action: string; name: string; record: string; after: object; address: string }>(
      database.owner,
      sql`select action, actor_name as name, record, after, address from platform.audit_line
          where action like 'access.sign%' order by audit_id`,
    );

  it('says who came and went, by which way and from where, and who tried in vain', async () => {
    address = '10.0.0.6';
    const before = (await linesOf()).length;
    const cookie = cookiesOf(await signIn(password));
    await post('sign-out', {}, { cookie });
    await signIn('wrong-long-password');
    await post('sign-in/email', { email: 'my-secret-password', password: 'x' });
    await post('sign-in/email', { email: 'nobody@test.example', password });
    const { id } = (await firstRow<{ id: string }>(
      database.owner,
      sql`select id from auth."user" where email = ${email}`,
    ))!;
    const own = { name: '王', record: `person/${id}`, address };
    const nobody = { action: 'access.sign_in_failed', name: '—', record: 'person/nobody', address };
    expect((await linesOf()).slice(before)).toEqual([
      { ...own, action: 'access.signed_in', after: { way: 'sign-in/email' } },
      { ...own, action: 'access.signed_out', after: { way: 'sign-out' } },
      {
        ...own,
        action: 'access.sign_in_failed',
        after: { way: 'sign-in/email', email: 'w***@test.example', status: 'UNAUTHORIZED' },
      },
      { ...nobody, after: { way: 'sign-in/email', email: 'm***', status: expect.any(String) } },
      { ...nobody, after: { way: 'sign-in/email', email: 'n***@test.example', status: 'UNAUTHORIZED' } },
    ]);
  });
});
