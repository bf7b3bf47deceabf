import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCreditCode,
  generateCreditCode,
  isValidCreditCode,
  normaliseCreditCode,
  type ValidCreditCode,
} from './credit-code.ts';
import { CREDIT_ALPHABET } from './credit-code-alphabet.ts';

const VALID = [
  '914403001922038216',
  '9144030071526726XG',
  '91330100799655058B',
  '91110000802100433B',
  '91110108551385082Q',
  '91331004MA2ABCD13K',
  '91331004MA28G9K74T',
  '92331004MA2DXF4L0G',
];

const anyCode = fc
  .tuple(
    fc.constantFrom('331004', '110108', '440300', '331000', '650102'),
    fc.string({ unit: fc.constantFrom(...CREDIT_ALPHABET), minLength: 8, maxLength: 8 }),
    fc.constantFrom('1', '2', '3'),
  )
  .map(([division, body, category]) => generateCreditCode({ division, body, category }));

function firstProblem(text: string) {
  const result = checkCreditCode(text);
  if (result.ok) throw new Error(`${text} was accepted`);
  return result.problems[0]!;
}

describe('credit codes of GB 32100-2015', () => {
  it.each(VALID)('%s is valid and described', (code) => {
    expect(isValidCreditCode(code)).toBe(true);
    const result = checkCreditCode(code) as ValidCreditCode;
    expect(result).toMatchObject({ ok: true, code, division: code.slice(2, 8) });
    expect(result.registrar.code).toBe('9');
  });

  it('describes registrar, category and organisation code', () => {
    expect(checkCreditCode('9144030071526726XG')).toEqual({
      ok: true,
      code: '9144030071526726XG',
      registrar: { code: '9', zh: '市场监督管理(原工商)', en: 'market supervision' },
      category: { code: '1', zh: '企业', en: 'enterprise' },
      division: '440300',
      organisationCode: '71526726-X',
      warnings: [],
    });
  });

  it('normalises full-width, lower case, spaces, hyphens and the leading apostrophe', () => {
    expect(normaliseCreditCode('’９１３３１００４ ma2abcd1-3k\u200b')).toBe('91331004MA2ABCD13K');
    expect(checkCreditCode("'91331004 MA2A BCD1 3K").ok).toBe(true);
  });

  it('accepts pilot codes that fail their check, with a warning, and further ones from the caller', () => {
    for (const code of ['91350100M0001TGQXM', '91350211M0000XUF46', '91350203M0001FUE2P']) {
      expect((checkCreditCode(code) as ValidCreditCode).warnings.map((w) => w.reason)).toEqual([
        'pilot_exception',
      ]);
    }
    const own = '91331004MA2ABCD13L';
    expect(checkCreditCode(own).ok).toBe(false);
    expect(checkCreditCode(own, new Set([own])).ok).toBe(true);
  });

  it('warns that a 92 prefix does not prove an individual business', () => {
    const result = checkCreditCode('92331004MA2DXF4L0G') as ValidCreditCode;
    expect(result.warnings.map((w) => w.reason)).toEqual(['individual_prefix']);
  });

  it.each(['9.13E+17', '9.13310E17', '913310041481350000', '9.13310041481350E+17'])(
    'recognises %s as ruined by Excel',
    (text) => {
      expect(firstProblem(text).reason).toBe('excel_number');
    },
  );

  it('does not take a genuine code ending in 000 for a ruined one', () => {
    const body = Array.from({ length: 10000 }, (_, i) => `1000${String(i).padStart(4, '0')}`).find((b) =>
      generateCreditCode({ division: '331004', body: b }).endsWith('000'),
    );
    expect(checkCreditCode(generateCreditCode({ division: '331004', body: String(body) })).ok).toBe(true);
  });

  it.each([
    ['', 'empty', null],
    ['331004100012345', 'length', null],
    ['91331004MA2ABCD13', 'length', null],
    ['913310O4MA2ABCD13K', 'bad_character', 7],
    ['91331004MA2ABCD1!K', 'bad_character', 17],
    ['E1331004MA2ABCD13K', 'registrar', 1],
    ['9133100AMA2ABCD13K', 'division', 8],
    ['91331004MA2ABCD14K', 'organisation_check', 17],
    ['91331004MA2ABCD13L', 'check_character', 18],
  ] as const)('%s is refused for %s at %s', (text, reason, position) => {
    expect(firstProblem(text)).toMatchObject({ reason, position });
  });

  it('names the expected character', () => {
    expect(firstProblem('91331004MA2ABCD13L').expected).toBe('K');
    expect(firstProblem('91331004MA2ABCD14K').expected).toBe('3');
  });

  it.each([
    ['9133I004MA2ABCD13K', '91331004MA2ABCD13K'],
    ['913310O4MA2ABCD13K', '91331004MA2ABCD13K'],
    ['9133I0O4MA2A8CD13K', '91331004MA2ABCD13K'],
  ])('suggests for %s the code %s by its check digits', (text, suggestion) => {
    expect(checkCreditCode(text)).toMatchObject({ ok: false, suggestion });
  });

  it('verifies every generated code', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(isValidCreditCode(code)).toBe(true);
        expect(checkCreditCode(code)).toMatchObject({ ok: true, code });
      }),
    );
  });

  it('catches any change of one character and names its position or has it among the suspects', () => {
    const change = fc.tuple(anyCode, fc.nat(17), fc.constantFrom(...CREDIT_ALPHABET));
    fc.assert(
      fc.property(change, ([code, index, character]) => {
        fc.pre(code[index] !== character);
        const changed = code.slice(0, index) + character + code.slice(index + 1);
        expect(isValidCreditCode(changed)).toBe(false);
        const result = checkCreditCode(changed);
        if (result.ok) throw new Error(`${changed} passed`);
        if (result.problems[0]!.reason === 'excel_number') return;
        const named = result.problems.flatMap((p) => [p.position, ...(p.suspects ?? [])]);
        expect(named).toContain(index + 1);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with its lean form on any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: fc.constantFrom(...CREDIT_ALPHABET), minLength: 17, maxLength: 19 }),
        ),
        (text) => {
          expect(checkCreditCode(text).ok).toBe(isValidCreditCode(normaliseCreditCode(text)));
        },
      ),
    );
  });

  it('refuses to build a code from malformed parts', () => {
    expect(() => generateCreditCode({ division: '33100', body: 'MA2ABCD1' })).toThrow(/No credit code/);
    expect(() => generateCreditCode({ division: '331004', body: 'MA2ABCDO' })).toThrow(/No credit code/);
  });
});
