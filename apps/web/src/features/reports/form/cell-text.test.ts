import type { ReportCell } from '@miaopu/contract';
import { describe, expect, it } from 'vitest';
import { growth, keptValue, shownValue, typedText, valueWithUnit } from './cell-text.ts';

const cell = (type: ReportCell['type'], unit: ReportCell['unit'] = null): ReportCell => ({
  id: 'x',
  label: { zh: '甲', en: 'x' },
  hint: null,
  unit,
  type,
  how: 'asked',
  target: null,
  part: null,
  required: true,
  options: [],
});

describe('a cell of a form', () => {
  it('of money is typed in 万元 and kept in yuan, whatever unit is pasted', () => {
    expect(keptValue(cell('money'), '1,234.56')).toBe('12345600');
    expect(keptValue(cell('money'), '1.2亿')).toBe('120000000');
    expect(typedText(cell('money'), '12345600')).toBe('1234.56');
    expect(valueWithUnit(cell('money'), '12345600', 'zh-CN')).toBe('1,234.56万元');
  });

  it('keeps what is no number as it was typed, and blank as nothing', () => {
    expect(keptValue(cell('whole'), '大约十家')).toBe('大约十家');
    expect(typedText(cell('whole'), '大约十家')).toBe('大约十家');
    expect(keptValue(cell('whole'), ' — ')).toBeNull();
    expect(keptValue(cell('whole'), '0')).toBe('0');
  });

  it('says its number with thousands apart and its unit', () => {
    expect(valueWithUnit(cell('whole', { zh: '家', en: 'firms' }), '1234', 'zh-CN')).toBe('1,234家');
    expect(valueWithUnit(cell('whole', { zh: '家', en: 'firms' }), '1234', 'en')).toBe('1,234 firms');
    expect(shownValue(cell('whole'), null, 'zh-CN')).toBe('—');
  });

  it('grows against the last period, and not against nothing', () => {
    expect(growth('120', '100')).toBeCloseTo(0.2);
    expect(growth('5', '0')).toBeNull();
    expect(growth('x', '100')).toBeNull();
    expect(growth('5', undefined)).toBeNull();
  });
});
