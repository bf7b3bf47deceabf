import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { AppError, type Problem } from '../errors/index.ts';
import { httpFailure } from './errors.ts';

type Answer = { readonly status: number; readonly body: unknown };

// class 08: connection; 57P01..03: shut down, crash, starting up
const databaseAway = /^(08|57P0)|^ECONN|^EPIPE/;

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
  if (isResponseSerializationError(error)) return httpFailure('http.fault');
  if (hasZodFastifySchemaValidationErrors(error)) {
    return httpFailure(
      'http.invalid',
      {},
      error.validation.map((issue): Problem => {
        const message = issue.message ?? 'invalid';
        return {
          path: `${error.validationContext ?? ''}${issue.instancePath ?? ''}`,
          message: { zh: message, en: message },
        };
      }),
    );
  }
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 413) return httpFailure('http.too_large');
  if (statusCode === 415) return httpFailure('http.unsupported');
  if (statusCode === 429) return httpFailure('http.busy');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return httpFailure('http.invalid');
  if (code !== undefined && databaseAway.test(code)) return httpFailure('http.database_away');
  if (error instanceof Error && error.message.startsWith('Connection terminated'))
    return httpFailure('http.database_away');
  return httpFailure('http.fault');
}
