import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError } from '../errors/index.ts';
import { httpFailure } from './errors.ts';
import { problemsOf } from './validation.ts';

type Answer = { readonly status: number; readonly body: unknown };

// class 08: connection; 57P01..03: shut down, crash, starting up
const databaseAway = /^(08|57P0)|^ECONN|^EPIPE/;

// the driver's own words: it gives these errors no code
const connectionLost =
  /^Connection terminated|^Client (has encountered a connection error|was closed) and is not queryable/;

// the form reader's own words: it gives its errors no code
const malformedForm =
  /^(Multipart: |Unexpected end of form|Malformed part header|Malformed content type|Unsupported content type)/;

// Fastify's: the body is not the JSON that it says it is
const unreadable = /^FST_ERR_CTP_(INVALID_JSON|EMPTY_JSON|INVALID_CONTENT_LENGTH)/;

/** The one place where an error becomes an answer: no stack and no internals leave the server. */
export function toAnswer(error: unknown, requestId: string): Answer {
  const known = recognise(error);
  return {
    status: known.status,
    body: {
      error: {
        code: known.code,
        message: known.words,
        requestId,
        ...(known.problems === undefined ? {} : { problems: known.problems }),
      },
    },
  };
}

function recognise(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return httpFailure('http.invalid', {}, problemsOf(error.validation, error.validationContext));
  }
  const { statusCode, code } = (error ?? {}) as { statusCode?: number; code?: string };
  if (code !== undefined && unreadable.test(code)) return httpFailure('http.unreadable');
  if (statusCode === 413) return httpFailure('http.too_large');
  if (statusCode === 415) return httpFailure('http.unsupported');
  if (statusCode === 429) return httpFailure('http.busy', { seconds: 60 });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return httpFailure('http.invalid');
  if (code !== undefined && databaseAway.test(code)) return httpFailure('http.database_away');
  if (error instanceof Error && malformedForm.test(error.message)) return httpFailure('http.bad_form');
  if (error instanceof Error && connectionLost.test(error.message)) return httpFailure('http.database_away');
  return httpFailure('http.fault');
}
