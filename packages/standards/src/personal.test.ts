import { describe, expect, it } from 'vitest';
import { maskPersonal, maskPersonalFields, personalFields } from './index.ts';

describe('a personal datum', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['0576-82401234', '057******1234'],
    ['12345', '1**45'],
    ['1234', '****'],
    ['张三丰', '张**'],
    ['欧阳娜', '欧**'],
    ['𠮷野', '𠮷**'],
    ['', ''],
  ])('%s is shown as %s', (given, shown) => {
    expect(maskPersonal(given)).toBe(shown);
  });

  it('is masked where the catalogue says that it is one, and nothing else is', () => {
    expect(personalFields).toEqual(['legal_representative', 'phone']);
    expect(
      maskPersonalFields({
        name: '张三五金厂',
        legal_representative: '张三',
        phone: null,
        town: '331004106',
      }),
    ).toEqual({
      name: '张三五金厂',
      legal_representative: '张**',
      phone: null,
      town: '331004106',
    });
  });
});
