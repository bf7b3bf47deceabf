import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type EntityRow, instantSchema } from '@miaopu/contract';
import { entityFields, entityStatuses, findDivision } from '@miaopu/standards';
import {
  type CsvEncoding,
  chooseColumns,
  type EntityFilters,
  exportColumns,
  exportCsv,
  exportWorkbook,
  getEntityIdByCode,
  getEntityPage,
  listDuplicates,
  mergeEntities,
  presentInstant,
  suggestEntities,
  undoMerge,
} from '../engines/registry/index.ts';
import { cliActor } from '../platform/access/index.ts';
import { inTransaction } from '../platform/db/index.ts';
import type { Lang, Message } from '../platform/errors/index.ts';
import { type Command, type CommandContext, type CommandOption, textOption, usage } from './command.ts';

const districtOption: CommandOption = {
  name: 'district',
  value: 'CODE',
  summary: {
    zh: '行政区划代码(默认为本安装的区)',
    en: 'the district’s code (this installation’s by default)',
  },
};

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

/** Looking at the registry, taking it out, and joining what was recorded twice. */
export const registryCommands: Command[] = [
  {
    name: 'registry show',
    summary: {
      zh: '显示一个主体在某日的情况(按某时所知)',
      en: 'Show an entity as of a day, as known on an instant',
    },
    arguments: [
      {
        name: 'CODE',
        summary: {
          zh: '统一社会信用代码、注册号或编号',
          en: 'credit code, registration number or entity number',
        },
        required: true,
      },
    ],
    options: [
      {
        name: 'as-of',
        value: 'DAY',
        summary: { zh: '截至日期(默认今天)', en: 'the day (today by default)' },
      },
      {
        name: 'known-on',
        value: 'INSTANT',
        summary: {
          zh: '按何时所知:日期(当日结束时)或时刻(默认现在)',
          en: 'as known on: a day (at its end) or an instant (now by default)',
        },
      },
      districtOption,
    ],
    examples: [
      'miaopu registry show 91331004MA28G0XX0X --as-of 2018-12-31 --json',
      'miaopu registry show 91331004MA28G0XX0X --as-of 2018-12-31 --known-on 2019-01-31',
    ],
    needs: 'database',
    run: show,
  },
  {
    name: 'registry search',
    summary: {
      zh: '按名称、拼音首字母或代码查找',
      en: 'Find entities by name, pinyin initials or code',
    },
    arguments: [
      {
        name: 'TEXT',
        summary: {
          zh: '名称的一部分、拼音首字母或代码',
          en: 'part of a name, pinyin initials or a code',
        },
        required: true,
      },
    ],
    options: [districtOption],
    examples: ['miaopu registry search 塑料', 'miaopu registry search lqsl --json'],
    needs: 'database',
    run: search,
  },
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
  {
    name: 'registry duplicates',
    summary: {
      zh: '列出可能是同一家的主体',
      en: 'List pairs of entities that may be one',
    },
    options: [
      {
        name: 'limit',
        value: 'N',
        summary: { zh: '最多列出(默认50)', en: 'at most this many (50 by default)' },
      },
      districtOption,
    ],
    examples: ['miaopu registry duplicates --json'],
    needs: 'database',
    run: duplicates,
  },
  {
    name: 'registry merge',
    summary: {
      zh: '合并两个主体:保留前者,并入后者(可撤销)',
      en: 'Merge two entities: keep the first, absorb the second (can be undone)',
    },
    arguments: [
      {
        name: 'KEEP',
        summary: { zh: '保留的主体编号', en: 'number of the entity to keep' },
        required: true,
      },
      {
        name: 'ABSORB',
        summary: { zh: '并入的主体编号', en: 'number of the entity to absorb' },
        required: true,
      },
    ],
    options: [
      {
        name: 'reason',
        value: 'TEXT',
        summary: { zh: '理由', en: 'the reason' },
        required: true,
      },
      districtOption,
    ],
    examples: ['miaopu registry merge 1024 2048 --reason 同一组织机构代码'],
    needs: 'database',
    run: merge,
  },
  {
    name: 'registry unmerge',
    summary: { zh: '撤销一次合并', en: 'Undo a merge' },
    arguments: [
      {
        name: 'MERGE',
        summary: { zh: '合并编号', en: 'number of the merge' },
        required: true,
      },
    ],
    options: [
      {
        name: 'reason',
        value: 'TEXT',
        summary: { zh: '理由', en: 'the reason' },
        required: true,
      },
      districtOption,
    ],
    examples: ['miaopu registry unmerge 77 --reason 地址相同但为两家'],
    needs: 'database',
    run: unmerge,
  },
];

const districtOf = ({ options, config }: CommandContext) =>
  textOption(options, 'district') ?? config.district;

const say = (message: Message, lang: Lang) => (lang === 'en' ? message.en : message.zh);

function dayOption(context: CommandContext, name: string): string | undefined {
  const text = textOption(context.options, name);
  if (text === undefined) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  const isDay =
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  if (!isDay)
    throw usage({
      zh: `--${name} 应写成 2018-12-31,现在是“${text}”。`,
      en: `--${name} is a day such as 2018-12-31, not “${text}”.`,
    });
  return text;
}

function instantOption(context: CommandContext, name: string): string | undefined {
  const text = textOption(context.options, name);
  if (text === undefined || instantSchema.safeParse(text).success) return text;
  // what was known on a day is what was known when it ended in China
  return `${dayOption(context, name)}T23:59:59.999999+08:00`;
}

async function show(context: CommandContext): Promise<0> {
  const { db, out, clock, lang } = context;
  const district = districtOf(context);
  const asOf = dayOption(context, 'as-of') ?? clock.today();
  const knownOn = instantOption(context, 'known-on') ?? (await presentInstant(db));
  const entityId = await getEntityIdByCode(db, district, context.arguments[0]!);
  const page = await getEntityPage(db, cliActor(district), { district, entityId, asOf, knownOn });
  out.json(page);
  const { current } = page;
  out.text(
    lang === 'en'
      ? `Entity ${page.id}, as of ${asOf}, as known on ${knownOn}`
      : `主体 ${page.id},截至 ${asOf},按 ${knownOn} 所知`,
  );
  if (current === null)
    out.text(lang === 'en' ? 'It was not known to exist then.' : '当时不存在,或当时尚不知道。');
  for (const [code, field] of Object.entries(entityFields)) {
    const value = current?.fields[code];
    if (!value) continue;
    const mark = current?.derived[code];
    const derived =
      mark === undefined
        ? ''
        : lang === 'en'
          ? ` (derived, ${mark.confidence})`
          : `(推定,${mark.confidence})`;
    out.text(`  ${lang === 'en' ? field.en : field.zh}: ${value}${derived}`);
  }
  for (const { label, value, reason } of current === null ? [] : page.populations)
    out.text(`  ${say(label, lang)}: ${value} ${say(reason, lang)}`);
  out.text(
    lang === 'en'
      ? `${page.versions.length} versions, ${page.milestones.length} milestones, ${page.designations.length} designations, ${page.facts.length} figures (see --json)`
      : `版本 ${page.versions.length},事件 ${page.milestones.length},称号 ${page.designations.length},数据 ${page.facts.length}(用 --json 查看)`,
  );
  return 0;
}

function rowText(row: EntityRow, lang: Lang): string {
  const status = entityStatuses[row.status as keyof typeof entityStatuses];
  const town = row.town === null ? '—' : (findDivision(row.town)?.name ?? row.town);
  return [
    row.id,
    row.creditCode ?? row.registrationNumber ?? '—',
    row.name,
    town,
    status === undefined ? row.status : say(status, lang),
  ].join('  ');
}

async function search(context: CommandContext): Promise<0> {
  const { db, out, clock, lang } = context;
  const found = await suggestEntities(db, {
    district: districtOf(context),
    filters: { q: context.arguments[0]! },
    today: clock.today(),
  });
  out.json({ rows: found });
  for (const row of found) out.text(rowText(row, lang));
  if (found.length === 0)
    out.note(lang === 'en' ? 'Nothing matches: try fewer characters.' : '没有符合的主体,请减少字数再试。');
  return 0;
}

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

async function duplicates(context: CommandContext): Promise<0> {
  const { db, out, lang, options } = context;
  const limit = Number(textOption(options, 'limit') ?? '50');
  if (!Number.isInteger(limit) || limit < 1)
    throw usage({ zh: '--limit 应为正整数。', en: '--limit is a whole number above zero.' });
  const found = await listDuplicates(db, districtOf(context), { limit, offset: 0 });
  out.json(found);
  const because = {
    credit_code: { zh: '代码相同', en: 'same code' },
    registration_number: { zh: '注册号相同', en: 'same old number' },
    name_and_address: { zh: '名称和地址相同', en: 'same name and address' },
  };
  for (const pair of found.rows) {
    out.text(`${say(because[pair.because], lang)}`);
    out.text(`  ${rowText(pair.first, lang)}`);
    out.text(`  ${rowText(pair.second, lang)}`);
  }
  out.note(lang === 'en' ? `${found.total} pairs` : `共 ${found.total} 对`);
  return 0;
}

function idArgument(context: CommandContext, index: number, name: string): string {
  const text = context.arguments[index] ?? '';
  if (/^\d{1,18}$/.test(text)) return text;
  throw usage({
    zh: `${name} 应为编号(数字),现在是“${text}”。`,
    en: `${name} is a number, not “${text}”.`,
  });
}

async function merge(context: CommandContext): Promise<0> {
  const { db, out, lang } = context;
  const [keep, absorb] = [idArgument(context, 0, 'KEEP'), idArgument(context, 1, 'ABSORB')];
  const act = {
    actor: cliActor(districtOf(context)),
    reason: textOption(context.options, 'reason')!,
  };
  const done = await inTransaction(db, (tx) => mergeEntities(tx, act, { keep, absorb }));
  out.json(done);
  out.text(
    lang === 'en'
      ? `Merged; undo with: miaopu registry unmerge ${done.mergeId}`
      : `已合并;撤销用:miaopu registry unmerge ${done.mergeId}`,
  );
  return 0;
}

async function unmerge(context: CommandContext): Promise<0> {
  const { db, out, lang } = context;
  const mergeId = idArgument(context, 0, 'MERGE');
  const act = {
    actor: cliActor(districtOf(context)),
    reason: textOption(context.options, 'reason')!,
  };
  const done = await inTransaction(db, (tx) => undoMerge(tx, act, { mergeId }));
  out.json(done);
  out.text(lang === 'en' ? 'They are two again.' : '已恢复为两个主体。');
  return 0;
}
