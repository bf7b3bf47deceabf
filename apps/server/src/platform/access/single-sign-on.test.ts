import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerSession } from '../../session.ts';
import { firstRow, rows, sql } from '../db/index.ts';
import { registerPeopleRoutes } from '../people/index.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { codeOf } from '../testing/totp.ts';

// a real OpenID Connect provider, with its own pages to sign in and to consent

const password = 'seven-loud-lamps';
const district = '331004';
const client = { id: 'miaopu', secret: 'a-secret-of-the-test-of-single-sign-on' };

let database: TestDatabase;
let served: TestApp;
let listening: Server;
let issuer: string;

/** Whom the provider knows, by what they type there: `verified:wang@test.example`, with how they are to have signed in there: `…:mfa`. */
function accountOf(login: string) {
  const [kind, email] = login.split(':');
  return {
    accountId: login,
    claims: () => ({
      sub: login,
      email,
      email_verified: kind === 'verified',
      name: '外来的名字',
    }),
  };
}

/** What the provider says of how they signed in there: by which methods, or at which level. */
function howOf(login: string) {
  const how = login.split(':').slice(2).join(':');
  return how === 'mfa' ? { amr: ['pwd', 'otp', 'mfa'] } : { amr: ['pwd'], acr: how || undefined };
}

beforeAll(async () => {
  database = await createTestDatabase();
  listening = createServer();
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  issuer = `http://localhost:${(listening.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: ['http://localhost/api/auth/callback/district'],
      },
    ],
    findAccount: (_: unknown, id: string) => accountOf(id),
    claims: { openid: ['sub', 'amr', 'acr'], email: ['email', 'email_verified'], profile: ['name'] },
    acrValues: ['urn:test:strong', 'urn:test:weak'],
    conformIdTokenClaims: false,
    cookies: { keys: ['a-key-of-the-test'] },
  });
  // its own pages ask for no second factor: that somebody gave one is written into its session
  provider.on('authorization.accepted', ({ oidc: { session } }) =>
    Object.assign(session, howOf(session.accountId)),
  );
  listening.on('request', provider.callback());
  served = await createTestApp(
    database,
    async (app, services) => {
      registerSession(app, services);
      registerPeopleRoutes(app, services, app.signIn, []);
    },
    {
      environment: {
        MIAOPU_OIDC_ISSUER: issuer,
        MIAOPU_OIDC_CLIENT_ID: client.id,
        MIAOPU_OIDC_CLIENT_SECRET: client.secret,
        MIAOPU_OIDC_NAME: '浙政钉',
        MIAOPU_OIDC_ACR: 'urn:test:strong',
      },
    },
  );
});
afterAll(async () => {
  await served?.close();
  await new Promise((resolve) => listening?.close(resolve) ?? resolve(undefined));
  await database?.drop();
});

/** Goes through the provider's pages as somebody, up to where it sends them back to us. */
async function passProvider(start: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let [address, body]: [string, URLSearchParams | undefined] = [start, undefined];
  for (let step = 0; step < 20; step++) {
    const answer: Response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body && { method: 'POST', body }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const next: string | null = answer.headers.get('location');
    if (next !== null) {
      [address, body] = [new URL(next, address).href, undefined];
      if (!address.startsWith(issuer)) return address;
      continue;
    }
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (action === undefined) throw new Error(`the provider’s page has no form: ${page.slice(0, 500)}`);
    const prompt = page.includes('value="login"') ? 'login' : 'consent';
    address = new URL(action, address).href;
    body = new URLSearchParams({ prompt, ...(prompt === 'login' && { login, password: 'x' }) });
  }
  throw new Error('the provider does not come to an end');
}

/** Signs in by single sign-on: gives the browser, and where it ended up. */
async function enter(
  login: string,
  browser = openTestBrowser(served.app),
): Promise<{ browser: TestBrowser; at: string }> {
  const asked = await browser.auth('sign-in/social', {
    provider: 'district',
    callbackURL: '/sign-in?entered=1',
    errorCallbackURL: '/sign-in',
  });
  const back = new URL(await passProvider(asked.json().url, login));
  const answer = await browser.get(`${back.pathname}${back.search}`);
  return { browser, at: String(answer.headers.location) };
}

const isIn = async (browser: TestBrowser) => (await browser.get('/api/session')).statusCode === 200;
const linesOf = async (email: string) =>
  (
    await rows<{ action: string }>(
      database.owner,
      sql`select action from platform.audit_line where record = (select 'person/' || id from auth."user" where email = ${email}) order by audit_id`,
    )
  ).map(({ action }) => action);

async function addPerson(email: string): Promise<void> {
  const memberships = [{ role: 'leader' }] as const;
  await served.signIn.createPerson({ email, password, name: '王芳', district, memberships });
}

describe('single sign-on', () => {
  it('is offered under its name', async () => {
    expect((await openTestBrowser(served.app).get('/api/sign-in/ways')).json()).toMatchObject({
      singleSignOn: { provider: 'district', name: '浙政钉' },
    });
  });

  it('lets in who has an account with an e-mail that the provider vouches for, as they are called here', async () => {
    await addPerson('wang@test.example');
    const { browser, at } = await enter('verified:wang@test.example');
    expect(at).toMatch(/\/sign-in\?entered=1$/);
    expect((await browser.get('/api/session')).json().user).toMatchObject({ name: '王芳', role: 'leader' });
    expect((await browser.get('/api/account')).json()).toMatchObject({
      hasPassword: true,
      singleSignOn: true,
    });
    expect(await linesOf('wang@test.example')).toEqual([
      'access.person.added',
      'access.single_sign_on.linked',
      'access.signed_in',
    ]);
    // the second time it is the same account
    expect(await isIn((await enter('verified:wang@test.example')).browser)).toBe(true);
  });

  it('does not let in who merely says that an e-mail is theirs', async () => {
    await addPerson('li@test.example');
    const { browser, at } = await enter('unverified:li@test.example');
    expect([await isIn(browser), at]).toEqual([false, expect.stringContaining('error=account_not_linked')]);
  });

  it('makes nobody a member who was not invited', async () => {
    const { browser, at } = await enter('verified:stranger@test.example');
    expect([await isIn(browser), at]).toEqual([false, expect.stringContaining('error=NOT_INVITED')]);
    expect(
      await rows(database.owner, sql`select from auth."user" where email = 'stranger@test.example'`),
    ).toEqual([]);
  });

  it('opens the account of who was invited, and accepts the invitation', async () => {
    await served.signIn.createPerson({
      email: 'office@test.example',
      password,
      name: '办公室',
      district,
      memberships: [{ role: 'office' }],
    });
    const office = openTestBrowser(served.app);
    await office.auth('sign-in/email', { email: 'office@test.example', password });
    const invited = {
      email: 'chen@test.example',
      name: '陈东',
      organisation: 'leading-group',
      role: 'leader',
    };
    expect((await office.post('/api/people/invitations', invited)).statusCode).toBe(200);
    const { browser } = await enter('verified:chen@test.example');
    expect((await browser.get('/api/session')).json().user).toMatchObject({ name: '陈东', role: 'leader' });
    expect((await browser.get('/api/account')).json()).toMatchObject({
      hasPassword: false,
      singleSignOn: true,
    });
    const taken = await firstRow<{ ended: string }>(
      database.owner,
      sql`select ended from access.invitation where email = 'chen@test.example'`,
    );
    expect(taken).toEqual({ ended: 'accepted' });
  });

  it('asks for the second factor of who has one, unless the provider says that it did', async () => {
    const email = 'sun@test.example';
    await addPerson(email);
    const { browser: first } = await enter(`verified:${email}`);
    const { totpURI: uri } = (await first.auth('two-factor/enable', { password })).json();
    await first.auth('two-factor/verify-totp', { code: codeOf(uri) });

    const { browser, at } = await enter(`verified:${email}`);
    expect([await isIn(browser), at]).toEqual([false, '/sign-in?second_factor=1']);
    const code = codeOf(uri, 1);
    await browser.auth('two-factor/verify-totp', { code, trustDevice: true });
    expect(await isIn(browser)).toBe(true);
    expect((await linesOf(email)).slice(-2)).toEqual(['access.second_factor_asked', 'access.signed_in']);

    const entered = async (how: string) => (await enter(`verified:${email}:${how}`)).at;
    expect(await entered('mfa')).toBe('/sign-in?entered=1');
    expect(await entered('urn:test:strong')).toBe('/sign-in?entered=1');
    expect(await entered('urn:test:weak')).toBe('/sign-in?second_factor=1');
    // and not on a device that the person trusts
    await browser.auth('sign-out', {});
    expect(await isIn((await enter(`verified:${email}`, browser)).browser)).toBe(true);
  });

  it('does not open an account that an administrator locked', async () => {
    await addPerson('zhao@test.example');
    await database.owner.pool.query(
      `update auth."user" set "lockedAt" = now(), "lockedBy" = 'x', "lockReason" = 'x' where email = 'zhao@test.example'`,
    );
    expect(await isIn((await enter('verified:zhao@test.example')).browser)).toBe(false);
  });
});
