import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerSession } from '../../session.ts';
import { rows, sql } from '../db/index.ts';
import { registerPeopleRoutes } from '../people/index.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { codeOf } from '../testing/totp.ts';

const password = 'right-long-password';
const district = '331004';

let database: TestDatabase;
let served: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  served = await createTestApp(
    database,
    async (app, services) => {
      registerSession(app, services);
      registerPeopleRoutes(app, services, app.signIn, []);
    },
    { environment: { MIAOPU_SECOND_FACTOR: 'auditor' } },
  );
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

let made = 0;
async function addPerson(role: 'leader' | 'auditor' = 'leader'): Promise<string> {
  const email = `person-${++made}@test.example`;
  await served.signIn.createPerson({ email, password, name: `人${made}`, district, memberships: [{ role }] });
  return email;
}

async function enter(email: string): Promise<TestBrowser> {
  const browser = openTestBrowser(served.app);
  expect((await browser.auth('sign-in/email', { email, password })).statusCode).toBe(200);
  return browser;
}

async function enrol(browser: TestBrowser): Promise<{ uri: string; spare: string[] }> {
  const { totpURI: uri, backupCodes: spare } = (await browser.auth('two-factor/enable', { password })).json();
  expect((await browser.auth('two-factor/verify-totp', { code: codeOf(uri) })).statusCode).toBe(200);
  return { uri, spare };
}

const isIn = async (browser: TestBrowser) => (await browser.get('/api/session')).statusCode === 200;

const linesOf = async (email: string) =>
  (
    await rows<{ action: string }>(
      database.owner,
      sql`select action from platform.audit_line where record = (select 'person/' || id from auth."user" where email = ${email}) order by audit_id`,
    )
  ).map(({ action }) => action.replace('access.', ''));

describe('the second factor', () => {
  it('is asked for after the password once its first code was right, and not before', async () => {
    const email = await addPerson();
    const browser = await enter(email);
    expect((await browser.auth('two-factor/enable', { password: 'another-long-one' })).statusCode).toBe(400);
    const { totpURI: uri } = (await browser.auth('two-factor/enable', { password })).json();
    expect(new URL(uri).searchParams.get('issuer')).toBe('苗圃');
    expect(await isIn(await enter(email))).toBe(true);
    expect((await browser.auth('two-factor/verify-totp', { code: '000000' })).statusCode).toBe(401);
    await browser.auth('two-factor/verify-totp', { code: codeOf(uri) });
    expect((await browser.get('/api/account')).json()).toMatchObject({ secondFactor: { enabled: true } });

    const again = await enter(email);
    expect(await isIn(again)).toBe(false);
    const wrong = await again.auth('two-factor/verify-totp', { code: '000000' });
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'INVALID_CODE']);
    expect((await again.auth('two-factor/verify-totp', { code: codeOf(uri, 1) })).statusCode).toBe(200);
    expect(await isIn(again)).toBe(true);
    expect(await linesOf(email)).toEqual([
      'person.added',
      'signed_in',
      'signed_in',
      'second_factor.enabled',
      'second_factor_asked',
      'sign_in_failed',
      'signed_in',
    ]);
  });

  it('takes each code once, also where it comes twice at the same time', async () => {
    const email = await addPerson();
    const { uri } = await enrol(await enter(email));
    const [one, other, late] = [await enter(email), await enter(email), await enter(email)];
    const code = codeOf(uri, 1);
    const verify = (browser: TestBrowser, its: string) =>
      browser.auth('two-factor/verify-totp', { code: its });
    const both = await Promise.all([verify(one, code), verify(other, code)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
    expect([await isIn(one), await isIn(other)].filter(Boolean)).toHaveLength(1);
    // the one of the half-minute before is void with it
    for (const used of [code, codeOf(uri)]) {
      const refused = await verify(late, used);
      expect([refused.statusCode, refused.json().code]).toEqual([401, 'CODE_USED']);
    }
    expect((await linesOf(email)).filter((action) => action === 'sign_in_failed')).toHaveLength(3);
  });

  it('is kept encrypted, and what the session acts as stays when it is set up', async () => {
    const email = await addPerson();
    const browser = await enter(email);
    const before = (await browser.get('/api/session')).json().acting;
    const { uri, spare } = await enrol(browser);
    expect((await browser.get('/api/session')).json().acting).toEqual(before);
    const kept = await rows<{ all: string }>(
      database.owner,
      sql`select secret || "backupCodes" as all from auth."twoFactor"`,
    );
    for (const secret of [new URL(uri).searchParams.get('secret')!, ...spare])
      expect(kept.some(({ all }) => all.includes(secret))).toBe(false);
  });

  it('is replaced once by each spare code, and not at all by former ones', async () => {
    const email = await addPerson();
    const browser = await enter(email);
    const { spare } = await enrol(browser);
    const first = await enter(email);
    expect((await first.auth('two-factor/verify-backup-code', { code: spare[0] })).statusCode).toBe(200);
    expect(await isIn(first)).toBe(true);
    const second = await enter(email);
    expect((await second.auth('two-factor/verify-backup-code', { code: spare[0] })).statusCode).toBe(401);
    const fresh = (await browser.auth('two-factor/generate-backup-codes', { password })).json()
      .backupCodes as string[];
    expect((await second.auth('two-factor/verify-backup-code', { code: spare[1] })).statusCode).toBe(401);
    expect((await second.auth('two-factor/verify-backup-code', { code: fresh[0] })).statusCode).toBe(200);
    expect(await linesOf(email)).toContain('spare_codes.renewed');
  });

  it('is not asked for on a device that the person trusts, and on every other', async () => {
    const email = await addPerson();
    const { uri } = await enrol(await enter(email));
    const device = await enter(email);
    await device.auth('two-factor/verify-totp', { code: codeOf(uri, 1), trustDevice: true });
    await device.auth('sign-out', {});
    expect(await isIn(device)).toBe(false);
    await device.auth('sign-in/email', { email, password });
    expect(await isIn(device)).toBe(true);
    expect(await isIn(await enter(email))).toBe(false);
    expect((await linesOf(email)).slice(-3)).toEqual(['signed_out', 'signed_in', 'second_factor_asked']);
  });

  it('that is guessed at locks the account', async () => {
    const email = await addPerson();
    const { uri } = await enrol(await enter(email));
    const thief = await enter(email);
    for (let guess = 0; guess < 5; guess++) await thief.auth('two-factor/verify-totp', { code: '000000' });
    expect((await thief.auth('two-factor/verify-totp', { code: codeOf(uri, 1) })).statusCode).not.toBe(200);
    const again = openTestBrowser(served.app);
    expect((await again.auth('sign-in/email', { email, password })).json().code).toBe('ACCOUNT_LOCKED');
  });

  it('is demanded of the roles that cannot do without it: until then nothing but the own account opens', async () => {
    const email = await addPerson('auditor');
    const browser = await enter(email);
    expect((await browser.get('/api/session')).json().mustEnrol).toBe(true);
    expect((await browser.get('/api/account')).json().secondFactor).toEqual({
      enabled: false,
      required: true,
    });
    const refused = await browser.get('/api/people');
    expect([refused.statusCode, refused.json().error.code]).toEqual([403, 'http.second_factor_first']);
    await enrol(browser);
    expect((await browser.get('/api/session')).json().mustEnrol).toBe(false);
    // from here on the role alone decides
    expect((await browser.get('/api/people')).json().error.code).toBe('http.not_yours');
  });
});

describe('sessions', () => {
  it('are listed with device, address and time, and ended singly or all but this one', async () => {
    const email = await addPerson();
    const [here, there, elsewhere] = [await enter(email), await enter(email), await enter(email)];
    const list = async () =>
      (await here.get('/api/account/sessions')).json().rows as { id: string; current: boolean }[];
    const all = await list();
    expect(all.map(({ current }) => current)).toEqual([true, false, false]);
    expect(all[0]).toMatchObject({
      userAgent: expect.stringContaining('Chrome'),
      address: expect.stringMatching(/^10\.1\./),
      signedInAt: expect.any(String),
    });
    expect((await here.delete(`/api/account/sessions/${all[1]!.id}`)).json()).toEqual({ ended: 1 });
    expect((await here.delete(`/api/account/sessions/${all[1]!.id}`)).json()).toEqual({ ended: 0 });
    expect([await isIn(there), await isIn(elsewhere)].filter(Boolean)).toHaveLength(1);
    expect((await here.post('/api/account/sessions/end-others')).json()).toEqual({ ended: 1 });
    expect([await isIn(here), await isIn(there), await isIn(elsewhere)]).toEqual([true, false, false]);
    expect((await linesOf(email)).filter((action) => action === 'session.ended')).toHaveLength(2);
  });

  it('go on for seven days again when they are used, and the browser’s cookie with them', async () => {
    const browser = await enter(await addPerson());
    const session = async () => (await browser.get('/api/account/sessions')).json().rows[0];
    const { id } = await session();
    expect((await browser.get('/api/session')).cookies).toEqual([]);
    await sql`update auth.session set "expiresAt" = now() + interval '2 days' where id = ${id}`.execute(
      database.owner.query,
    );
    const used = await browser.get('/api/session');
    expect(used.cookies).toMatchObject([
      { name: 'better-auth.session_token', maxAge: 604_800, httpOnly: true, sameSite: 'Lax' },
    ]);
    expect(Date.parse((await session()).expiresAt)).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
    expect(await isIn(browser)).toBe(true);
  });

  it('of somebody else cannot be ended', async () => {
    const [mine, theirs] = [await enter(await addPerson()), await enter(await addPerson())];
    const [{ id }] = (await theirs.get('/api/account/sessions')).json().rows;
    expect((await mine.delete(`/api/account/sessions/${id}`)).json()).toEqual({ ended: 0 });
    expect(await isIn(theirs)).toBe(true);
  });
});
