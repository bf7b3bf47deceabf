import { describe, expect, it } from 'vitest';
import {
  divisionCoverage,
  divisionPath,
  divisionsBelow,
  findDivision,
  findDivisionsByName,
  responsibleTown,
  responsibleTowns,
} from './divisions.ts';

describe('divisions of GB/T 2260 and the Bureau’s towns and villages', () => {
  it.each([
    ['33', '浙江省', 'province'],
    ['3310', '台州市', 'city'],
    ['331000', '台州市', 'city'],
    ['331004', '路桥区', 'county'],
    ['331004002', '路桥街道', 'town'],
    ['331004002000', '路桥街道', 'town'],
    ['331004003206', '洋叶村委会', 'village'],
    ['440106', '天河区', 'county'],
    ['82', '澳门特别行政区', 'province'],
  ])('%s is %s, a %s', (code, name, level) => {
    expect(findDivision(code)).toMatchObject({ name, level });
  });

  it.each(['', '33100', '999999', '331004999', 'abc', '3310040020001'])('%j is no division', (code) => {
    expect(findDivision(code)).toBeUndefined();
  });

  it('knows the path from province to village', () => {
    expect(divisionPath('331004003206').map((d) => d.name)).toEqual([
      '浙江省',
      '台州市',
      '路桥区',
      '路北街道',
      '洋叶村委会',
    ]);
  });

  it('holds the nine counties of Taizhou and the 228 villages of Luqiao', () => {
    expect(divisionsBelow('331000').map((d) => d.name)).toHaveLength(9);
    const villages = divisionsBelow('331004').flatMap((town) => divisionsBelow(town.code));
    expect(villages).toHaveLength(228);
    expect(divisionCoverage).toEqual({ towns: ['33'], villages: ['3310'] });
  });

  it('holds every county of the country', () => {
    const provinces = findDivisionsByName('北京市').concat(findDivisionsByName('广东'));
    expect(provinces.map((d) => d.code)).toEqual(['110000', '440000']);
    expect(divisionsBelow('330000')).toHaveLength(11);
  });

  it('finds by official and by short name, within a division when asked', () => {
    expect(findDivisionsByName('路桥').map((d) => d.code)).toEqual(['331004', '331004002']);
    expect(findDivisionsByName('路桥街道办事处', '331004').map((d) => d.code)).toContain('331004002');
    expect(findDivisionsByName('鼓楼区').length).toBeGreaterThan(2);
    expect(findDivisionsByName('鼓楼区', '320000').every((d) => d.code.startsWith('32'))).toBe(true);
    expect(findDivisionsByName('无此地')).toEqual([]);
  });

  it('keeps the code of a county that is gone, with its successor', () => {
    expect(findDivision('331021')).toMatchObject({
      name: '玉环县',
      retired: { until: 2017, successor: '331083' },
    });
    expect(findDivision('331083')?.name).toBe('玉环市');
  });

  it('counts ten responsible towns in Luqiao and maps the two statistical zones, unsure', () => {
    expect(responsibleTowns('331004').map((d) => d.name)).toEqual(
      '路南街道 路桥街道 路北街道 螺洋街道 桐屿街道 峰江街道 新桥镇 横街镇 金清镇 蓬街镇'.split(' '),
    );
    expect(responsibleTown('331004400')).toEqual({ code: '331004107', certainty: 'U' });
    expect(responsibleTown('331004002')).toEqual({ code: '331004002', certainty: 'C' });
    expect(responsibleTown('331004')).toBeUndefined();
  });
});
