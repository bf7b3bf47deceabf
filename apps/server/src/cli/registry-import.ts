import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { ImportReport } from '@miaopu/contract';
import {
  type ColumnOverride,
  createRun,
  executeRun,
  hashFile,
  type ImportOptions,
  importFailure,
  type Progress,
  prepareFile,
  rejectsExtension,
} from '../engines/registry/index.ts';
import { cliActor } from '../platform/access/index.ts';
import { type Command, type CommandContext, textOption, usage } from './command.ts';

/** `miaopu registry import`: a file of an office becomes the registry's history. */
export const registryImportCommands: Command[] = [
  {
    name: 'registry import',
    summary: {
      zh: '把部门的名册文件(CSV、xls、xlsx)导入登记库',
      en: 'Import an office’s file (CSV, .xls, .xlsx) into the registry',
    },
    arguments: [{ name: 'FILE', summary: { zh: '要导入的文件', en: 'the file to import' }, required: true }],
    options: [
      {
        name: 'district',
        value: 'CODE',
        summary: {
          zh: '写入哪个地区的登记库:县(市、区)六位代码,或设区市四位代码',
          en: 'whose registry: six digits of a county, or four of a city',
        },
      },
      {
        name: 'mapping',
        value: 'M',
        summary: {
          zh: '列对应的 JSON 文件:{"列名": "字段"} 或 {"列名": {"field": "revenue@2018", "unit": "10k_yuan"}}',
          en: 'a JSON file of columns: {"header": "field"} or {"header": {"field": "revenue@2018", "unit": "10k_yuan"}}',
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
          zh: '被退回的行写到这里(格式与来文相同)',
          en: 'where the rejected rows go, in the sender’s format',
        },
      },
      {
        name: 'as-of',
        value: 'DAY',
        summary: { zh: '文件反映的是哪一天(默认今天)', en: 'the day the file speaks for (today by default)' },
      },
      {
        name: 'period',
        value: 'P',
        summary: {
          zh: '列名没写统计期的数据属于哪一期:2018 或 2018Q3',
          en: 'the period of figures whose columns name none: 2018 or 2018Q3',
        },
      },
      {
        name: 'sheet',
        value: 'NAME',
        summary: {
          zh: '工作表(默认第一个可见且有内容的)',
          en: 'the sheet (the first visible one with rows)',
        },
      },
      {
        name: 'source',
        value: 'NAME',
        summary: { zh: '数据来源的名称(默认文件名)', en: 'the source’s name (the file’s by default)' },
      },
      {
        name: 'department',
        value: 'NAME',
        summary: { zh: '提供数据的部门', en: 'the department it comes from' },
      },
      {
        name: 'accept-other-districts',
        summary: { zh: '外地的行也收下,但没有镇街', en: 'take rows of other districts too, without a town' },
      },
    ],
    examples: [
      'miaopu registry import 名册.csv --district 331004 --rejects 退回.csv --json',
      'miaopu registry import 税务.xlsx --district 331004 --period 2018 --department 区税务局 --dry-run',
    ],
    needs: 'database',
    run,
  },
];

async function run(context: CommandContext): Promise<0 | 1> {
  const { db, options, out, lang } = context;
  const path = context.arguments[0]!;
  const importing = await readOptions(context, path);
  await refuseOtherEnding(context, importing);
  const { size } = await stat(path);
  const id = await createRun(db, {
    actor: importing.actor,
    fileName: importing.fileName,
    fileSha256: importing.fileSha256!,
    fileSize: size,
    dryRun: importing.dryRun ?? false,
    request: null,
  });
  const show = progressLine();
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  process.once('SIGINT', stop);
  try {
    const report = await executeRun(db, id, {
      ...importing,
      signal: stopped.signal,
      onProgress: show.update,
    });
    show.end();
    out.json(summaryOf(report!));
    for (const line of describe(report!, importing, lang)) out.text(line);
    for (const warning of report!.warnings ?? []) out.note(lang === 'en' ? warning.en : warning.zh);
    if (options['dry-run'] === true)
      out.note(lang === 'en' ? 'Dry run: nothing was kept.' : '试运行:没有留下任何数据。');
    return 0;
  } finally {
    show.end();
    process.removeListener('SIGINT', stop);
  }
}

async function readOptions(context: CommandContext, path: string): Promise<ImportOptions> {
  const { options, config, clock, lang } = context;
  const given = (name: string) => textOption(options, name);
  const asOf = given('as-of') ?? clock.today();
  const period = given('period');
  if (!/^\d{4}-\d\d-\d\d$/.test(asOf) || Number.isNaN(Date.parse(asOf)))
    throw usage(importFailure('import.bad_day', { day: asOf }).words);
  if (period !== undefined && !/^\d{4}(?:Q[1-4])?$/.test(period))
    throw usage(importFailure('import.bad_period', { period }).words);
  const mapping = given('mapping');
  const optional = {
    period,
    sheet: given('sheet'),
    sourceName: given('source'),
    department: given('department'),
    rejectsPath: given('rejects'),
  };
  await requireFile(path, basename(path));
  return {
    actor: cliActor(given('district') ?? config.district),
    path,
    fileName: basename(path),
    fileSha256: await hashFile(path),
    asOf,
    dryRun: options['dry-run'] === true,
    acceptOtherDistricts: options['accept-other-districts'] === true,
    lang,
    ...(mapping === undefined ? {} : { overrides: await readMapping(mapping) }),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

async function requireFile(path: string, file: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) throw importFailure('import.file_not_found', { file });
}

async function readMapping(path: string): Promise<Record<string, ColumnOverride>> {
  const file = basename(path);
  const text = await readFile(path, 'utf8').catch(() => {
    throw importFailure('import.file_not_found', { file });
  });
  try {
    const given = JSON.parse(text) as Record<string, string | null | ColumnOverride>;
    return Object.fromEntries(
      Object.entries(given).map(([header, meaning]) => [header, overrideOf(header, meaning)]),
    );
  } catch (error) {
    throw importFailure('import.mapping_file', { file, why: (error as Error).message });
  }
}

const UNITS = ['yuan', 'thousand_yuan', '10k_yuan', 'million_yuan', '100m_yuan'];

function overrideOf(header: string, meaning: unknown): ColumnOverride {
  if (meaning === null || typeof meaning === 'string') return { field: meaning };
  const { field, unit, ...unknown } = meaning as Record<string, unknown>;
  const fits =
    (field === null || typeof field === 'string') && (unit === undefined || UNITS.includes(unit as string));
  if (!fits || Object.keys(unknown).length > 0)
    throw new Error(`“${header}”: {"field": …, "unit": ${UNITS.join(' | ')}}`);
  return { field, ...(unit === undefined ? {} : { unit: unit as ColumnOverride['unit'] }) } as ColumnOverride;
}

/** A workbook's rejects are a workbook: an OUT that says otherwise is a wrong call. */
async function refuseOtherEnding({ db }: CommandContext, importing: ImportOptions): Promise<void> {
  const { rejectsPath } = importing;
  if (rejectsPath === undefined) return;
  const { table } = await prepareFile(db, { ...importing, district: importing.actor.district });
  const wanted = rejectsExtension(table.format);
  if (extname(rejectsPath).toLowerCase() === wanted || wanted === '.csv') return;
  throw usage({
    zh: `工作簿的退回文件也是工作簿:--rejects 请以 ${wanted} 结尾。`,
    en: `The rejects of a workbook are a workbook: end --rejects in ${wanted}.`,
  });
}

function summaryOf({
  read,
  inserted,
  updated,
  unchanged,
  rejected,
  derived,
  seconds,
  reasons,
  warnings,
}: ImportReport) {
  return { read, inserted, updated, unchanged, rejected, derived, seconds, reasons, warnings };
}

function describe(report: ImportReport, importing: ImportOptions, lang: CommandContext['lang']): string[] {
  const { read, inserted, updated, unchanged, rejected, derived, seconds } = report;
  const lines =
    lang === 'en'
      ? [
          `${read} rows read in ${seconds} s: ${inserted} new, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected.`,
          `Derived: ${derived.town} towns, ${derived.industry} industries.`,
        ]
      : [
          `读取 ${read} 行,用时 ${seconds} 秒:新增 ${inserted},更新 ${updated},无变化 ${unchanged},退回 ${rejected}。`,
          `推断:镇街 ${derived.town},行业 ${derived.industry}。`,
        ];
  for (const { message, rows } of report.reasons ?? [])
    lines.push(`  ${lang === 'en' ? message.en : message.zh}: ${rows}`);
  if (rejected > 0 && importing.rejectsPath !== undefined)
    lines.push(
      lang === 'en' ? `Rejected rows: ${importing.rejectsPath}` : `退回的行:${importing.rejectsPath}`,
    );
  return lines;
}

/** One line on a terminal, rewritten as the import goes on; nothing into a pipe. */
function progressLine() {
  let shown = false;
  return {
    update: ({ rows = 0, bytes = 0, totalBytes = 0 }: Progress) => {
      if (!process.stderr.isTTY) return;
      const share = totalBytes > 0 ? Math.floor((bytes / totalBytes) * 100) : 0;
      process.stderr.write(`\r${rows}  ${share}%\x1b[K`);
      shown = true;
    },
    end: () => {
      if (shown) process.stderr.write('\r\x1b[K');
      shown = false;
    },
  };
}
