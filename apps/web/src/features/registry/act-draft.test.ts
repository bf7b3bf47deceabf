import { expect, test } from 'vitest';
import { fieldsFor, findValueProblem, isMasked, statedFields, toEdited, toStored } from './act-draft.ts';
import type { Version } from './history.ts';

const version: Version = {
  versionId: '1',
  validFrom: '2015-03-01',
  validTo: null,
  recordedFrom: '2018-01-05T02:00:00.000Z',
  recordedTo: null,
  act: 'registration',
  reason: null,
  evidence: null,
  source: {
    kind: 'import',
    name: '导入',
    department: null,
    fileName: null,
    recordedAt: '2018-01-05T02:00:00.000Z',
  },
  fields: { name: '甲厂', capital: '576000.00', town: '331004001', phone: '138****5678', credit_code: null },
  derived: { town: { confidence: 0.9, because: '赛龙村' } },
};

test('capital is edited in 万元 and stored in yuan, to the fen', () => {
  expect(toEdited('capital', '576000.00')).toBe('57.6');
  expect(toStored('capital', '1,057.600001')).toBe('10576000.01');
  expect(findValueProblem('capital', '57.6万', version)).toBe('form.value.amount');
  expect(findValueProblem('capital', '57.6', version)).toBe('form.value.same');
});

test('a masked value is neither prefilled nor compared', () => {
  expect(isMasked('phone', '138****5678')).toBe(true);
  expect(toEdited('phone', '138****5678')).toBe('');
  expect(findValueProblem('phone', '', version)).toBeNull();
});

test('a derived value may be confirmed as it is, a stated one may not be repeated', () => {
  expect(findValueProblem('town', '331004001', version)).toBeNull();
  expect(findValueProblem('name', '甲厂', version)).toBe('form.value.same');
  expect(findValueProblem('name', '  ', version)).toBe('form.value.missing');
  expect(findValueProblem('credit_code', '91331004148195158X', version)).toBe('form.value.code');
  expect(findValueProblem('credit_code', '91331004148195158F', version)).toBeNull();
});

test('only chosen fields are sent, an emptied one as none', () => {
  expect(statedFields({ chosen: ['address'], values: { address: ' ', name: '乙厂' } })).toEqual({
    address: null,
  });
});

test('the day of establishment can only have been wrong', () => {
  expect(fieldsFor('change')).not.toContain('established_on');
  expect(fieldsFor('correct')).toContain('established_on');
});
