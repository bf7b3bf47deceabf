import { describe, expect, it } from 'vitest';
import { loadPolicies, testPolicies } from './load.ts';
import { smallFiles } from './small-library.samples.ts';

/** Replaces a text in a file of the small library, once. */
function planted(file: string, text: string, replacement: string): Record<string, string> {
  expect(smallFiles[file]).toContain(text);
  return { ...smallFiles, [file]: smallFiles[file]!.replace(text, replacement) };
}

function lineOf(file: string, text: string, files: Readonly<Record<string, string>>): number {
  return files[file]!.slice(0, files[file]!.indexOf(text)).split('\n').length;
}

describe('a fault in a policy library', () => {
  it('is not in the small library', () => {
    expect(testPolicies(smallFiles)).toMatchObject({ ok: true, situations: { run: 6, failed: 0 } });
  });

  it.each<[string, string, string, string, string]>([
    ['relief.yaml', 'level: national', 'levl: national', 'missing_key,unknown_key', 'Did you mean “level”?'],
    ['relief.yaml', 'level: national', 'level: natinal', 'wrong_value', 'Did you mean “national”?'],
    ['relief.yaml', 'id: relief', 'id: releif', 'wrong_id', 'Write id: relief'],
    [
      'relief.yaml',
      'contact: tax',
      'contact: tax\nreplaces: [releif]',
      'unknown_policy',
      'Did you mean “relief”?',
    ],
    [
      'relief.yaml',
      'contact: tax',
      'contact: tax\nreplaces: [star]',
      'dates_overlap',
      'Let star end before 2019-01-01',
    ],
    [
      'relief.yaml',
      'to: 2021-12-31',
      'to: 2018-12-31',
      'dates_reversed,dates_uncovered,dates_uncovered',
      'Exchange',
    ],
    [
      'relief.yaml',
      '{ from: 2019-01-01, value: 1000000 }',
      '{ from: 2020-01-01, value: 1000000 }',
      'dates_uncovered',
      'Let the first value begin on 2019-01-01',
    ],
    [
      'relief.yaml',
      'from: 2021-01-01, value',
      'from: 2019-01-01, value',
      'dates_reversed',
      'one value a day',
    ],
    [
      'relief.yaml',
      '<= param.income_limit',
      '<= param.incme_limit',
      'rule_invalid',
      'Write param.income_limit',
    ],
    ['relief.yaml', 'rule: term.small }', 'rule: term.smal }', 'rule_invalid', 'Write term.small'],
    ['relief.yaml', 'rule: term.small }', 'rule: fact.employees }', 'rule_invalid', ''],
    ['relief.yaml', 'fact.taxable_income * 0.2', 'fact.taxable_income * (0.2', 'rule_syntax', ''],
    ['relief.yaml', '- { id: staff,', '- { id: income,', 'duplicate_id', 'Give one another id'],
    ['relief.yaml', 'saved: 200000', 'savd: 200000', 'unknown_name', 'Did you mean “saved”?'],
    [
      'relief.yaml',
      'fact.taxable_income: 1000000,',
      'fact.taxable_incom: 1000000,',
      'unknown_name,unknown_name',
      'Did you mean “fact.taxable_income”?',
    ],
    [
      'relief.yaml',
      'entity.category: enterprise,',
      'entity.category: enterprize,',
      'unknown_name,unknown_name',
      'Did you mean “enterprise”?',
    ],
    [
      'relief.yaml',
      'fact.employees: 20',
      'fact.employees: many',
      'situation_invalid,situation_invalid',
      'null where it is missing',
    ],
    [
      'relief.yaml',
      'answer: not_met, nearly: true',
      'answer: met',
      'situations_missing',
      'Write at least two situations',
    ],
    ['subsidy.yaml', '公平竞争审查文号待查', '金额待查', 'review_missing', 'stacks.fair_competition'],
    [
      'subsidy.yaml',
      'to_confirm: [{ zh: 公平竞争审查文号待查, en: The number of the review is open }]',
      'stacks: { fair_competition: { number: 一号, reviewed_on: 2018-12-01 } }',
      'certainty_unexplained',
      'Say under to_confirm',
    ],
    ['terms.yaml', 'fact.employees <= 300', 'term.small', 'cycle', 'Remove one link'],
    [
      'terms.yaml',
      'fact.rd_expense / fact.revenue',
      'fact.rd_expens / fact.revenue',
      'rule_invalid',
      'Write fact.rd_expense',
    ],
    ['star.yaml', 'points: 50 }, {', 'points: 20 }, {', 'bands_not_descending', 'most points first'],
    ['star.yaml', 'value: 60', 'value: 101', 'score_out_of_reach', 'Complete the table'],
    ['star.yaml', 'score.total >= param.pass', 'score.total < param.pass', 'rule_invalid', 'Write >='],
    ['star.yaml', 'score.total >= param.pass', 'score.reserch >= 30', 'rule_invalid', 'Write score.research'],
    ['star.yaml', "rule: '!holds", "judged: x, rule: '!holds", 'unknown_key', ''],
    [
      'star.yaml',
      '\'judge("属于重点领域", "its field is a favoured one")\'',
      '\'!judge("不属于", "is not")\'',
      'rule_invalid',
      '',
    ],
  ])('in %s: %s → %s', (file, text, replacement, codes, suggestion) => {
    const files = planted(file, text, replacement);
    const loaded = loadPolicies(files);
    const problems = loaded.ok ? [] : loaded.problems;
    expect(
      problems
        .map(({ code }) => code)
        .sort()
        .join(','),
    ).toBe(codes);
    for (const problem of problems) {
      expect(problem.file).toBe(file);
      expect(problem.message.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(problem.suggestion.zh).not.toBe('');
    }
    expect(problems.map((problem) => problem.suggestion.en).join('\n')).toContain(suggestion);
  });

  it('points at the very place in a rule', () => {
    const files = planted('relief.yaml', '<= param.income_limit', '<= param.incme_limit');
    const loaded = loadPolicies(files);
    const line = lineOf('relief.yaml', 'param.incme_limit', files);
    const column = files['relief.yaml']!.split('\n')[line - 1]!.indexOf('param.incme_limit') + 1;
    expect(loaded.ok ? [] : loaded.problems).toMatchObject([{ line, column }]);
  });

  it('in a situation that fails says what was expected and what came out', () => {
    const files = planted('relief.yaml', 'saved: 200000', 'saved: 1');
    const tested = testPolicies(files);
    expect(tested.situations).toEqual({ run: 6, failed: 1 });
    expect(tested.ok ? [] : tested.problems).toMatchObject([
      {
        code: 'situation_fails',
        line: lineOf('relief.yaml', 'answer: met, benefits', files),
        message: { zh: '情形“正好100万元”不符：benefits.saved 应为 1，实为 200000' },
      },
    ]);
  });

  it('of groups and shared caps is told where they disagree', () => {
    const kinds = planted('subsidy.yaml', 'cap: {', 'exclusive: income\n    cap: {');
    expect(loadPolicies(kinds).ok).toBe(true);
    const mixed = {
      ...kinds,
      'star.yaml': smallFiles['star.yaml']!.replace('kind: title }', 'kind: title, exclusive: income }'),
    };
    const loaded = loadPolicies(mixed);
    expect(loaded.ok ? [] : loaded.problems.map(({ code, file }) => [code, file])).toEqual([
      ['group_inconsistent', 'star.yaml'],
    ]);
    const misspelt = planted('subsidy.yaml', 'cap: {', 'exclusive: incme\n    cap: {');
    expect(loadPolicies(misspelt)).toMatchObject({
      problems: [
        { suggestion: { en: 'Did you mean “incme”?' } },
        { suggestion: { en: 'Did you mean “income”?' } },
      ],
    });
  });

  it('of units is told where they are known', () => {
    const loaded = loadPolicies(smallFiles, { units: ['tax', 'scienc'] });
    expect(loaded.ok ? [] : loaded.problems.map(({ code, suggestion }) => [code, suggestion.en])).toEqual([
      ['unknown_unit', 'Did you mean “scienc”?'],
      ['unknown_unit', 'Did you mean “scienc”?'],
    ]);
  });

  it('in the shape of the folder is told', () => {
    const loaded = loadPolicies({
      ...smallFiles,
      'more/x.yaml': 'id: x',
      'y.yaml': 'a: [',
      'README.md': '#',
    });
    expect(loaded.ok ? [] : loaded.problems.map(({ code, file }) => [file, code])).toEqual([
      ['more/x.yaml', 'unknown_file'],
      ['y.yaml', 'yaml_syntax'],
    ]);
  });
});
