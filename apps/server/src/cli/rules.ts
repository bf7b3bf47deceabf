import {
  compileAnswer,
  compileRule,
  type Expression,
  explainRule,
  fieldsOf,
  formatRule,
  judgementsOf,
} from '@miaopu/rules';
import type { Command, CommandContext } from './command.ts';
import { say } from './registry-options.ts';
import { ruleEvalCommand } from './rule-eval.ts';
import { bindingsOn, readOnDay, readSound } from './rule-on-day.ts';

const fileArgument = {
  name: 'FILE',
  summary: {
    zh: '一条规则：CEL 文本，或写有 rule、catalogue、versions、parameters 的 YAML',
    en: 'one rule: a CEL text, or YAML with rule, catalogue, versions and parameters',
  },
  required: true,
} as const;

const asOfOption = {
  name: 'as-of',
  value: 'DAY',
  summary: {
    zh: '按哪一天有效的规则和参数(默认今天)',
    en: 'the rule and parameters in force on this day (today by default)',
  },
} as const;

/** Looking at one rule: what is wrong with it, what it says, what it becomes. */
export const ruleCommands: Command[] = [
  {
    name: 'rules check',
    summary: {
      zh: '检查一条规则:写法、字段、类型、单位、到不了的分支,逐处指明行、列和改法',
      en: 'check a rule: language, fields, types, units and parts that make no difference, each with line, column and a way out',
    },
    arguments: [fileArgument],
    examples: ['miaopu rules check rule.cel', 'miaopu rules check rule.yaml --json'],
    needs: 'nothing',
    run: check,
  },
  {
    name: 'rules explain',
    summary: { zh: '用一句话说明一条规则', en: 'say a rule in a sentence' },
    arguments: [fileArgument],
    options: [asOfOption],
    examples: [
      'miaopu rules explain rule.cel',
      'miaopu rules explain rule.yaml --as-of 2019-12-31 --lang en',
    ],
    needs: 'nothing',
    run: explain,
  },
  {
    name: 'rules sql',
    summary: {
      zh: '打印一条规则编译成的 PostgreSQL 表达式和参数',
      en: 'print the PostgreSQL expression that a rule becomes, with its parameters',
    },
    arguments: [fileArgument],
    options: [asOfOption],
    examples: ['miaopu rules sql rule.cel --as-of 2019-12-31', 'miaopu rules sql rule.yaml --json'],
    needs: 'nothing',
    run: printSql,
  },
  { ...ruleEvalCommand, arguments: [fileArgument] },
];

async function check(context: CommandContext): Promise<0 | 1> {
  const { out, lang } = context;
  const sound = await readSound(context);
  if (sound === undefined) return 1;
  const { versions } = sound.rule;
  const fields = [...new Set(versions.flatMap(({ rule }) => fieldsOf(rule)))].sort();
  out.json({
    ok: true,
    catalogue: sound.catalogueName,
    yields: sound.yields,
    fields,
    versions: versions.map(({ from, to, rule }) => ({ from, to: to ?? null, rule: formatRule(rule) })),
    problems: [],
  });
  const kind = say(kinds[sound.yields], lang);
  out.text(
    lang === 'en'
      ? `The rule is sound: it yields ${kind} and reads ${fields.join(', ') || 'no field'}.`
      : `规则没有问题:结果是${kind},${fields.length === 0 ? '不用任何字段' : `用到 ${fields.join('、')}`}。`,
  );
  return 0;
}

const kinds = {
  boolean: { zh: '是非(条件)', en: 'a condition' },
  number: { zh: '数', en: 'a number' },
  date: { zh: '日期', en: 'a date' },
  string: { zh: '文字', en: 'a text' },
  code: { zh: '代码', en: 'a code' },
} as const;

async function explain(context: CommandContext): Promise<0 | 1> {
  const { out, lang } = context;
  const found = await readOnDay(context);
  if (found === undefined) return 1;
  const { asOf, catalogue, rule, applies } = found;
  const words = (tree: Expression) => ({
    zh: explainRule(tree, catalogue, 'zh'),
    en: explainRule(tree, catalogue, 'en'),
  });
  const said = { rule: words(rule), applies: applies === undefined ? null : words(applies) };
  out.json({ asOf, ...said, judgements: judgementsOf(rule).map(({ zh, en }) => ({ zh, en })) });
  if (said.applies !== null)
    out.text(lang === 'en' ? `Applies where ${said.applies.en}.` : `适用于:${said.applies.zh}。`);
  out.text(say(said.rule, lang));
  return 0;
}

async function printSql(context: CommandContext): Promise<0 | 1> {
  const { out } = context;
  const found = await readOnDay(context);
  if (found === undefined) return 1;
  const { asOf, catalogue, rule, applies } = found;
  const options = { bindings: bindingsOn(found, asOf) };
  const value = compileRule(rule, catalogue, options);
  const answer =
    found.yields === 'boolean'
      ? compileAnswer(rule, catalogue, { ...options, ...(applies === undefined ? {} : { applies }) })
      : null;
  out.json({ asOf, value, answer });
  value.parameters.forEach((parameter, index) => {
    out.text(`-- $${index + 1} = ${JSON.stringify(parameter)}`);
  });
  out.text(value.sql);
  return 0;
}
