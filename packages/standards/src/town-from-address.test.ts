import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divisionsBelow, findDivision } from './divisions.ts';
import { explainTown, townFromAddress } from './town-from-address.ts';

const LUQIAO = '331004';

function nameOf(address: string): string | undefined {
  const found = townFromAddress(address, LUQIAO);
  return found && findDivision(found.townCode)?.name;
}

describe('the town of an address', () => {
  it.each([
    ['浙江省台州市路桥区蓬街镇赛龙村部旁', '蓬街镇', 'town', 0.98],
    ['台州市路桥区金清镇下梁街', '金清镇', 'town', 0.98],
    ['台州市路桥区峰江镇上陶村', '峰江街道', 'old-name', 0.94],
    ['台州市路桥区螺洋乡南山村', '螺洋街道', 'old-name', 0.94],
    ['台州市路桥区下梁镇卷桥街', '金清镇', 'old-name', 0.94],
    ['浙江省台州市路桥区路北山马村', '路北街道', 'town', 0.93],
    ['台州市路桥蓬街金华村二区29号', '蓬街镇', 'town', 0.93],
    ['台州市路桥区路桥洋叶村', '路北街道', 'village', 0.9],
    ['台州市路桥区路桥应家村', '路南街道', 'village', 0.9],
    ['浙江省台州市路桥区路桥下包村', '路桥街道', 'village', 0.9],
    ['台州市路桥区路桥邮电路322号', '路桥街道', 'road', 0.85],
    ['台州市路桥区月河北街403号', '路北街道', 'road', 0.85],
    ['台州市路桥区西迎宾大道方林汽车城D-801', '路南街道', 'park', 0.88],
    ['台州市路桥区金属资源再生产业基地24号地块', '蓬街镇', 'park', 0.75],
  ])('%s lies in %s, by its %s', (address, town, kind, confidence) => {
    expect(nameOf(address)).toBe(town);
    expect(townFromAddress(address, LUQIAO)).toMatchObject({ confidence, because: { kind } });
  });

  it('does not take the district’s own name for the subdistrict of the same name', () => {
    expect(townFromAddress('台州市路桥区路桥镇', LUQIAO)?.confidence).toBe(0.5);
    expect(nameOf('台州市路桥区路北街58号')).toBeUndefined();
    expect(nameOf('台州市路桥区路桥洋洪村')).toBe('路北街道');
  });

  it('doubts a town that its village contradicts', () => {
    const plain = townFromAddress('台州市路桥区路桥街道丁岙村', LUQIAO)?.confidence ?? 0;
    const odd = townFromAddress('台州市路桥区路桥街道洋叶村', LUQIAO)?.confidence ?? 0;
    expect(odd).toBeLessThan(plain);
  });

  it('trusts a village name of two towns less than a village name of one', () => {
    const unique = townFromAddress('台州市路桥区尚家村光明村', LUQIAO);
    const shared = explainTown('台州市路桥区尚家村', LUQIAO);
    expect(unique?.townCode).toBe('331004107');
    expect(shared.ok ? shared.confidence : 0).toBeLessThan(0.5);
  });

  it('ignores villages with everyday names unless 村 or 居 follows', () => {
    expect(nameOf('台州市路桥区光明大楼2号')).toBeUndefined();
    expect(nameOf('台州市路桥区光明村2号')).toBe('蓬街镇');
  });

  it.each([
    '台州市椒江区星明工业小区',
    '温岭市泽国镇山北村',
    '玉环县楚门镇龙王',
    '杭州市西湖区文三路1号',
    '江苏省苏州市某路',
    '台州市黄岩东城王东村',
  ])('%s lies in another district', (address) => {
    expect(explainTown(address, LUQIAO)).toMatchObject({ ok: false, reason: 'other_district' });
    expect(townFromAddress(address, LUQIAO)).toBeUndefined();
  });

  it('says why there is no answer', () => {
    expect(explainTown('  ', LUQIAO)).toMatchObject({ ok: false, reason: 'empty' });
    expect(explainTown('台州市路桥区海丰路438号', LUQIAO)).toMatchObject({
      ok: false,
      reason: 'nothing_known',
    });
    expect(explainTown('台州市路桥区', '331999')).toMatchObject({ ok: false, reason: 'unknown_district' });
  });

  it('works for the other districts of the data by their official names', () => {
    const town = townFromAddress('台州市椒江区洪家街道上街村', '331002');
    expect(findDivision(town?.townCode ?? '')?.name).toBe('洪家街道');
    expect(findDivision(townFromAddress('温岭市大溪镇山市村', '331081')?.townCode ?? '')?.name).toBe(
      '大溪镇',
    );
  });

  it('finds every official village of a town from its full address', () => {
    const villages = divisionsBelow(LUQIAO)
      .filter((town) => !town.code.endsWith('400') && !town.code.endsWith('401'))
      .flatMap((town) => divisionsBelow(town.code).map((village) => [town, village] as const));
    for (const [town, village] of villages) {
      expect(nameOf(`浙江省台州市路桥区${town.name}${village.name}1号`)).toBe(town.name);
    }
  });

  it('keeps its confidence between 0 and 1 and never throws', () => {
    const parts = fc.constantFrom(
      '路桥',
      '路北',
      '蓬街镇',
      '光明村',
      '洋叶',
      '月河北街',
      '区',
      '路',
      '1号',
      '（',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((p) => p.join('')),
        ),
        (address) => {
          const found = townFromAddress(address, LUQIAO);
          if (!found) return;
          expect(found.confidence).toBeGreaterThan(0);
          expect(found.confidence).toBeLessThanOrEqual(1);
          expect(address.replace(/\s/g, '')).toContain(found.because.text);
        },
      ),
    );
  });
});
