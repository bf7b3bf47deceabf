import type { Labels } from '@miaopu/plan';
import { explainRule, parseRule, RuleCheckError, RuleSyntaxError } from '@miaopu/rules';
import { valueWords } from './data.ts';
import { type Names, namesOf } from './names.ts';
import { policyCatalogue } from './policy-catalogue.ts';
import type { Policy, PolicyParameter, PolicyTerm } from './policy-schema.ts';
import { benefitKinds, policyCategories, policyChannels, policyKinds, policyLevels } from './vocabulary.ts';

/** One thing that a policy says, with its place, its name and its words. */
export type PolicyFact = {
  /** Such as `conditions.income` or `parameters.income_limit.2019-01-01`. */
  readonly path: string;
  readonly label: Labels;
  readonly words: Labels;
  /** What tells it from another version's, where that is not its words: a rule's text. */
  readonly key: string;
};

type Rest = { readonly words: Labels; readonly key?: string };

const certainties = {
  certain: { zh: '确定', en: 'certain' },
  likely: { zh: '较有把握', en: 'likely' },
  unsure: { zh: '没有把握', en: 'unsure' },
} as const;
const yes: Labels = { zh: '是', en: 'yes' };
const no: Labels = { zh: '否', en: 'no' };

/**
 * Everything that a policy says to people, in the order of its file. What is about its testing (situations) is left out. Rules are
 * said with their parameters by name, so that a parameter that changes is one change.
 */
export function factsOf(policy: Policy, shared: Readonly<Record<string, PolicyTerm>>): PolicyFact[] {
  const { all } = namesOf(policy, shared);
  return [
    ...headFacts(policy),
    ...Object.entries(policy.parameters).flatMap(([name, parameter]) => parameterFacts(name, parameter)),
    ...Object.entries(policy.terms).map(([name, { zh, en, rule }]) =>
      fact(`terms.${name}`, { zh: `术语“${zh}”`, en: `term “${en}”` }, ruleWords(rule, all)),
    ),
    ...scoreFacts(policy, all),
    ...(policy.applies === undefined
      ? []
      : [fact('applies', { zh: '适用对象', en: 'whom it concerns' }, ruleWords(policy.applies, all))]),
    ...policy.conditions.flatMap((condition) => conditionFacts(condition, all)),
    ...policy.benefits.flatMap((benefit) => benefitFacts(benefit, all)),
  ];
}

function fact(path: string, label: Labels, { words, key }: Rest): PolicyFact {
  return { path, label, words, key: key ?? JSON.stringify(words) };
}

function said(words: Labels): Rest {
  return { words };
}

function plain(text: string): Rest {
  return { words: { zh: text, en: text } };
}

function headFacts(policy: Policy): PolicyFact[] {
  const { in_force, stacks } = policy;
  const one = (path: string, zh: string, en: string, rest: Rest) => fact(path, { zh, en }, rest);
  const each = <T>(
    list: readonly T[],
    path: (item: T) => string,
    zh: string,
    en: string,
    rest: (item: T) => Rest,
  ) => list.map((item) => one(path(item), zh, en, rest(item)));
  return [
    one('title', '名称', 'title', said(policy.title)),
    ...each(
      policy.documents,
      ({ number, title }) => `documents.${number ?? title}`,
      '文件',
      'document',
      ({ number, title, issuer }) => plain([number, title, issuer].filter(Boolean).join(' ')),
    ),
    one('level', '层级', 'level', said(policyLevels[policy.level])),
    one('category', '类别', 'category', said(policyCategories[policy.category])),
    one('kind', '种类', 'kind', said(policyKinds[policy.kind])),
    one('certainty', '把握', 'certainty', said(certainties[policy.certainty])),
    ...each(policy.to_confirm, ({ zh }) => `to_confirm.${zh}`, '待确认', 'to be confirmed', said),
    one('in_force.from', '生效日', 'in force from', plain(in_force.from)),
    one(
      'in_force.to',
      '失效日',
      'in force to',
      in_force.to === null ? said(furtherNotice) : plain(in_force.to),
    ),
    ...each(policy.replaces, (id) => `replaces.${id}`, '替代', 'replaces', plain),
    one(
      'stacks.highest_only',
      '只享受最高一项',
      'only the highest counts',
      said(stacks.highest_only ? yes : no),
    ),
    ...(stacks.claw_back === null
      ? []
      : [one('stacks.claw_back', '追回', 'claw-back', said(stacks.claw_back))]),
    ...(stacks.fair_competition === null
      ? []
      : [
          one(
            'stacks.fair_competition',
            '公平竞争审查',
            'fair-competition review',
            plain(`${stacks.fair_competition.number} ${stacks.fair_competition.reviewed_on}`),
          ),
        ]),
    ...each(stacks.conflicts, (id) => `stacks.conflicts.${id}`, '不能同享', 'not together with', plain),
    one('audience', '对象', 'audience', said(policy.audience)),
    one('channel', '兑现方式', 'how to get it', said(policyChannels[policy.channel])),
    one('contact', '联系单位', 'contact', plain(policy.contact)),
    ...each(
      policy.materials,
      ({ zh }) => `materials.${zh}`,
      '材料',
      'material',
      ({ zh, en, held_by }) => ({
        words: { zh, en },
        key: JSON.stringify([zh, en, held_by]),
      }),
    ),
    one('summary', '摘要', 'summary', said(policy.summary)),
  ];
}

const furtherNotice: Labels = { zh: '另行通知为止', en: 'until further notice' };

function parameterFacts(name: string, { zh, en, unit, values }: PolicyParameter): PolicyFact[] {
  const typed = { type: 'number', ...(unit === undefined ? {} : { unit }) } as const;
  return values.map(({ from, value }) =>
    fact(
      `parameters.${name}.${from}`,
      { zh: `${zh}（${from}起）`, en: `${en} (from ${from})` },
      { words: valueWords(value, typed, policyCatalogue), key: value },
    ),
  );
}

function scoreFacts({ scores }: Policy, names: Names): PolicyFact[] {
  return Object.entries(scores?.groups ?? {}).flatMap(([group, { zh, en, items }]) =>
    items.flatMap((item) => {
      const path = `scores.${group}.${item.id}`;
      const label = { zh: `评分项“${zh}·${item.zh}”`, en: `score item “${en}: ${item.en}”` };
      const bands = item.bands.map(({ when, points }) => ({ points, ...ruleWords(when, names) }));
      const words = (language: 'zh' | 'en', [mark, or]: readonly [string, string]) =>
        [
          ...bands.map((band) => `${band.words[language]}${mark}${band.points}`),
          `${or}${mark}${item.otherwise}`,
        ].join(language === 'zh' ? '；' : '; ');
      return [
        fact(path, label, {
          words: { zh: words('zh', ['：', '其他']), en: words('en', [': ', 'otherwise']) },
          key: JSON.stringify([item.bands, item.otherwise]),
        }),
        cites(path, label, item.cites),
      ];
    }),
  );
}

function conditionFacts(condition: Policy['conditions'][number], names: Names): PolicyFact[] {
  const path = `conditions.${condition.id}`;
  const rule = 'rule' in condition ? ruleWords(condition.rule, names) : { words: condition.judge, key: '' };
  const words = condition.words ?? rule.words;
  const label = { zh: `条件“${words.zh}”`, en: `condition “${words.en}”` };
  return [
    fact(path, { zh: '条件', en: 'condition' }, { words, key: JSON.stringify([words, rule.key]) }),
    cites(path, label, condition.cites),
    fact(
      `${path}.fixed`,
      { zh: `${label.zh}不可改变`, en: `${label.en} cannot be changed` },
      said(condition.fixed ? yes : no),
    ),
  ];
}

function benefitFacts(benefit: Policy['benefits'][number], names: Names): PolicyFact[] {
  const { id, zh, en, kind, amount, exclusive, cap } = benefit;
  const path = `benefits.${id}`;
  const of = (what: Labels): Labels => ({ zh: `“${zh}”的${what.zh}`, en: `${what.en} of “${en}”` });
  return [
    fact(path, { zh: '好处', en: 'benefit' }, said({ zh, en })),
    cites(path, { zh: `“${zh}”`, en: `“${en}”` }, benefit.cites),
    fact(`${path}.kind`, of({ zh: '种类', en: 'kind' }), said(benefitKinds[kind])),
    ...(amount === undefined
      ? []
      : [fact(`${path}.amount`, of({ zh: '金额', en: 'amount' }), ruleWords(amount, names))]),
    ...(exclusive === undefined
      ? []
      : [fact(`${path}.exclusive`, of({ zh: '就高不重复组', en: 'group' }), plain(exclusive))]),
    ...(cap === undefined
      ? []
      : [
          fact(`${path}.cap`, of({ zh: '年度上限', en: 'yearly cap' }), {
            words: valueWords(cap.amount, { type: 'number', unit: 'yuan' }, policyCatalogue),
            key: JSON.stringify(cap),
          }),
        ]),
  ];
}

function cites(path: string, { zh, en }: Labels, clause: string): PolicyFact {
  return fact(`${path}.cites`, { zh: `${zh}的依据`, en: `clause of ${en}` }, plain(clause));
}

/** A rule in words; one that is not sound, as a draft's may be, as it is written. */
function ruleWords(text: string, { catalogue }: Names): { readonly words: Labels; readonly key: string } {
  try {
    const tree = parseRule(text);
    return {
      words: { zh: explainRule(tree, catalogue, 'zh'), en: explainRule(tree, catalogue, 'en') },
      key: text,
    };
  } catch (error) {
    if (!(error instanceof RuleSyntaxError) && !(error instanceof RuleCheckError)) throw error;
    return { words: { zh: text, en: text }, key: text };
  }
}
