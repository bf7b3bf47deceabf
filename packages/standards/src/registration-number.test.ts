import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRegistrationNumber, registrationCheckDigit } from './registration-number.ts';

const fourteen = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 14, maxLength: 14 });

describe('registration numbers of GS 15-2006', () => {
  it.each([
    ['11010800000001', '6'],
    ['33100400001234', '5'],
    ['33100460012345', '8'],
  ])('%s has the check digit %s', (first14, check) => {
    expect(registrationCheckDigit(first14)).toBe(check);
  });

  it.each([
    ['331004000012345', 'domestic'],
    ['331004600123458', 'individual'],
    [`33100440000123${registrationCheckDigit('33100440000123')}`, 'foreign'],
  ])('%s belongs to a %s entity', (number, kind) => {
    expect(checkRegistrationNumber(number)).toEqual({
      ok: true,
      number,
      division: '331004',
      kind,
      warnings: [],
    });
  });

  it.each(['3310042001234', '331004NA000123X', '33100400A001234'])(
    'accepts the legacy form %s with a warning',
    (number) => {
      expect(checkRegistrationNumber(number)).toMatchObject({
        ok: true,
        kind: 'unknown',
        warnings: [{ reason: 'legacy_form' }],
      });
    },
  );

  it.each([
    ['', 'empty', null],
    ['331004000012346', 'check_digit', 15],
    ['33100400001234', 'length', null],
    ['33100400/001234', 'bad_character', 9],
    ['3.31E+14', 'excel_number', null],
    ['91331004MA2ABCD13K', 'credit_code', null],
  ])('%s is refused for %s', (text, reason, position) => {
    expect(checkRegistrationNumber(text)).toMatchObject({ ok: false, problems: [{ reason, position }] });
  });

  it('catches any change of one digit', () => {
    fc.assert(
      fc.property(fourteen, fc.nat(14), fc.integer({ min: 1, max: 9 }), (first14, index, add) => {
        const number = first14 + registrationCheckDigit(first14);
        expect(checkRegistrationNumber(number).ok).toBe(true);
        const digit = String((Number(number[index]) + add) % 10);
        const changed = number.slice(0, index) + digit + number.slice(index + 1);
        expect(checkRegistrationNumber(changed)).toMatchObject({
          ok: false,
          problems: [{ reason: 'check_digit' }],
        });
      }),
    );
  });
});
