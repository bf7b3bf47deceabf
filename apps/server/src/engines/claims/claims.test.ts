import type { ClaimPage, ClaimRow, OwnClaim } from '@miaopu/contract';
import { simulateDistrict } from '@miaopu/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstRow, rows, sql } from '../../platform/db/index.ts';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { openTestBrowser, type TestBrowser } from '../../platform/testing/browser.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { registerSession } from '../../session.ts';
import { loadPopulation } from '../registry/index.ts';
import { registerClaimRoutes } from './index.ts';

const district = '331004';
const password = 'seven-loud-lamps';
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let database: TestDatabase;
let served: TestApp;
let codes: { code: string; name: string; legal: string | null }[];

beforeAll(async () => {
  database = await createTestDatabase();
  await loadPopulation(database.db, testActor, simulateDistrict({ seed: 3, enterprises: 150 }));
  served = await createTestApp(database, async (app, services) => {
    registerSession(app, services);
    await registerClaimRoutes(app, services);
  });
  codes = await rows(
    database.owner,
    sql`select credit_code as code, name, legal_representative as legal from registry.entity_version
        where recorded_to = 'infinity' and valid_to = 'infinity' and status = 'active' and credit_code is not null order by entity_id limit 8`,
  );
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

let made = 0;
async function person(role: 'office' | null): Promise<TestBrowser & { email: string }> {
  const email = `claimant-${++made}@test.example`;
  const memberships = role === null ? [] : [{ role }];
  await served.signIn.createPerson({ email, password, name: `人${made}`, district, memberships });
  const browser = openTestBrowser(served.app);
  await browser.auth('sign-in/email', { email, password });
  return Object.assign(browser, { email });
}

async function claim(who: TestBrowser, creditCode: string, content: Buffer = picture, fileName = '执照.png') {
  const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: image/png\r\n\r\n`;
  return served.app.inject({
    method: 'POST',
    url: `/api/claims?creditCode=${creditCode}`,
    headers: {
      host: 'localhost',
      origin: 'http://localhost',
      cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'content-type': 'multipart/form-data; boundary=x',
    },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--x--\r\n')]),
  });
}
const codeOf = (answer: { statusCode: number; json(): { error?: { code: string } } }) => [
  answer.statusCode,
  answer.json().error?.code,
];
const linesOf = async (id: string) =>
  (
    await rows<{ action: string }>(
      database.owner,
      sql`select action from platform.audit_line where record = ${`claim/${id}`} order by audit_id`,
    )
  ).map(({ action }) => action);

describe('a claim', () => {
  it('that the office approves makes the claimant the owner, who sees the enterprise', async () => {
    const [{ code, name, legal }] = codes as [(typeof codes)[number]];
    const [newcomer, office] = [await person(null), await person('office')];
    const made = (await claim(newcomer, ` ${code.toLowerCase()} `)).json() as OwnClaim;
    expect(made).toMatchObject({ entityName: name, creditCode: code, state: 'waiting' });
    // the office is told, and sees name, code and the legal representative masked
    const told = await firstRow<{ link: string }>(
      database.owner,
      sql`select link from platform.notification where kind = 'claim_made'`,
    );
    expect(told?.link).toBe(`/g/claims?claim=${made.id}`);
    const page = (await office.get(`/api/claims/${made.id}`)).json() as ClaimPage;
    expect(page).toMatchObject({
      claim: { claimant: { email: newcomer.email } },
      entity: { name, creditCode: code },
      proof: { fileName: '执照.png', mediaType: 'image/png', size: picture.length },
      members: [],
    });
    expect(legal === null || page.entity.legalRepresentative === `${[...legal][0]}**`).toBe(true);
    const proof = await office.get(`/api/claims/${made.id}/proof`);
    expect([proof.headers['content-type'], proof.rawPayload.equals(picture)]).toEqual(['image/png', true]);
    expect((await newcomer.get(`/api/claims/${made.id}/proof`)).statusCode).toBe(403);

    const approved = (await office.post(`/api/claims/${made.id}/approve`)).json() as ClaimRow;
    expect(approved).toMatchObject({ state: 'approved', decidedBy: expect.any(String) });
    expect((await newcomer.get('/api/session')).json()).toMatchObject({
      user: { role: 'owner' },
      acting: { organisation: { kind: 'enterprise', entity: approved.entityId, name: { zh: name } } },
    });
    expect(codeOf(await office.post(`/api/claims/${made.id}/approve`))).toEqual([409, 'claims.decided']);
    expect(codeOf(await claim(newcomer, code))).toEqual([409, 'claims.yours_already']);
    expect(await linesOf(made.id)).toEqual([
      'claims.claim.made',
      'claims.proof.opened',
      'claims.claim.approved',
    ]);
    // a second owner joins the same organisation, and the office sees who is there
    const partner = await person(null);
    const second = (await claim(partner, code)).json() as OwnClaim;
    expect((await office.get(`/api/claims/${second.id}`)).json().members).toHaveLength(1);
    await office.post(`/api/claims/${second.id}/approve`);
    const organisations = await rows(
      database.owner,
      sql`select from access.organisation where entity_id = ${approved.entityId}`,
    );
    expect(organisations).toHaveLength(1);
  });

  it('that is refused tells why and can be made again; one that waits cannot, and can be withdrawn', async () => {
    const { code } = codes[1]!;
    const [newcomer, office] = [await person(null), await person('office')];
    const first = (await claim(newcomer, code)).json() as OwnClaim;
    expect(codeOf(await claim(newcomer, code))).toEqual([409, 'claims.waiting_already']);
    expect((await office.post(`/api/claims/${first.id}/refuse`)).statusCode).toBe(400);
    await office.post(`/api/claims/${first.id}/refuse`, { reason: '照片看不清' });
    const second = (await claim(newcomer, code)).json() as OwnClaim;
    expect((await newcomer.post(`/api/claims/${second.id}/withdraw`)).json().state).toBe('withdrawn');
    expect(codeOf(await newcomer.post(`/api/claims/${second.id}/withdraw`))).toEqual([409, 'claims.decided']);
    const mine = (await newcomer.get('/api/claims/mine')).json().rows as OwnClaim[];
    expect(mine.map(({ state, reason }) => [state, reason])).toEqual([
      ['withdrawn', null],
      ['refused', '照片看不清'],
    ]);
    expect((await newcomer.get('/api/session')).json().user.role).toBe('newcomer');
  });

  it('of somebody else is nobody’s to see or to withdraw', async () => {
    const [newcomer, other] = [await person(null), await person(null)];
    const made = (await claim(newcomer, codes[2]!.code)).json() as OwnClaim;
    expect((await other.get('/api/claims/mine')).json().rows).toEqual([]);
    expect(codeOf(await other.post(`/api/claims/${made.id}/withdraw`))).toEqual([404, 'claims.not_found']);
    expect((await other.get('/api/claims')).statusCode).toBe(403);
  });

  it('needs an enterprise that is registered, and no more than five wait at once', async () => {
    const newcomer = await person(null);
    expect(codeOf(await claim(newcomer, '91331004000000000X'))).toEqual([404, 'claims.no_entity']);
    for (const { code } of codes.slice(2, 7)) expect((await claim(newcomer, code)).statusCode).toBe(200);
    expect(codeOf(await claim(newcomer, codes[7]!.code))).toEqual([409, 'claims.too_many']);
  });
});

describe('a proof', () => {
  it('is what its content says, whatever it is called', async () => {
    const newcomer = await person(null);
    const send = (content: Buffer, name?: string) => claim(newcomer, codes[0]!.code, content, name);
    expect(codeOf(await send(Buffer.from('<html><script>alert(1)</script>'), '执照.png'))).toEqual([
      415,
      'claims.not_a_proof',
    ]);
    // half a picture is none
    expect(codeOf(await send(picture.subarray(0, 40)))).toEqual([415, 'claims.not_a_proof']);
    const large = Buffer.concat([picture, Buffer.alloc(8 * 1024 * 1024)]);
    expect(codeOf(await send(large))).toEqual([413, 'claims.proof_too_large']);
    expect(codeOf(await newcomer.post(`/api/claims?creditCode=${codes[0]!.code}`))).toEqual([
      400,
      'claims.no_proof',
    ]);
  });
});
