import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Problem } from '../errors/index.ts';
import { httpFailure } from './errors.ts';

/** Nothing that people send is nested deeper: a measure's or a policy's content is some ten levels. */
const deepest = 40;

// all but tab and the two line ends: no keyboard makes them, PostgreSQL refuses one of them, and a workbook's or document's XML all
const control = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/u;

type Place = { readonly path: string; readonly value: unknown; readonly depth: number };

/**
 * Refuses text that nothing behind could keep as it is: control characters, halves of a character (an unpaired surrogate), and what is
 * nested without end. It is the same for every call, so that no schema has to remember it.
 *
 * @throws http.invalid, with the place
 */
export function demandCleanText({ params, query, body }: FastifyRequest): void {
  const found = findUnclean({ params, query, body: isFile(body) ? undefined : body });
  if (found !== undefined) throw httpFailure('http.invalid', {}, [found]);
}

export function findUnclean(sent: object): Problem | undefined {
  const places: Place[] = Object.entries(sent).map(([path, value]) => ({ path, value, depth: 0 }));
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { path, value, depth } = place;
    if (typeof value === 'string') {
      if (isUnclean(value)) return { path, message: unclean };
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= deepest) return { path: path.slice(0, 100), message: tooDeep };
      for (const [key, inner] of Object.entries(value)) {
        if (isUnclean(key)) return { path, message: unclean };
        places.push({ path: `${path}/${key}`, value: inner, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

const isUnclean = (text: string) => control.test(text) || !text.isWellFormed();

const isFile = (body: unknown) => Buffer.isBuffer(body) || body instanceof Readable;

const unclean = {
  zh: '含有不可见的控制字符或残缺的字符，请删除后重新输入。',
  en: 'It holds a control character or half of a character: delete it and type it again.',
};
const tooDeep = { zh: '嵌套层次过多。', en: 'It is nested too deep.' };
