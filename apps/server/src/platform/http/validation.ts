import type { FastifySchemaValidationError } from 'fastify';
import { z } from 'zod';
import type { Message, Problem } from '../errors/index.ts';

const inChinese = z.locales.zhCN().localeError;
const inEnglish = z.locales.en().localeError;

type Issue = Parameters<typeof inEnglish>[0];

/** What a schema found wrong, field by field, in both languages. */
export function problemsOf(
  validation: readonly FastifySchemaValidationError[],
  context: string | undefined,
): Problem[] {
  return validation.map((found) => ({
    path: `${context ?? ''}${found.instancePath}`.replace(/\/$/, ''),
    message: wordsOf(found),
  }));
}

function wordsOf({ keyword, message = 'invalid', params }: FastifySchemaValidationError): Message {
  const [, expected, received] = /expected (.+), received (.+)$/.exec(message) ?? [];
  if (received === 'undefined') return { zh: '缺少必填项', en: 'It is missing.' };
  if (expected !== undefined && received !== undefined)
    return { zh: `应为 ${expected},收到的是 ${received}`, en: message };
  const issue = { ...params, code: keyword, path: [] } as unknown as Issue;
  // words that a schema of ours wrote itself are kept as they are
  return textOf(inEnglish(issue)) === message
    ? { zh: textOf(inChinese(issue)), en: message }
    : { zh: message, en: message };
}

function textOf(words: ReturnType<typeof inEnglish>): string {
  return typeof words === 'string' ? words : (words?.message ?? '');
}
