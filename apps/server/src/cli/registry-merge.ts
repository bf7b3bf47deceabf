import { listDuplicates, mergeEntities, undoMerge } from '../engines/registry/index.ts';
import { cliActor } from '../platform/access/index.ts';
import { inTransaction } from '../platform/db/index.ts';
import { type Command, type CommandContext, textOption, usage } from './command.ts';
import { districtOf, districtOption, rowText, say } from './registry-options.ts';

/** Joining what was recorded twice. */
export const registryMergeCommands: Command[] = [
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
