import type { Endpoint, errorSchema } from '@miaopu/contract';
import type { z } from 'zod';
import { sendOnce } from './once.ts';
import type { Labels } from './words.ts';

type Part<Name extends string, Schema> = Schema extends z.ZodType
  ? [z.input<Schema>] extends [never]
    ? unknown
    : Partial<z.input<Schema>> extends z.input<Schema>
      ? { [K in Name]?: z.input<Schema> }
      : { [K in Name]: z.input<Schema> }
  : unknown;

/** What a call of the endpoint must be given: its path's parameters, its query, its body. */
export type InputOf<E> =
  E extends Endpoint<infer Params, infer Query, infer Body, z.ZodType>
    ? Part<'params', Params> & Part<'query', Query> & Part<'body', Body>
    : never;

/** What the endpoint answers. */
export type AnswerOf<E> =
  E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer Response> ? z.output<Response> : never;

type LooseInput = { params?: object; query?: object; body?: unknown };

export type Problem = { path: string; message: Labels };

/** A call that did not succeed: what, where and what to do, with the request's number to quote. */
export class CallFailed extends Error {
  readonly code: string;
  readonly status: number;
  readonly labels: Labels;
  readonly requestId: string | null;
  readonly problems: readonly Problem[];

  constructor(failure: {
    code: string;
    status: number;
    labels: Labels;
    requestId: string | null;
    problems?: readonly Problem[];
  }) {
    super(failure.labels.en);
    this.name = 'CallFailed';
    this.code = failure.code;
    this.status = failure.status;
    this.labels = failure.labels;
    this.requestId = failure.requestId;
    this.problems = failure.problems ?? [];
  }
}

const sessionListeners = new Set<() => void>();

/** Told when a call is refused because the session has ended. Gives the function that stops listening. */
export function onSessionEnded(listener: () => void): () => void {
  sessionListeners.add(listener);
  return () => sessionListeners.delete(listener);
}

/** The address of a call with its filters: for links to files, and for `call` itself. */
export function hrefOf<E extends Endpoint>(endpoint: E, input: InputOf<E>): string {
  const { params, query } = input as LooseInput;
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[name] ?? '')),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** Calls an endpoint of the contract. Throws {@link CallFailed}. */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { signal?: AbortSignal } = {},
): Promise<AnswerOf<E>> {
  const { body } = input as LooseInput;
  const address = hrefOf(endpoint, input);
  const request: RequestInit = {
    method: endpoint.method,
    signal: options.signal,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
  return endpoint.method === 'GET' ? send(address, request) : sendOnce(address, request, send<AnswerOf<E>>);
}

async function send<T>(address: string, request: RequestInit): Promise<T> {
  const response = await reach(address, request);
  if (!response.ok) throw await failureOf(response);
  return (await response.json()) as T;
}

/** Fetches with the session; a network that fails is a {@link CallFailed} like any other. */
export async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...request });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw unreachable();
  }
}

/** The failure of a call that did not reach the server. */
export function unreachable(): CallFailed {
  return new CallFailed({
    code: 'web.unreachable',
    status: 0,
    requestId: null,
    labels: {
      zh: '连不上服务器。请检查网络后重试，已填写的内容不会丢失。',
      en: 'The server cannot be reached. Check the network and try again; nothing you typed is lost.',
    },
  });
}

/** Reads the server's own words from an answer that is not a success. */
export async function failureOf(response: Response): Promise<CallFailed> {
  if (response.status === 401) for (const listener of sessionListeners) listener();
  const answer = (await response.json().catch(() => null)) as z.infer<typeof errorSchema> | null;
  if (answer?.error?.message?.zh) {
    const { code, message, requestId, problems } = answer.error;
    return new CallFailed({ code, status: response.status, labels: message, requestId, problems });
  }
  return new CallFailed({
    code: 'web.unexpected_answer',
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    labels: {
      zh: `服务器没有给出可读的答复（${response.status}）。请稍后重试；仍不行，请把请求编号告诉管理员。`,
      en: `The server gave no readable answer (${response.status}). Try again later; if it persists, give the request number to the administrator.`,
    },
  });
}
