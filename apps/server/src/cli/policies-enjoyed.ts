import { basename, extname } from 'node:path';
import { type EnjoymentReport, importEnjoyments } from '../engines/policies/index.ts';
import { cliActor } from '../platform/access/index.ts';
import { type Command, type CommandContext, textOption, usage } from './command.ts';

/** `miaopu policies enjoyed`: who received support, from a department's file. */
export const policyEnjoyedCommands: Command[] = [
  {
    name: 'policies enjoyed',
    summary: {
      zh: '导入政策兑现(享受)记录:CSV、xls 或 xlsx,列为统一社会信用代码、政策编号、年度、兑现日期,以及金额、部门、文号',
      en: 'import who received support: a CSV, .xls or .xlsx with credit code, policy, year, day of decision, and amount, department and evidence',
    },
    arguments: [{ name: 'FILE', summary: { zh: '要导入的文件', en: 'the file to import' }, required: true }],
    options: [
      {
        name: 'district',
        value: 'CODE',
        summary: { zh: '行政区划代码(默认按设置)', en: 'the district (default: as configured)' },
      },
      {
        name: 'department',
        value: 'NAME',
        summary: {
          zh: '提供数据的部门(行内写明的优先)',
          en: 'the department it comes from; what a row says goes first',
        },
      },
      {
        name: 'dry-run',
        summary: { zh: '只说明会怎样,不留下任何数据', en: 'say what would happen and keep nothing' },
      },
      {
        name: 'rejects',
        value: 'OUT',
        summary: {
          zh: '被退回的行写到这里(工作簿写成 .xlsx,其余写成 .csv)',
          en: 'where the rejected rows go: .xlsx for a workbook, else .csv',
        },
      },
    ],
    examples: [
      'miaopu policies enjoyed 减免.csv --district 331004 --department 区税务局 --rejects 退回.csv',
      'miaopu policies enjoyed 兑现.xlsx --dry-run --json',
    ],
    needs: 'database',
    run,
  },
];

async function run(context: CommandContext): Promise<0 | 1> {
  const { db, options, config, clock, out, lang } = context;
  const path = context.arguments[0]!;
  const dryRun = options['dry-run'] === true;
  const rejects = textOption(options, 'rejects');
  if (rejects !== undefined && !['.csv', '.xlsx'].includes(extname(rejects).toLowerCase()))
    throw usage({ zh: '--rejects 请以 .csv 或 .xlsx 结尾', en: 'End --rejects in .csv or .xlsx' });
  const report = await importEnjoyments(db, {
    actor: cliActor(textOption(options, 'district') ?? config.district),
    path,
    fileName: basename(path),
    department: textOption(options, 'department'),
    today: clock.today(),
    dryRun,
    lang,
    rejects:
      rejects === undefined ? undefined : { path: rejects, asCsv: extname(rejects).toLowerCase() === '.csv' },
  });
  out.json(report);
  for (const line of describe(report, lang)) out.text(line);
  if (dryRun) out.note(lang === 'en' ? 'Dry run: nothing was kept.' : '试运行:没有留下任何数据。');
  return 0;
}

const namedRejects = 20;

function describe(report: EnjoymentReport, lang: CommandContext['lang']): string[] {
  const { read, recorded, corrected, unchanged, rejected } = report;
  const sum =
    lang === 'en'
      ? `${read} rows read: ${recorded} recorded, ${corrected} corrected, ${unchanged} known already, ${rejected.length} rejected.`
      : `读取 ${read} 行:新记 ${recorded},更正 ${corrected},已有 ${unchanged},退回 ${rejected.length}。`;
  const named = rejected
    .slice(0, namedRejects)
    .map(({ line, message }) =>
      lang === 'en' ? `  line ${line}: ${message.en}` : `  第 ${line} 行:${message.zh}`,
    );
  return [sum, ...named, ...(rejected.length > namedRejects ? ['  …'] : [])];
}
