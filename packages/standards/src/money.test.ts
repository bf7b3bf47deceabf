import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount } from './money.ts';

const Exact = Decimal.clone({ precision: 60 });
const WAN = { unit: 'wan' } as const;

describe('amounts as offices write them', () => {
  it.each([
    ['1,000(万元人民币)', '10000000', 'CNY', false],
    ['2,590(万元人民币)', '25900000', 'CNY', false],
    ['57.6000(万元人民币)', '576000', 'CNY', false],
    ['699(万)', '6990000', 'CNY', false],
    ['118万人民币', '1180000', 'CNY', false],
    ['1011万人民币元', '10110000', 'CNY', false],
    ['50万元人民币', '500000', 'CNY', false],
    ['人民币50万元', '500000', 'CNY', false],
    ['RMB 50万', '500000', 'CNY', false],
    ['￥50,000.50元', '50000.5', 'CNY', false],
    ['12.5万', '125000', 'CNY', false],
    ['1.2亿', '120000000', 'CNY', false],
    ['1亿2000万', '120000000', 'CNY', false],
    ['1亿2000万元', '120000000', 'CNY', false],
    ['3千元', '3000', 'CNY', false],
    ['3百万', '3000000', 'CNY', false],
    ['300元', '300', 'CNY', false],
    ['３，２００', '32000000', 'CNY', false],
    ['12.5', '125000', 'CNY', false],
    ['0', '0', 'CNY', false],
    ['-0.00', '0', 'CNY', false],
    ['(12)', '-120000', 'CNY', false],
    ['-12.5万', '-125000', 'CNY', false],
    ['负12万', '-120000', 'CNY', false],
    ['约300', '3000000', 'CNY', true],
    ['300左右', '3000000', 'CNY', true],
    ['500万以上', '5000000', 'CNY', true],
    ['1.2E+3', '12000000', 'CNY', false],
    ['50万元整', '500000', 'CNY', false],
  ])('%s is %s %s', (text, amount, currency, approximate) => {
    expect(parseAmount(text, WAN)).toEqual({ kind: 'amount', amount, currency, yuan: amount, approximate });
  });

  it.each([
    ['16(万美元)', '160000', 'USD'],
    ['$1,600', '16000000', 'USD'],
    ['30(万香港元)', '300000', 'HKD'],
    ['5万欧元', '50000', 'EUR'],
  ])('%s keeps its currency and has no yuan', (text, amount, currency) => {
    expect(parseAmount(text, WAN)).toEqual({
      kind: 'amount',
      amount,
      currency,
      yuan: null,
      approximate: false,
    });
  });

  it.each(['', '  ', '—', '——', '-', '/', '无', 'N/A', 'n/a', '＊＊＊', '暂无', '#N/A'])(
    '%j is missing',
    (text) => {
      expect(parseAmount(text, WAN)).toEqual({ kind: 'missing' });
    },
  );

  it.each([
    ['十二万', 'not_a_number'],
    ['12万3', 'not_a_number'],
    ['股份', 'not_a_number'],
    ['12..5', 'not_a_number'],
    ['1,0000', 'bad_separator'],
    ['12,5', 'bad_separator'],
    ['12.5%', 'percent'],
    ['2千万3亿', 'not_a_number'],
    ['9'.repeat(80), 'too_long'],
  ])('%s is refused for %s', (text, reason) => {
    expect(parseAmount(text, WAN)).toMatchObject({ kind: 'problem', reason });
  });

  it('gives a bare number the unit of its column', () => {
    expect(parseAmount('12.5', { unit: 'yuan' })).toMatchObject({ amount: '12.5' });
    expect(parseAmount('12.5', { unit: 'thousand' })).toMatchObject({ amount: '12500' });
    expect(parseAmount('12.5', { unit: 'yi' })).toMatchObject({ amount: '1250000000' });
    expect(parseAmount('12.5', { unit: 'wan', currency: 'USD' })).toMatchObject({
      amount: '125000',
      yuan: null,
    });
  });

  it('is exact for any number of digits', () => {
    const digits = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(999999));
    fc.assert(
      fc.property(digits, fc.constantFrom('', '万', '亿', '元'), ([whole, fraction], unit) => {
        const text = `${whole}.${String(fraction).padStart(6, '0')}`;
        const scale = { '': '1e4', 万: '1e4', 亿: '1e8', 元: '1' }[unit] ?? '';
        const exact = new Exact(text).times(scale);
        expect(parseAmount(text + unit, WAN)).toMatchObject({ amount: exact.toFixed() });
      }),
    );
  });

  it('reads grouped and plain digits alike', () => {
    fc.assert(
      fc.property(fc.nat(), (n) => {
        const grouped = n.toLocaleString('en-US');
        expect(parseAmount(`${grouped}(万元人民币)`, WAN)).toEqual(parseAmount(`${n}(万元人民币)`, WAN));
      }),
    );
  });

  it('never throws and never returns anything but a plain decimal', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,万亿元()-e约') })),
        (text) => {
          const result = parseAmount(text, WAN);
          if (result.kind === 'amount') expect(result.amount).toMatch(/^-?\d+(\.\d*[1-9])?$/);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
