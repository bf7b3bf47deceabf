import { answers, datumOf, policyBindings, policyCatalogue } from '@miaopu/policies';
import {
  type Answered,
  answerRule,
  type Expression,
  evaluateRule,
  explainRule,
  fieldsOf,
  parseRule,
  type Reason,
  type RuleValue,
  type Seen,
  type Typed,
  typeOfRule,
  wordsOfValue,
} from '@miaopu/rules';
import { maskPersonal, personalFields } from '@miaopu/standards';
import { readRow } from '../engines/policies/index.ts';
import { getEntityIdByCode, presentInstant } from '../engines/registry/index.ts';
import type { Lang, Message } from '../platform/errors/index.ts';
import { type Command, type CommandContext, textOption } from './command.ts';
import {
  asOfOption,
  districtOf,
  districtOption,
  instantOption,
  knownOnOption,
  say,
} from './registry-options.ts';
import { readOnDay } from './rule-on-day.ts';

/** Asking a rule of one entity. */
export const ruleEvalCommand: Pick<Command, 'name' | 'summary' | 'options' | 'examples' | 'needs' | 'run'> = {
  name: 'rules eval',
  summary: {
    zh: '对一个主体求一条规则的值:每个条件的结果、所见的值及其日期和来源',
    en: 'ask a rule of one entity: each condition’s outcome, the values seen, their day and source',
  },
  options: [
    {
      name: 'entity',
      value: 'CODE',
      summary: {
        zh: '统一社会信用代码、注册号或编号',
        en: 'credit code, registration number or entity number',
      },
      required: true,
    },
    asOfOption,
    knownOnOption,
    districtOption,
  ],
  examples: [
    'miaopu rules eval rule.cel --entity 91331004MA28G0XX0X --as-of 2019-12-31 --json',
    'miaopu rules eval rule.yaml --entity 91331004MA28G0XX0X --as-of 2019-12-31 --known-on 2020-06-30',
  ],
  needs: 'database',
  run: evaluate,
};

async function evaluate(context: CommandContext): Promise<0 | 1> {
  const { db, out, lang, options } = context;
  const found = await readOnDay(context);
  if (found === undefined) return 1;
  const { asOf, rule, applies, yields } = found;
  const code = textOption(options, 'entity')!;
  if (found.catalogueName !== 'policies') return tell(context, otherCatalogue);
  const district = districtOf(context);
  const knownOn = instantOption(context, 'known-on') ?? (await presentInstant(db));
  const entity = await getEntityIdByCode(db, district, code);
  const rules = applies === undefined ? [rule] : [rule, applies];
  const read = await readRow(db, entity, { district, asOf, knownOn }, rules);
  if (read === undefined) return tell(context, notInBusiness(code, asOf));
  const asked = { bindings: policyBindings(asOf), origins: read.origins };
  const head = { entity, asOf, knownOn };
  if (yields === 'boolean') {
    const answered = answerRule(
      rule,
      policyCatalogue,
      read.row,
      applies === undefined ? asked : { ...asked, applies },
    );
    const { answer, trace } = answered;
    out.json({
      ...head,
      answer,
      applies: answered.applies && asData(answered.applies),
      reason: asData(trace),
    });
    for (const line of linesOf(answered, lang)) out.text(line);
  } else {
    const { value, seen } = evaluateRule(rule, policyCatalogue, read.row, asked);
    const told = shown(rule, value);
    out.json({ ...head, value: told, seen: seen.map(seenAsData) });
    out.text(valueText(told, typeOfRule(rule, policyCatalogue), lang));
    for (const one of seen) out.text(`  ${seenText(one, lang)}`);
  }
  return 0;
}

const otherCatalogue: Message = {
  zh: '只有政策目录(catalogue: policies)的规则能对一个主体求值。',
  en: 'Only a rule over the policies’ catalogue (catalogue: policies) can be asked of one entity.',
};

function notInBusiness(code: string, asOf: string): Message {
  return {
    zh: `“${code}”在 ${asOf} 不是存续的主体,规则对它没有结果。`,
    en: `“${code}” was not in business on ${asOf}: no rule speaks of it.`,
  };
}

function tell({ out, lang }: CommandContext, message: Message): 1 {
  out.json({ ok: false, message });
  out.note(say(message, lang));
  return 1;
}

/** A reason as data: the condition in its normal form and in words, its outcome, what was seen and compared, and its parts. */
function asData({ expression, text, outcome, seen, comparison, parts }: Reason): Record<string, unknown> {
  return {
    rule: text,
    words: wordsOf(expression),
    outcome,
    seen: seen.map(seenAsData),
    comparison:
      comparison === undefined ? null : { ...comparison, value: shown(expression, comparison.value) },
    parts: parts.map(asData),
  };
}

function wordsOf(expression: Expression): Message {
  return {
    zh: explainRule(expression, policyCatalogue, 'zh'),
    en: explainRule(expression, policyCatalogue, 'en'),
  };
}

function seenAsData({ path, value, origin }: Seen): Record<string, unknown> {
  const { label, unit, department } = datumOf(path);
  return { path, label, unit, department, value: shown(parseRule(path), value), origin: origin ?? null };
}

/** A value made of personal data is shown masked, here as everywhere. */
function shown(expression: Expression, value: RuleValue | null): RuleValue | null {
  const isPersonal = fieldsOf(expression).some((path) => personalPaths.has(path));
  return isPersonal && typeof value === 'string' ? maskPersonal(value) : value;
}

const personalPaths = new Set(personalFields.map((field) => `entity.${field}`));

function linesOf({ answer, applies, trace }: Answered, lang: Lang): string[] {
  const head = say(answers[answer], lang);
  const where =
    applies === null ? [] : [say({ zh: '适用:', en: 'Applies:' }, lang), ...reasonLines(applies, lang, 1)];
  return [head, ...where, ...reasonLines(trace, lang, 0)];
}

/** A condition on a line, what it saw below it, then its parts. */
function reasonLines({ expression, outcome, seen, parts }: Reason, lang: Lang, depth: number): string[] {
  const indent = '  '.repeat(depth);
  return [
    `${indent}[${say(answers[outcome], lang)}] ${say(wordsOf(expression), lang)}`,
    ...seen.map((one) => `${indent}    ${seenText(one, lang)}`),
    ...parts.flatMap((part) => reasonLines(part, lang, depth + 1)),
  ];
}

function seenText({ path, value, origin }: Seen, lang: Lang): string {
  const tree = parseRule(path);
  const typed = policyCatalogue.names.get(path)?.field ?? typeOfRule(tree, policyCatalogue);
  const { label, department } = datumOf(path);
  const from =
    value === null
      ? [department === null ? undefined : say(department, lang)]
      : [origin?.period, origin?.source, origin?.recordedOn?.slice(0, 10)];
  const known = from.filter((one) => one !== undefined);
  const note = known.length === 0 ? '' : lang === 'en' ? ` (${known.join(', ')})` : `（${known.join('，')}）`;
  return `${say(label, lang)}${lang === 'en' ? ': ' : '：'}${valueText(shown(tree, value), typed, lang)}${note}`;
}

function valueText(value: RuleValue | null, typed: Typed, lang: Lang): string {
  if (value === null) return say(answers.unknown, lang);
  return wordsOfValue(value, typed, policyCatalogue, lang === 'en' ? 'en' : 'zh');
}
