import { join } from 'node:path';
import { type PolicyProblem, testPolicies } from '@miaopu/policies';
import { readPackFolder } from '../engines/plan/index.ts';
import type { Command, CommandContext } from './command.ts';

/** Writing and checking a district's policies, and matching enterprises with them. */
export const policyCommands: Command[] = [
  {
    name: 'policies check',
    summary: {
      zh: '检查政策库:写法、引用、日期、规则、得分,并运行全部情形;逐处指明文件、行、列和改法',
      en: 'check a policy library: form, references, dates, rules and points, and run all its situations; each problem with file, line, column and a way out',
    },
    arguments: [
      {
        name: 'FOLDER',
        required: false,
        summary: {
          zh: '政策库所在文件夹,缺省为 policies',
          en: 'the folder of the library; policies if left out',
        },
      },
    ],
    examples: ['miaopu policies check', 'miaopu policies check policies --json'],
    needs: 'nothing',
    run: checkPolicies,
  },
];

async function checkPolicies({
  arguments: [folder = 'policies'],
  out,
  lang,
}: CommandContext): Promise<0 | 1> {
  const tested = testPolicies(await readPackFolder(folder));
  const { run, failed } = tested.situations;
  if (tested.ok) {
    const { length } = tested.library.policies;
    out.json({ ok: true, policies: length, situations: run, problems: [] });
    out.text(
      lang === 'en'
        ? `${length} policies are sound, and all ${run} situations come out as they say.`
        : `${length} 项政策没有问题,${run} 个情形全部符合。`,
    );
    return 0;
  }
  const { problems } = tested;
  out.json({ ok: false, situations: { run, failed }, problems });
  for (const problem of problems) out.text(lineOf(folder, problem, lang));
  const count = problems.length;
  out.note(lang === 'en' ? `${count} ${count === 1 ? 'problem' : 'problems'}.` : `共 ${count} 处问题。`);
  return 1;
}

/** A problem as `file:line:column`, which editors and terminals open. */
function lineOf(folder: string, problem: PolicyProblem, lang: CommandContext['lang']): string {
  const { file, line, column, message, suggestion } = problem;
  const place = `${join(folder, file)}:${line}:${column}`;
  return lang === 'en'
    ? `${place} ${message.en}. ${suggestion.en}.`
    : `${place} ${message.zh}。${suggestion.zh.replace(/[？。]$/, '')}。`;
}
