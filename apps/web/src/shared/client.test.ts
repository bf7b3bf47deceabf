import { endpoint, exportEntities, getCockpit, getTarget } from '@miaopu/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { CallFailed, call, hrefOf, onSessionEnded } from './client.ts';

const ask = endpoint({
  method: 'POST',
  path: '/api/things/:id',
  summary: 'A thing',
  access: 'registry.read',
  params: z.strictObject({ id: z.string() }),
  body: z.strictObject({ name: z.string() }),
  response: z.strictObject({ ok: z.boolean() }),
});

function answer(status: number, body: unknown): void {
  vi.stubGlobal('fetch', async () =>
    typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status }),
  );
}

afterEach(() => vi.unstubAllGlobals());

it('writes parameters into the path and leaves out filters that are not set', () => {
  expect(hrefOf(getCockpit, { params: { plan: 'a b' }, query: { town: '', asOf: '2018-12-31' } })).toBe(
    '/api/plans/a%20b/cockpit?asOf=2018-12-31',
  );
  expect(hrefOf(getTarget, { params: { plan: 'p', target: '2.1.a' } })).toBe('/api/plans/p/targets/2.1.a');
  expect(hrefOf(exportEntities, { query: { q: '塑料', lang: 'en' } })).toBe(
    '/api/registry/entities.xlsx?q=%E5%A1%91%E6%96%99&lang=en',
  );
});

it('gives the answer', async () => {
  answer(200, { ok: true });
  await expect(call(ask, { params: { id: '1' }, body: { name: 'n' } })).resolves.toEqual({ ok: true });
});

it('throws the server’s own words with the request’s number', async () => {
  const problems = [{ path: 'body.name', message: { zh: '太长', en: 'too long' } }];
  answer(422, { error: { code: 'x.bad', message: { zh: '不对', en: 'wrong' }, requestId: 'r1', problems } });
  const failure = await call(ask, { params: { id: '1' }, body: { name: 'n' } }).catch((problem) => problem);
  expect(failure).toBeInstanceOf(CallFailed);
  expect(failure).toMatchObject({
    code: 'x.bad',
    status: 422,
    requestId: 'r1',
    labels: { zh: '不对' },
    problems,
  });
});

it('tells the page when the session has ended', async () => {
  answer(401, { error: { code: 'access.none', message: { zh: '请登录', en: 'sign in' }, requestId: 'r2' } });
  const told = vi.fn();
  const stop = onSessionEnded(told);
  await call(ask, { params: { id: '1' }, body: { name: 'n' } }).catch(() => null);
  stop();
  await call(ask, { params: { id: '1' }, body: { name: 'n' } }).catch(() => null);
  expect(told).toHaveBeenCalledTimes(1);
});

it('explains an answer that is not ours and a server that is not reached', async () => {
  answer(502, '<html>');
  await expect(call(ask, { params: { id: '1' }, body: { name: 'n' } })).rejects.toMatchObject({
    code: 'web.unexpected_answer',
    status: 502,
  });
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  await expect(call(ask, { params: { id: '1' }, body: { name: 'n' } })).rejects.toMatchObject({
    code: 'web.unreachable',
    status: 0,
  });
});

describe('a write', () => {
  const input = { params: { id: '1' }, body: { name: 'n' } };
  /** Answers one call after the other; `lost` reaches nobody. Gives the keys that were sent. */
  function answers(...statuses: readonly (number | 'lost')[]): (string | null)[] {
    const keys: (string | null)[] = [];
    const left = [...statuses];
    vi.stubGlobal('fetch', async (_: string, request: RequestInit) => {
      keys.push(new Headers(request.headers).get('idempotency-key'));
      const status = left.shift();
      if (status === 'lost') throw new TypeError('network');
      return Response.json({ ok: true }, { status });
    });
    return keys;
  }
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const press = async () => {
    const sent = call(ask, input).catch((problem: CallFailed) => problem.status);
    await vi.runAllTimersAsync();
    return sent;
  };

  it('has a key of its own each time', async () => {
    const keys = answers(200, 200, 409, 200);
    for (let n = 0; n < 4; n++) await press();
    expect(new Set(keys).size).toBe(4);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('that got no answer is sent again with the same key: by itself, then by who presses again', async () => {
    const keys = answers('lost', 200, 'lost', 'lost', 500, 200, 200);
    expect(await press()).toEqual({ ok: true });
    expect([await press(), await press(), await press()]).toEqual([0, 500, { ok: true }]);
    await press();
    const [first, again, ...second] = keys;
    expect(again).toBe(first);
    expect(new Set(second.slice(0, 4)).size).toBe(1);
    expect(new Set([first, second[0], second[4]]).size).toBe(3);
  });

  it('is no read', async () => {
    const keys = answers(200);
    await call(getTarget, { params: { plan: 'p', target: 't' } });
    expect(keys).toEqual([null]);
  });
});
