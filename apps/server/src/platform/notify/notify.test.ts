import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstRow, inTransaction, rows, sql } from '../db/index.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../testing/index.ts';
import { type Notification, notify, openOutbox, registerNotifyRoutes, signatureOf } from './index.ts';
import { handOver } from './relay.ts';

const { district } = testActor;
let database: TestDatabase;
let served: TestApp;
let outbox: { close(): Promise<void> };
let cookies: Record<'office' | 'viewer' | 'administrator', string>;
let office: string;
let viewer: string;

/** A mail server that keeps what it is sent, and says what a test tells it to. */
const mails: string[] = [];
let refuse: (address: string) => (Error & { responseCode: number }) | undefined = () => undefined;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, done) => done(refuse(address)),
  onData: (stream, _session, done) => {
    void text(stream).then((mail) => {
      mails.push(mail);
      done();
    });
  },
});

/** A connected system that keeps what it is sent. */
type Received = { headers: IncomingMessage['headers']; body: string };
const received: Received[] = [];
let answers: number[] = [];
const system: Server = createServer((request, response) => {
  void text(request).then((body) => {
    received.push({ headers: request.headers, body });
    response.writeHead(answers.shift() ?? 204).end();
  });
});

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  database = await createTestDatabase();
  served = await createTestApp(database, async (app, services) => registerNotifyRoutes(app, services));
  cookies = {
    office: await served.cookieOf('office'),
    viewer: await served.cookieOf('viewer'),
    administrator: await served.cookieOf('administrator'),
  };
  [office, viewer] = (
    await rows<{ id: string }>(
      database.owner,
      sql`select id from auth."user" where name <> 'administrator' order by email`,
    )
  ).map(({ id }) => id) as [string, string];
  await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
  await new Promise<void>((done) => system.listen(0, '127.0.0.1', done));
  const config = {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    mailFrom: 'miaopu@district.example',
    publicUrl: 'https://miaopu.district.example',
  };
  outbox = await openOutbox({ ...served.services, config }, () => {}, { limit: 2, delay: 1, expire: 15 });
});
afterAll(async () => {
  await outbox?.close();
  await served?.close();
  await new Promise<void>((done) => smtp.close(done));
  system.close();
  await database?.drop();
});
beforeEach(async () => {
  mails.length = 0;
  received.length = 0;
  answers = [];
  refuse = () => undefined;
  await sql`truncate platform.notification, platform.webhook, platform.notification_choice cascade`.execute(
    database.owner.query,
  );
});

const told: Omit<Notification, 'recipients'> = {
  district,
  kind: 'submission_returned',
  title: { zh: '一季度进度表被退回', en: 'The first quarter’s table was returned' },
  body: { zh: '请补充2.1.a的佐证。', en: 'Add the evidence of 2.1.a.' },
  link: '/g/submissions/12',
};
const tell = (more: Partial<Notification>) =>
  inTransaction(database.db, (tx) => notify(tx, { ...told, recipients: [{ person: office }], ...more }));

async function call(
  who: keyof typeof cookies,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
) {
  const answer = await served.app.inject({ method, url, payload, headers: { cookie: cookies[who] } });
  return { status: answer.statusCode, body: answer.json() };
}

const states = async () =>
  (
    await rows<{ state: string }>(
      database.db,
      sql`select state from platform.notification_delivery order by delivery_id`,
    )
  ).map(({ state }) => state);
const eventually = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 20_000, interval: 100 });

/** A mail's parts as a reader sees them. */
function readMail(raw: string) {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const decoded = head
    .replace(/\r\n\s+/g, ' ')
    .replace(/=\?UTF-8\?B\?([^?]*)\?= ?/g, (_, code: string) => Buffer.from(code, 'base64').toString());
  const body = rest.join('\r\n\r\n');
  return {
    head: decoded,
    body: /content-transfer-encoding: base64/i.test(head)
      ? Buffer.from(body, 'base64').toString()
      : body
          .replace(/=\r\n/g, '')
          .replace(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString()),
  };
}

describe('a notification', () => {
  it('is in the inbox of whom it is for, when its deed is done and not before', async () => {
    await inTransaction(database.db, async (tx) => {
      await notify(tx, { ...told, recipients: [{ person: office }] });
      expect((await call('office', 'GET', '/api/inbox')).body).toEqual({ unread: 0, rows: [], more: false });
    });
    expect((await call('office', 'GET', '/api/inbox')).body).toEqual({
      unread: 1,
      more: false,
      rows: [
        {
          id: expect.any(String),
          kind: 'submission_returned',
          title: told.title,
          body: told.body,
          link: told.link,
          at: expect.any(String),
          readAt: null,
        },
      ],
    });
    expect((await call('viewer', 'GET', '/api/inbox')).body.rows).toEqual([]);
  });

  it('is gone with a deed that was undone, also from the outbox', async () => {
    await inTransaction(database.db, async (tx) => {
      await notify(tx, { ...told, recipients: [{ person: office }] });
      throw new Error('undone');
    }).catch(() => {});
    expect((await call('office', 'GET', '/api/inbox/unread')).body).toEqual({ unread: 0 });
    expect(await states()).toEqual([]);
  });

  it('is told once where that is wanted, and to each person once', async () => {
    const reminder = { once: 'reminder 2018Q1', recipients: [{ person: office }, { person: office }] };
    expect(await tell(reminder)).toEqual(expect.any(String));
    expect(await tell(reminder)).toBeUndefined();
    expect((await call('office', 'GET', '/api/inbox')).body.rows).toHaveLength(1);
  });

  it('reaches thousands by one query', async () => {
    await tell({ recipients: sql`select 'p' || n as person_id from generate_series(1, 5000) n` });
    expect(
      await firstRow(database.db, sql`select count(*) as told from platform.notification_recipient`),
    ).toEqual({ told: '5000' });
  });
});

describe('an inbox', () => {
  it('is paged from the newest, and read one by one or up to what was seen', async () => {
    for (let n = 1; n <= 5; n++) await tell({ title: { zh: `第${n}条`, en: `No ${n}` } });
    const first = (await call('office', 'GET', '/api/inbox?limit=2')).body;
    expect([first.unread, first.more]).toEqual([5, true]);
    expect(first.rows.map((row: { title: { en: string } }) => row.title.en)).toEqual(['No 5', 'No 4']);
    const next = (await call('office', 'GET', `/api/inbox?limit=9&before=${first.rows[1].id}`)).body;
    expect([next.rows.length, next.more]).toEqual([3, false]);
    expect((await call('office', 'POST', '/api/inbox/read', { id: first.rows[0].id })).body).toEqual({
      unread: 4,
    });
    expect((await call('office', 'POST', '/api/inbox/read', { upTo: next.rows[0].id })).body).toEqual({
      unread: 1,
    });
    const left = (await call('office', 'GET', '/api/inbox?unread=true')).body;
    expect(left.rows.map((row: { title: { en: string } }) => row.title.en)).toEqual(['No 4']);
  });

  it('is nobody else’s to read', async () => {
    await tell({});
    const { rows: mine } = (await call('office', 'GET', '/api/inbox')).body;
    expect((await call('viewer', 'POST', '/api/inbox/read', { id: mine[0].id })).body).toEqual({ unread: 0 });
    expect((await call('office', 'GET', '/api/inbox/unread')).body).toEqual({ unread: 1 });
  });
});

describe('what a person chooses', () => {
  const choose = (kind: string, way: string, wanted: boolean) =>
    call('office', 'PUT', '/api/inbox/choices', { kind, way, wanted });

  it('decides by which way a kind reaches them, from then on', async () => {
    expect((await choose('submission_returned', 'inbox', false)).status).toBe(200);
    expect((await choose('submission_returned', 'email', false)).status).toBe(200);
    await tell({ recipients: [{ person: office }, { person: viewer }] });
    expect((await call('office', 'GET', '/api/inbox/unread')).body).toEqual({ unread: 0 });
    expect((await call('viewer', 'GET', '/api/inbox/unread')).body).toEqual({ unread: 1 });
    const to = await rows(database.db, sql`select address from platform.notification_delivery`);
    expect(to).toEqual([{ address: 'viewer@test.example' }]);
    const { ways, choices } = (await call('office', 'GET', '/api/inbox/choices')).body;
    expect(ways).toEqual(['inbox', 'email']);
    expect(choices).toContainEqual({ kind: 'submission_returned', way: 'inbox', wanted: false });
    expect(choices).toContainEqual({ kind: 'submission_opened', way: 'email', wanted: false });
    expect(choices).toContainEqual({ kind: 'case_due', way: 'email', wanted: true });
  });

  it('cannot be to miss a deadline that binds them', async () => {
    const refused = await choose('submission_reminder', 'inbox', false);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'notify.always']);
  });
});

describe('an e-mail', () => {
  it('says in both languages what happened, with the way to it', async () => {
    await tell({});
    await eventually(async () => expect(await states()).toEqual(['sent']));
    const { head, body } = readMail(mails[0]!);
    expect(head).toMatch(/^From: miaopu@district\.example$/m);
    expect(head).toMatch(/^To: office@test\.example$/m);
    expect(head).toMatch(/^Subject: 一季度进度表被退回$/m);
    expect(head).toMatch(/^Message-ID: <331004-\d+@miaopu\.district\.example>$/m);
    expect(body).toContain('请补充2.1.a的佐证。');
    expect(body).toContain('Add the evidence of 2.1.a.');
    expect(body).toContain('https://miaopu.district.example/g/submissions/12');
  });

  it('also reaches somebody who has no account yet', async () => {
    await tell({ kind: 'account', recipients: [{ email: 'new@town.example' }] });
    await eventually(() => expect(mails).toHaveLength(1));
    expect(readMail(mails[0]!).head).toMatch(/^To: new@town\.example$/m);
  });

  it('cannot be given a header by what somebody wrote', async () => {
    await tell({ title: { zh: '退回\r\nBcc: all@evil.example', en: 'x' } });
    await eventually(() => expect(mails).toHaveLength(1));
    expect(readMail(mails[0]!).head).not.toMatch(/^Bcc:/m);
  });

  it('is tried again when the server could not take it, and each other one is sent once', async () => {
    let busy = 1;
    refuse = (address) =>
      address.startsWith('office') && busy-- > 0
        ? Object.assign(new Error('try later'), { responseCode: 451 })
        : undefined;
    await tell({ recipients: [{ person: office }, { person: viewer }] });
    await eventually(async () => expect(await states()).toEqual(['sent', 'sent']));
    expect(mails.map((mail) => /^To: (\w+)@/m.exec(readMail(mail).head)?.[1]).sort()).toEqual([
      'office',
      'viewer',
    ]);
    expect(
      await rows(database.db, sql`select attempts from platform.notification_delivery order by attempts`),
    ).toEqual([{ attempts: 1 }, { attempts: 2 }]);
  });

  it('to an address that does not exist is given up at once, listed, and sent when the administrator says so', async () => {
    refuse = () => Object.assign(new Error('no such mailbox'), { responseCode: 550 });
    await tell({});
    await eventually(async () => expect(await states()).toEqual(['given_up']));
    const listed = (await call('administrator', 'GET', '/api/deliveries/given-up')).body;
    expect(listed).toMatchObject({
      total: 1,
      waiting: 0,
      more: false,
      rows: [
        {
          way: 'email',
          to: 'o***@test.example',
          attempts: 1,
          error: expect.stringContaining('no such mailbox'),
        },
      ],
    });
    refuse = () => undefined;
    const url = `/api/deliveries/${listed.rows[0].id}/retry`;
    expect((await call('administrator', 'POST', url)).status).toBe(200);
    await eventually(async () => expect(await states()).toEqual(['sent']));
    expect((await call('administrator', 'POST', url)).body.error.code).toBe('notify.no_delivery');
  });
});

describe('a connected system', () => {
  const connect = (more: object = {}) =>
    call('administrator', 'POST', '/api/webhooks', {
      name: '协同办公',
      url: `http://127.0.0.1:${portOf(system)}/hook`,
      ...more,
    });

  it('is told with a signature that only who knows the secret can make', async () => {
    const { secret } = (await connect()).body;
    expect(JSON.stringify((await call('administrator', 'GET', '/api/webhooks')).body)).not.toContain(secret);
    await tell({ recipients: [{ person: office }, { person: viewer }] });
    await eventually(() => expect(received).toHaveLength(1));
    const { headers, body } = received[0]!;
    expect(headers['x-miaopu-delivery']).toMatch(/^331004-\d+$/);
    const timestamp = Number(headers['x-miaopu-timestamp']);
    expect(headers['x-miaopu-signature']).toBe(signatureOf(secret, timestamp, body));
    expect(headers['x-miaopu-signature']).not.toBe(signatureOf('guess', timestamp, body));
    expect(headers['x-miaopu-signature']).not.toBe(signatureOf(secret, timestamp + 1, body));
    expect(timestamp).toBe(Math.floor(served.services.clock.now().getTime() / 1000));
    expect(JSON.parse(body)).toMatchObject({
      district,
      kind: 'submission_returned',
      title: told.title,
      link: told.link,
      recipients: expect.arrayContaining([{ id: office, name: 'office', email: 'office@test.example' }]),
    });
  });

  it('is tried again when it fails, then given up', async () => {
    await connect({ kinds: ['case_due'] });
    await tell({});
    answers = [500, 302, 500];
    await tell({ kind: 'case_due', recipients: [{ person: office }] });
    await eventually(async () => expect(await states()).toEqual(['sent', 'sent', 'given_up']));
    expect(received).toHaveLength(3);
    const listed = (await call('administrator', 'GET', '/api/deliveries/given-up')).body;
    expect(listed.rows).toMatchObject([
      { way: 'webhook', to: '协同办公', attempts: 3, error: 'it answered 500' },
    ]);
  });

  it('that was disconnected is told no more, and what waited for it is given up', async () => {
    answers = [500, 500, 500];
    const { id } = (await connect()).body;
    await sql`update platform.notification_choice set wanted = false`.execute(database.owner.query);
    await tell({ kind: 'policy_published' });
    await eventually(() => expect(received.length).toBeGreaterThan(0));
    expect((await call('administrator', 'DELETE', `/api/webhooks/${id}`)).status).toBe(200);
    expect(await states()).toEqual(['given_up']);
    await tell({ kind: 'policy_published' });
    expect(await states()).toEqual(['given_up']);
    expect((await call('administrator', 'GET', '/api/webhooks')).body).toEqual({ rows: [] });
  });

  it.each([
    'ftp://x.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://user:pass@x.example/',
    'x',
  ])('cannot be at %s', async (url) => {
    expect((await connect({ url })).status).toBe(400);
  });

  it('and what could not be delivered are the administrator’s', async () => {
    for (const [method, url] of [
      ['GET', '/api/webhooks'],
      ['POST', '/api/webhooks'],
      ['DELETE', '/api/webhooks/1'],
      ['GET', '/api/deliveries/given-up'],
      ['POST', '/api/deliveries/1/retry'],
    ] as const)
      expect((await call('viewer', method, url)).status, url).toBe(403);
  });
});

describe('the outbox', () => {
  it('hands over what waits once, and again what its queue lost', async () => {
    await outbox.close();
    const sent: object[] = [];
    const jobs = {
      send: async (_queue: string, data: object) => {
        sent.push(data);
      },
    };
    await tell({ recipients: [{ person: office }, { person: viewer }] });
    expect([await handOver(database.db, jobs), await handOver(database.db, jobs)]).toEqual([2, 0]);
    expect(sent).toEqual([{ district, deliveries: [expect.any(String), expect.any(String)] }]);
    await sql`update platform.notification_delivery set handed_over_at = now() - interval '25 hours'`.execute(
      database.owner.query,
    );
    expect(await handOver(database.db, jobs)).toBe(2);
  });

  it('takes nothing for the mail where there is no mail server', async () => {
    const none = { smtpUrl: undefined, mailFrom: '', publicUrl: 'http://localhost' };
    const without = await openOutbox({ ...served.services, config: none }, () => {});
    await tell({});
    expect(await states()).toEqual([]);
    expect((await call('office', 'GET', '/api/inbox/choices')).body.ways).toEqual(['inbox']);
    await without.close();
  });
});
