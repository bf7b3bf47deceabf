import { expect, it } from 'vitest';
import { findTownByName } from './town-names.ts';

it.each([
  ['路桥', '331004002', 'C'],
  ['路桥街道', '331004002', 'C'],
  ['路桥街道办事处', '331004002', 'C'],
  ['路桥区路桥街道办', '331004002', 'C'],
  ['金清镇人民政府', '331004106', 'C'],
  ['金清', '331004106', 'C'],
  ['桐屿镇', '331004005', 'C'],
  ['331004005', '331004005', 'C'],
  ['下梁镇', '331004106', 'C'],
  ['滨海工业城', '331004107', 'U'],
])('the town %s is %s', (name, code, certainty) => {
  expect(findTownByName(name, '331004')).toEqual({ code, certainty });
});

it.each(['', '路', '院桥镇', '331081100', '邮电路', '合计'])('%j is no town of Luqiao', (name) => {
  expect(findTownByName(name, '331004')).toBeUndefined();
});
