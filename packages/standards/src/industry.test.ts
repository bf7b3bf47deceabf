import { describe, expect, it } from 'vitest';
import {
  economicSector,
  findIndustry,
  industriesBelow,
  industryCodesFrom2011,
  industryPath,
  industrySection,
} from './industry.ts';

const DIVISIONS_BY_SECTION = {
  A: 5,
  B: 7,
  C: 31,
  D: 3,
  E: 4,
  F: 2,
  G: 8,
  H: 2,
  I: 3,
  J: 4,
  K: 1,
  L: 2,
  M: 3,
  N: 4,
  O: 3,
  P: 1,
  Q: 2,
  R: 5,
  S: 6,
  T: 1,
};

describe('industries of GB/T 4754-2017', () => {
  it('has 20 sections and 97 divisions, distributed as the standard says, and 473 groups', () => {
    const counted = Object.fromEntries(
      industriesBelow().map((s) => [s.code, industriesBelow(s.code).length]),
    );
    expect(counted).toEqual(DIVISIONS_BY_SECTION);
    const divisions = industriesBelow().flatMap((s) => industriesBelow(s.code));
    expect(divisions).toHaveLength(97);
    const groups = divisions.flatMap((d) => industriesBelow(d.code));
    expect(groups).toHaveLength(473);
    expect(groups.every((g) => industriesBelow(g.code).length > 0)).toBe(true);
    expect([...industriesBelow(), ...divisions].every((i) => i.en)).toBe(true);
  });

  it.each([
    ['3311', '3311', '金属结构制造'],
    ['C3311', '3311', '金属结构制造'],
    ['ｃ３３１１', '3311', '金属结构制造'],
    ['29', '29', '橡胶和塑料制品业'],
    ['C29', '29', '橡胶和塑料制品业'],
    ['C', 'C', '制造业'],
    ['模具制造', '3525', '模具制造'],
    ['3525模具制造', '3525', '模具制造'],
    ['汽车零部件及配件制造', '3670', '汽车零部件及配件制造'],
    ['6531', '6531', '信息系统集成服务'],
    ['8514', '8514', '老年人、残疾人养护服务'],
    ['炼铁', '3110', '炼铁'],
  ])('%s finds %s %s', (text, code, zh) => {
    expect(findIndustry(text)).toMatchObject({ code, zh });
  });

  it.each(['', '9999', '3', 'D3311', 'U', '不存在的行业', '33111'])('%j finds nothing', (text) => {
    expect(findIndustry(text)).toBeUndefined();
  });

  it.each([
    ['3261', ['3251']],
    ['3262', ['3252']],
    ['3263', ['3253']],
    ['3269', ['3259']],
    ['3660', ['3670']],
    ['4042', ['3587']],
    ['2928', ['2929']],
    ['3525', ['3525']],
    ['3451', ['3451', '3452']],
  ])('the 2011 code %s is now %j', (old, codes) => {
    expect(industryCodesFrom2011(old)).toEqual(codes);
    expect(findIndustry(old, '2011')?.code).toBe(codes[0]);
  });

  it('leads every 2011 code in its table to a class that exists', () => {
    for (const old of ['3130', '3140', '3971', '5175', '6550', '7240']) {
      for (const code of industryCodesFrom2011(old)) expect(findIndustry(code)?.level).toBe('class');
    }
  });

  it('knows the path and the section of a code', () => {
    expect(industryPath('3311').map((i) => i.code)).toEqual(['C', '33', '331', '3311']);
    expect(industryPath('C').map((i) => i.code)).toEqual(['C']);
    expect(industryPath('0000')).toEqual([]);
    expect(industrySection('5910')).toBe('G');
  });

  it.each([
    ['0111', 'primary'],
    ['0512', 'tertiary'],
    ['1120', 'tertiary'],
    ['1011', 'secondary'],
    ['3311', 'secondary'],
    ['4330', 'tertiary'],
    ['44', 'secondary'],
    ['E', 'secondary'],
    ['5122', 'tertiary'],
    ['C', undefined],
    ['9999', undefined],
  ])('%s belongs to the %s sector', (code, sector) => {
    expect(economicSector(code)).toBe(sector);
  });
});
