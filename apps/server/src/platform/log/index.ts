import { type Logger, pino } from 'pino';
import { findOrigin } from '../origin/index.ts';
import { scrub } from './scrub.ts';

export type Log = Logger;

export type LogOptions = {
  /** `info` also says each request; `warn` only what went wrong. */
  readonly level: 'info' | 'warn' | 'silent';
  /** Where lines go; to standard error unless told. */
  readonly write?: (line: string) => void;
};

/**
 * The process's log: one JSON object a line, with the number of the request that it belongs to. Every line is scrubbed of personal data
 * as a whole, whoever wrote it, so that a library's error message is no way out either.
 */
export function openLog({ level, write = (line) => process.stderr.write(line) }: LogOptions): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => {
        const requestId = findOrigin()?.requestId;
        return requestId === undefined ? {} : { requestId };
      },
      serializers: { err: errorForLog },
    },
    { write: (line: string) => write(scrub(line)) },
  );
}

type Fault = {
  name?: string;
  message?: string;
  code?: unknown;
  stack?: string;
  constraint?: string;
  table?: string;
};

/** What went wrong and where in the program. A database's `detail` and a query's parameters hold rows, and stay out. */
function errorForLog(error: unknown): object {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const { name, message, code, stack, constraint, table } = error as Fault;
  return { name, message, code, table, constraint, stack };
}
