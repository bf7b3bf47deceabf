import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import {
  type CsvEncoding,
  chooseColumns,
  type EntityFilters,
  exportColumns,
  exportCsv,
  exportWorkbook,
} from '../engines/registry/index.ts';
import { cliActor } from '../platform/access/index.ts';
import { type Command, type CommandContext, type CommandOption, textOption, usage } from './command.ts';
import { dayOption, districtOf, districtOption } from './registry-options.ts';

const listOption = (name: string, value: string, zh: string, en: string): CommandOption => ({
  name,
  value,
  summary: { zh: `${zh}(可用逗号分隔多个)`, en: `${en}, comma separated` },
});

const filterOptions: readonly CommandOption[] = [
  {
    name: 'q',
    value: 'TEXT',
    summary: { zh: '名称、拼音首字母或代码', en: 'name, pinyin initials or code' },
  },
  listOption('town', 'CODES', '镇(街道)代码,none 为未知', 'town codes, none for unknown'),
  {
    name: 'industry',
    value: 'CODE',
    summary: { zh: '行业代码前缀或门类字母', en: 'industry code prefix or section letter' },
  },
  listOption('category', 'NAMES', '主体类别', 'categories'),
  listOption('status', 'NAMES', '登记状态', 'statuses'),
  {
    name: 'title',
    value: 'NAME',
    summary: { zh: '目前持有的称号', en: 'a designation held today' },
  },
  {
    name: 'established-from',
    value: 'DAY',
    summary: { zh: '成立日期不早于', en: 'established on or after' },
  },
  {
    name: 'established-to',
    value: 'DAY',
    summary: { zh: '成立日期不晚于', en: 'established on or before' },
  },
];

/** Taking a list out of the registry. */
export const registryExportCommands: Command[] = [
  {
    name: 'registry export',
    summary: {
      zh: '导出符合条件的主体(xlsx 或 csv)',
      en: 'Export the entities that pass the filters (xlsx or csv)',
    },
    options: [
      {
        name: 'out',
        value: 'FILE',
        summary: { zh: '写入的文件', en: 'the file to write' },
        required: true,
      },
      {
        name: 'format',
        value: 'xlsx|csv',
        summary: {
          zh: '格式(默认按文件扩展名)',
          en: 'the format (by the file’s extension by default)',
        },
      },
      {
        name: 'encoding',
        value: 'utf-8|gbk',
        summary: { zh: 'csv 的编码(默认 utf-8)', en: 'encoding of csv (utf-8 by default)' },
      },
      listOption('columns', 'NAMES', '列', 'columns'),
      ...filterOptions,
      districtOption,
    ],
    examples: [
      'miaopu registry export --town 331004001 --status active --out 路南在册.xlsx',
      'miaopu registry export --format csv --encoding gbk --columns name,creditCode,town --out roster.csv',
    ],
    needs: 'database',
    run: exportList,
  },
];

function filtersOf(context: CommandContext): EntityFilters {
  const text = (name: string) => textOption(context.options, name);
  const list = (name: string) => text(name)?.split(',').filter(Boolean);
  return {
    q: text('q'),
    town: list('town'),
    industry: text('industry'),
    category: list('category'),
    status: list('status'),
    title: text('title'),
    establishedFrom: dayOption(context, 'established-from'),
    establishedTo: dayOption(context, 'established-to'),
  };
}

function formatOf(context: CommandContext, file: string): 'xlsx' | 'csv' {
  const format = textOption(context.options, 'format') ?? /\.(xlsx|csv)$/i.exec(file)?.[1]?.toLowerCase();
  if (format === 'xlsx' || format === 'csv') return format;
  throw usage({
    zh: '请用 --format 指明 xlsx 或 csv。',
    en: 'Say the format with --format: xlsx or csv.',
  });
}

function encodingOf(context: CommandContext): CsvEncoding {
  const encoding = (textOption(context.options, 'encoding') ?? 'utf-8').toLowerCase();
  if (encoding === 'utf-8' || encoding === 'utf8') return 'utf-8';
  if (encoding === 'gbk' || encoding === 'gb18030') return 'gb18030';
  throw usage({
    zh: `--encoding 应为 utf-8 或 gbk,现在是“${encoding}”。`,
    en: `--encoding is utf-8 or gbk, not “${encoding}”.`,
  });
}

async function exportList(context: CommandContext): Promise<0> {
  const { db, out, clock, lang, options } = context;
  const district = districtOf(context);
  const file = textOption(options, 'out')!;
  const format = formatOf(context, file);
  const encoding = encodingOf(context);
  const { columns, unknown } = chooseColumns(textOption(options, 'columns')?.split(',').filter(Boolean));
  if (unknown.length > 0) {
    const known = exportColumns.map((column) => column.key).join(', ');
    throw usage({
      zh: `没有这些列:${unknown.join(', ')}。可用:${known}。`,
      en: `There are no such columns: ${unknown.join(', ')}. The columns are ${known}.`,
    });
  }
  const wanted = {
    reader: cliActor(district),
    filtering: { district, filters: filtersOf(context), today: clock.today() },
    order: { sort: 'name', order: 'asc' } as const,
    columns,
    lang,
  };
  if (format === 'csv') await exportCsv(db, wanted, encoding, createWriteStream(file));
  else await pipeline(exportWorkbook(db, wanted), createWriteStream(file));
  out.json({ file, format });
  out.text(file);
  return 0;
}
