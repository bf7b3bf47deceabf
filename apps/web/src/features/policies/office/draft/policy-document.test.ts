import { describe, expect, it } from 'vitest';
import {
  figure,
  isEditable,
  isOwn,
  readDocument,
  valueAt,
  withAdded,
  withRenamed,
  withValue,
} from './policy-document.ts';

const source = `# kept: why the limit is what it is
id: t03
title: { zh: 减免, en: Relief }
summary:
parameters:
  # kept: since 2019
  limit: { zh: 上限, en: limit, values: [{ from: 2019-01-01, value: 3000000 }] }
conditions:
  - id: income # the first limit
    rule: fact.taxable_income <= param.income_limit
  - id: staff
    rule: fact.average_employees <= 300
situations:
  - given: &shop { entity.category: enterprise, fact.revenue: 1 }
  - given: { <<: *shop, fact.revenue: 2 }
  - given: *shop
`;

describe('a policy’s text behind a form', () => {
  it('keeps comments and everything that the form does not touch', () => {
    const changed = withValue(source, ['conditions', 1, 'rule'], 'fact.average_employees <= 200');
    expect(changed).toContain('# kept: why the limit is what it is');
    expect(changed).toContain('# the first limit');
    expect(changed).toContain('&shop');
    expect(valueAt(readDocument(changed), ['conditions', 1, 'rule'])).toBe('fact.average_employees <= 200');
    expect(valueAt(readDocument(changed), ['conditions', 0])).toEqual({
      id: 'income',
      rule: 'fact.taxable_income <= param.income_limit',
    });
  });

  it('adds a place that was not there, also below a key without a value, and takes one away', () => {
    const added = withValue(source, ['audience', 'zh'], '企业');
    expect(valueAt(readDocument(added), ['audience'])).toEqual({ zh: '企业' });
    const filled = withValue(source, ['summary', 'zh'], '摘要');
    expect(valueAt(readDocument(filled), ['summary'])).toEqual({ zh: '摘要' });
    const taken = withValue(source, ['conditions', 0], undefined);
    expect(valueAt(readDocument(taken), ['conditions'])).toHaveLength(1);
    const emptied = withValue(
      withValue('id: a\nstacks: { top_up: { zh: 补 } }', ['stacks', 'top_up', 'zh'], undefined),
      ['x'],
      1,
    );
    expect(valueAt(readDocument(emptied), [])).toEqual({ id: 'a', x: 1 });
  });

  it('adds to a list at its end, and begins one', () => {
    const more = withAdded(source, ['conditions'], { id: 'assets', rule: 'true' });
    expect(more).toContain('# the first limit');
    expect(valueAt(readDocument(more), ['conditions', 2, 'id'])).toBe('assets');
    const begun = withAdded(source, ['materials'], { zh: '执照', en: 'Licence' });
    expect(valueAt(readDocument(begun), ['materials'])).toEqual([{ zh: '执照', en: 'Licence' }]);
  });

  it('renames an entry of a map where it stands', () => {
    const renamed = withRenamed(source, ['parameters'], 'limit', 'income_limit');
    expect(renamed).toContain('# kept: since 2019');
    expect(Object.keys(valueAt(readDocument(renamed), ['parameters']) as object)).toEqual(['income_limit']);
  });

  it('reads what refers to something else, and tells it from what can be written in', () => {
    const document = readDocument(source);
    const given = { 'entity.category': 'enterprise', 'fact.revenue': 2 };
    expect(valueAt(document, ['situations', 1, 'given'])).toEqual(given);
    expect(valueAt(document, ['situations', 2, 'given'])).toEqual({ ...given, 'fact.revenue': 1 });
    expect([1, 2].map((index) => isOwn(document, ['situations', index, 'given']))).toEqual([true, false]);
  });

  it('gives back whatever is typed, letter by letter', () => {
    for (const text of [
      '',
      ' ',
      '小 ',
      'a: b',
      '- x',
      '"',
      "it's",
      '{',
      '# no',
      '300',
      'true',
      '~',
      '2019-01-01',
    ]) {
      const typed = withValue(source, ['title', 'zh'], text);
      expect(valueAt(readDocument(typed), ['title', 'zh']), text).toBe(text);
    }
    expect(['3000000', '0.1', '0.', '', '1e3', '0.10'].map(figure)).toEqual([
      3000000,
      0.1,
      '0.',
      '',
      '1e3',
      '0.10',
    ]);
  });

  it('does not offer a form for what is not a map', () => {
    expect(isEditable(readDocument(source))).toBe(true);
    expect(isEditable(readDocument(''))).toBe(true);
    expect(isEditable(readDocument('just words'))).toBe(false);
    expect(isEditable(readDocument('a: [1'))).toBe(false);
  });
});
