import { findIndustry, findTownByName, industryFromScope, townFromAddress } from '@miaopu/standards';
import type { Derivation } from '../../fields.ts';
import { remembered } from './location.ts';
import { problem, quote, type RowProblem } from './problems.ts';

export type Reading = { readonly value: string; readonly derivation: Derivation | null };

const PLACE_WORDS: Readonly<Record<string, string>> = {
  town: '镇街',
  'old-name': '旧名',
  village: '村居',
  road: '道路',
  park: '园区',
};
/** How sure a town is that only likely or unsure data lead to: a statistical zone, a former name. */
const CERTAINTY = { C: 1, L: 0.8, U: 0.6 } as const;

const townsByName = new Map<string, (text: string) => Reading | null>();

/** A town as a file's own column names it. As good as said, unless the name is a zone's or a former one. */
export function readTown(text: string, county: string): Reading | null {
  let read = townsByName.get(county);
  if (read === undefined) {
    read = remembered((name: string) => {
      const found = findTownByName(name, county);
      if (found === undefined) return null;
      const confidence = CERTAINTY[found.certainty];
      return {
        value: found.code,
        derivation: confidence === 1 ? null : { confidence, because: `“${name}”` },
      };
    });
    townsByName.set(county, read);
  }
  return read(text);
}

/** The town that an address lies in, marked as derived. */
export function deriveTown(address: string, county: string): Reading | null {
  const found = townFromAddress(address, county);
  if (found === undefined) return null;
  const { kind, text } = found.because;
  return {
    value: found.townCode,
    derivation: { confidence: found.confidence, because: `地址:${PLACE_WORDS[kind]} ${text}` },
  };
}

/** The industry that a business scope (and a name) point to, marked as derived. */
export function deriveIndustry(scope: string, name: string): Reading | null {
  const found = industryFromScope(scope, name);
  if (found === undefined) return null;
  return {
    value: found.code,
    derivation: {
      confidence: found.confidence,
      because: `${scope === '' ? '名称' : '经营范围'}:${found.because.slice(0, 4).join('、')}`,
    },
  };
}

type IndustryReading = Reading | 'section' | 'unknown' | 'words';

/** An industry column's cell: a code (letter or not, either edition), a name, or both. A section's letter alone says too little. */
export function industryReader(edition: '2017' | '2011'): (text: string) => IndustryReading {
  return remembered((text: string): IndustryReading => {
    const code = /^[A-T]?\d{2,4}(?!\d)/.exec(text.normalize('NFKC').replace(/\s/g, '').toUpperCase())?.[0];
    const found = findIndustry(code ?? text, edition);
    if (found !== undefined) {
      return found.level === 'section'
        ? 'section'
        : { value: found.code, derivation: movedFrom(code, found.code) };
    }
    const old = edition === '2017' && code !== undefined ? findIndustry(code, '2011') : undefined;
    if (old !== undefined) return { value: old.code, derivation: movedFrom(code, old.code) };
    return code === undefined ? 'words' : 'unknown';
  });
}

function movedFrom(written: string | undefined, code: string): Derivation | null {
  if (written === undefined || written.endsWith(code)) return null;
  return { confidence: 0.85, because: `2011 版代码 ${written}` };
}

/** The problem of a code that stands in no edition. */
export function unknownIndustry(text: string, column: number): RowProblem {
  return problem(
    'industry',
    column,
    `“${quote(text)}”不是国民经济行业分类(GB/T 4754-2017 或 2011)的代码。请核对,或留空由经营范围推断。`,
    `“${quote(text)}” is no code of GB/T 4754-2017 or 2011. Check it, or leave it empty to have it derived from the scope.`,
  );
}
