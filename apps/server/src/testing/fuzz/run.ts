import * as contract from '@miaopu/contract';
import type { App } from '../../platform/http/index.ts';
import { type Making, makeValue, type Schema } from './from-schema.ts';
import { brokenBodies, hostileText, oddHeaders } from './hostile.ts';
import { faultOf } from './judge.ts';
import type { Ground, Who } from './open.ts';
import { type Chance, openChance } from './random.ts';

export type Fault = {
  readonly who: Who;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent; long ones are cut. */
  readonly body: string | null;
  readonly why: string;
};

export type Outcome = {
  readonly seed: string;
  readonly requests: number;
  readonly seconds: number;
  /** How often each call was answered how. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly faults: readonly Fault[];
  /** The slowest answer of all, in milliseconds. */
  readonly slowest: { readonly call: string; readonly milliseconds: number };
};

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
};
type Operation = {
  readonly call: string;
  readonly method: string;
  /** As the document says it: `/api/plans/{plan}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  /** Those who may call it come more often than those who may not. */
  readonly callers: readonly Who[];
};

/** Every call of the document that the server publishes. @throws Error for a document that names none */
export async function readOperations(app: App): Promise<Operation[]> {
  const { paths } = (await app.inject('/api/openapi.json')).json() as {
    paths: Record<string, Record<string, { parameters?: Parameter[]; requestBody?: RequestBody }>>;
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      call: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema,
      callers: callersOf(method.toUpperCase(), path),
    })),
  );
  if (operations.length === 0) throw new Error('the OpenAPI document names no call');
  return operations;
}

type RequestBody = { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };

function callersOf(method: string, path: string): Who[] {
  const pattern = path.replace(/\{(\w+)\}/g, ':$1');
  const endpoint = Object.values<unknown>(contract).find(
    (one): one is contract.Endpoint =>
      typeof one === 'object' &&
      one !== null &&
      'access' in one &&
      (one as contract.Endpoint).path === pattern &&
      (one as contract.Endpoint).method === method,
  );
  const everybody: Who[] = ['nobody', ...contract.roles];
  const access = endpoint?.access ?? 'public';
  return access === 'public' ? everybody : contract.roles.filter((role) => contract.scopeOf(role, access));
}

type Sent = {
  readonly who: Who;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | Buffer | undefined;
};

/** How long it goes on: until the time is over, or so many times through all calls. */
export type Length = { readonly milliseconds: number } | { readonly rounds: number };

/** Goes through all calls again and again, each at least once. What it does follows from the seed. */
export async function fuzz(ground: Ground, seed: string, length: Length): Promise<Outcome> {
  const operations = await readOperations(ground.app);
  const chances = new Map(operations.map(({ call }) => [call, openChance(`${seed} ${call}`)]));
  const answers = new Map<string, Map<number, number>>(operations.map(({ call }) => [call, new Map()]));
  const faults: Fault[] = [];
  const began = performance.now();
  let requests = 0;
  let slowest = { call: '', milliseconds: 0 };
  const isOver = (round: number) =>
    'rounds' in length
      ? round >= length.rounds
      : round > 0 && performance.now() - began >= length.milliseconds;
  for (let round = 0; !isOver(round); round++)
    for (const operation of operations) {
      if (isOver(round)) break;
      const sent = requestFor(operation, chances.get(operation.call)!, ground);
      const sentAt = performance.now();
      const { status, fault } = await ask(ground, operation, sent);
      const took = performance.now() - sentAt;
      if (took > slowest.milliseconds) slowest = { call: operation.call, milliseconds: Math.round(took) };
      requests++;
      const counts = answers.get(operation.call)!;
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (fault !== undefined) faults.push(fault);
    }
  return { seed, requests, seconds: (performance.now() - began) / 1000, answers, faults, slowest };
}

function requestFor(operation: Operation, chance: Chance, { seen }: Ground): Sent {
  const who = chance.hits(0.85)
    ? chance.pick(operation.callers)
    : chance.pick<Who>(['nobody', ...contract.roles]);
  // some as they should be, most with one thing wrong or two, some with nothing right
  const making: Making = { chance, seen, hostility: chance.pick([0, 0, 0.04, 0.04, 0.15, 0.6]) };
  const headers: Record<string, string> = chance.hits(0.04) ? { ...chance.pick(oddHeaders) } : {};
  let payload: string | Buffer | undefined;
  if (operation.method !== 'GET' && operation.method !== 'DELETE') {
    const isBroken = operation.body === undefined ? chance.hits(0.9) : chance.hits(0.05);
    if (isBroken) {
      const broken = chance.pick(brokenBodies);
      headers['content-type'] = broken.type;
      payload = broken.body;
    } else if (operation.body !== undefined) {
      headers['content-type'] = 'application/json';
      payload = JSON.stringify(makeValue(operation.body, '', making)) ?? 'null';
    }
  }
  return { who, url: addressOf(operation, making), headers, payload };
}

function addressOf({ path, parameters }: Operation, making: Making): string {
  const { chance } = making;
  const query = new URLSearchParams();
  const share = chance.pick([0, 0.15, 0.4, 0.9]);
  let url = path;
  for (const { name, in: place, required, schema } of parameters) {
    if (place !== 'path' && !required && !chance.hits(share)) continue;
    const value = asText(makeValue(schema, name, making));
    if (place === 'path')
      url = url.replace(`{${name}}`, encodeURIComponent(value.toWellFormed()).slice(0, 3_000));
    else query.append(name, value);
    if (place === 'query' && chance.hits(making.hostility / 4)) query.append(name, hostileText(chance));
  }
  if (chance.hits(making.hostility / 4)) query.append(hostileText(chance), hostileText(chance));
  const text = query.toString().slice(0, 12_000);
  // what cannot be decoded is sent too
  return `${url}${text === '' ? '' : `?${text}`}${chance.hits(making.hostility / 8) ? '&x=%zz%ff' : ''}`;
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).slice(0, 50).join(',');
  return typeof value === 'object' ? (JSON.stringify(value)?.slice(0, 2_000) ?? '') : String(value);
}

async function ask(
  ground: Ground,
  { method, path }: Operation,
  { who, url, headers, payload }: Sent,
): Promise<{ status: number; fault: Fault | undefined }> {
  const cookie = ground.cookieOf(who);
  const answer = await ground.app.inject({
    method: method as 'GET',
    url,
    // nobody has as many addresses as it needs: the limit on one is tried elsewhere
    remoteAddress: `10.${[1, 2, 3].map(() => Math.floor(Math.random() * 250)).join('.')}`,
    headers: { host: 'localhost', ...(cookie && { cookie }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  const status = answer.statusCode;
  const type = String(answer.headers['content-type'] ?? '');
  const body = type.includes('json') || type.includes('text') ? answer.body : '';
  const why = faultOf({ who, method, path }, { status, type, body }, ground.marks);
  if (status === 200 && type.includes('json')) ground.seen.learn(answer.json(), nameAfter(path));
  if (why === undefined) return { status, fault: undefined };
  const sent = payload === undefined ? null : payload.toString().slice(0, 2_000);
  return { status, fault: { who, method, url: url.slice(0, 1_000), headers, body: sent, why } };
}

/** What the rows of a list are called where one of them is named: `/api/policies/runs` gives each a `run`. */
function nameAfter(path: string): string {
  const last = path.split('/').findLast((part) => !part.startsWith('{')) ?? '';
  return last.replace(/ies$/, 'y').replace(/s$/, '');
}

/** A fault as one can repeat it by hand. */
export function wordsOf({ who, method, url, headers, body, why }: Fault): string {
  return `${why}\n  as ${who}: ${method} ${url}\n  ${JSON.stringify(headers)}\n  ${body ?? '(no body)'}`;
}
