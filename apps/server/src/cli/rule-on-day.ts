import { policyBindings } from '@miaopu/policies';
import { type Bindings, type Catalogue, type Expression, ruleOn, type ValueType } from '@miaopu/rules';
import type { CommandContext } from './command.ts';
import { checkRuleFile, type DatedRule } from './dated-rule.ts';
import { dayOption, say } from './registry-options.ts';
import { type RuleProblem, readRuleFile } from './rule-file.ts';

/** The rule of the call's file; undefined, with its problems told, where it is not sound. */
export async function readSound(context: CommandContext): Promise<DatedRule | undefined> {
  const read = await readRuleFile(context.arguments[0]!);
  if (!read.ok) return tellProblems(context, read.problems);
  const checked = checkRuleFile(read.source);
  return checked.ok ? checked.rule : tellProblems(context, checked.problems);
}

/** Problems as `file:line:column`, which editors and terminals open. */
function tellProblems({ out, lang }: CommandContext, problems: readonly RuleProblem[]): undefined {
  out.json({ ok: false, problems });
  for (const { file, line, column, message, suggestion } of problems) {
    const place = `${file}:${line}:${column}`;
    out.text(
      lang === 'en'
        ? `${place} ${message.en}. ${suggestion.en}.`
        : `${place} ${message.zh}。${suggestion.zh.replace(/[？。]$/, '')}。`,
    );
  }
  const count = problems.length;
  out.note(lang === 'en' ? `${count} ${count === 1 ? 'problem' : 'problems'}.` : `共 ${count} 处问题。`);
}

/** A rule as it is in force on a day. */
export type RuleOnDay = {
  readonly asOf: string;
  readonly catalogueName: DatedRule['catalogueName'];
  readonly catalogue: Catalogue;
  readonly yields: ValueType;
  readonly rule: Expression;
  readonly applies: Expression | undefined;
};

/** The rule of the call's file on the day asked; undefined, with the reason told, where there is none. */
export async function readOnDay(context: CommandContext): Promise<RuleOnDay | undefined> {
  const sound = await readSound(context);
  if (sound === undefined) return undefined;
  const asOf = dayOption(context, 'as-of') ?? context.clock.today();
  const rule = ruleOn(sound.rule, asOf);
  if (rule === undefined) return tellNone(context, asOf);
  const { catalogueName, catalogue, yields } = sound;
  return {
    asOf,
    catalogueName,
    catalogue,
    yields,
    rule,
    applies: sound.applies && ruleOn(sound.applies, asOf),
  };
}

function tellNone({ out, lang }: CommandContext, asOf: string): undefined {
  out.json({ asOf, inForce: false });
  out.note(say({ zh: `${asOf} 没有有效的版本。`, en: `No version is in force on ${asOf}.` }, lang));
}

/** The bindings of a rule's catalogue on a day. A plan's own days are nobody's here, so they are unknown. */
export function bindingsOn({ catalogueName }: RuleOnDay, asOf: string): Bindings {
  if (catalogueName === 'policies') return policyBindings(asOf);
  const period = { 'period.start': `${asOf.slice(0, 4)}-01-01`, 'period.end': asOf };
  return { ...period, asOf, 'plan.start': null, 'plan.end': null, 'plan.base': null };
}
