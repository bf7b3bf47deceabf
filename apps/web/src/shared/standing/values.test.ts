import type { Standing } from '@miaopu/contract';
import { describe, expect, it } from 'vitest';
import { gapToGoal, goalText, paceText, unitText, valueText, valueWithUnit } from './values.ts';

const count = { unit: { zh: '家', en: 'enterprises' } };
const money = { unit: { zh: '元', en: 'yuan' } };
const share = { unit: { zh: '%', en: '%' } };

function goal(changes: Partial<Standing['goal']>): Standing['goal'] {
  return { value: null, low: null, high: null, form: 'none', ...changes };
}
function standing(changes: Partial<Standing>): Standing {
  return {
    value: null,
    numerator: null,
    denominator: null,
    reason: null,
    goal: goal({}),
    completion: null,
    ahead: null,
    state: 'on_track',
    ...changes,
  };
}

describe('a target’s value', () => {
  it('is written in the unit people read', () => {
    expect(valueWithUnit(count, '6000', 'zh-CN')).toBe('6,000家');
    expect(valueWithUnit(money, '3000000000', 'zh-CN')).toBe('300,000.00万元');
    expect(valueWithUnit(share, '0.025', 'zh-CN')).toBe('2.5%');
    expect(valueWithUnit(count, '6000', 'en')).toBe('6,000 enterprises');
    expect(unitText(share, 'zh-CN')).toBe('');
  });
  it('keeps one decimal where a count has a fraction, and a dash where there is none', () => {
    expect(valueText(count, '12.34')).toBe('12.3');
    expect(valueText(count, '12.00')).toBe('12');
    expect(valueWithUnit(count, null, 'zh-CN')).toBe('—');
  });
  it('has its goal said as the plan’s text puts it', () => {
    expect(goalText(count, goal({ form: 'at_least', value: '6000' }), 'zh-CN')).toBe('≥ 6,000');
    expect(goalText(count, goal({ form: 'exactly', value: '600' }), 'zh-CN')).toBe('600');
    expect(goalText(share, goal({ form: 'about', value: '0.1' }), 'zh-CN')).toBe('约 10.0%');
    expect(goalText(share, goal({ form: 'within', low: '0.03', high: '0.05' }), 'en')).toBe('3.0%–5.0%');
    expect(goalText(share, goal({}), 'en')).toBe('—');
  });
  it('has its pace in percentage points: against time for what accumulates, against the goal for a share', () => {
    const late = standing({ value: '100', completion: 0.3, ahead: -0.25 });
    expect(paceText(count, late, 'zh-CN')).toBe('−25.0 百分点');
    const low = standing({ value: '0.021', goal: goal({ form: 'at_least', value: '0.025' }) });
    expect(paceText(share, low, 'zh-CN')).toBe('−0.4 百分点');
    const hair = standing({ value: '0.0248580053', goal: goal({ form: 'at_least', value: '0.025' }) });
    expect(paceText(share, hair, 'zh-CN')).toBe('−不足 0.1 百分点');
    expect(paceText(share, { ...hair, value: '0.025' }, 'en')).toBe('0.0 pp');
    expect(gapToGoal(count, late)).toBeNull();
    expect(paceText(share, standing({}), 'zh-CN')).toBe('—');
  });
});
