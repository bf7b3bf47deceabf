import { cliActor } from '../platform/access/index.ts';
import { inTransaction, openDatabase } from '../platform/db/index.ts';
import {
  applyRetention,
  decideRetention,
  type LetGo,
  listRetention,
  type RetentionKind,
  retentionKindNames,
  retentionKinds,
} from '../platform/retention/index.ts';
import { retentionRules } from '../retention.ts';
import { type Command, type CommandContext, textOption, usage } from './command.ts';
import { districtOf, districtOption, say } from './registry-options.ts';

/** How long what is kept. */
export const retentionCommands: Command[] = [
  {
    name: 'retention',
    summary: {
      zh: '清除已过保存期限的记录（系统每晚自动办理）',
      en: 'Let go of records past their time (the system does it each night)',
    },
    options: [
      {
        name: 'dry-run',
        summary: { zh: '只计数，不清除', en: 'count only, and let nothing go' },
      },
      districtOption,
    ],
    examples: ['miaopu retention --dry-run --json'],
    // it works as the tables' owner
    needs: 'nothing',
    run: apply,
  },
  {
    name: 'retention list',
    summary: {
      zh: '列出各类记录的保存期限、理由和依据',
      en: 'List how long each kind is kept, why, and by what law',
    },
    options: [districtOption],
    examples: ['miaopu retention list'],
    needs: 'database',
    run: list,
  },
  {
    name: 'retention set',
    summary: { zh: '确定一类记录保存多少天', en: 'Decide for how many days a kind is kept' },
    arguments: [
      {
        name: 'KIND',
        summary: {
          zh: `种类：${retentionKindNames.join('、')}`,
          en: `what: ${retentionKindNames.join(', ')}`,
        },
      },
      { name: 'DAYS', summary: { zh: '天数', en: 'the days' } },
    ],
    options: [
      { name: 'reason', value: 'TEXT', summary: { zh: '事由', en: 'why' }, required: true },
      districtOption,
    ],
    examples: ['miaopu retention set notifications 180 --reason 信息办通知'],
    needs: 'database',
    run: decide,
  },
];

async function apply(context: CommandContext): Promise<0> {
  const { config, clock, options, out, lang } = context;
  const dryRun = options['dry-run'] === true;
  const database = await openDatabase(config);
  try {
    const done = await applyRetention({
      owner: database.owner,
      district: districtOf(context),
      now: clock.now(),
      rules: retentionRules(config),
      dryRun,
    });
    out.json({ dryRun, kinds: done });
    for (const one of done) out.text(lineOf(one, lang === 'en' ? 'en' : 'zh', dryRun));
  } finally {
    await database.close();
  }
  return 0;
}

function lineOf({ kind, before, records }: LetGo, side: 'zh' | 'en', dryRun: boolean): string {
  const what = retentionKinds[kind][side];
  const until = before.slice(0, 10);
  if (side === 'en')
    return `${kind}: ${records} ${dryRun ? 'would go' : 'let go'} from before ${until} (${what})`;
  return `${kind}：${until} 以前的 ${records} 条${dryRun ? '将被清除' : '已清除'}（${what}）`;
}

async function list(context: CommandContext): Promise<0> {
  const { db, out, lang } = context;
  const kept = await listRetention(db, districtOf(context));
  out.json(kept.map((one) => ({ ...one, ...retentionKinds[one.kind], days: one.days })));
  for (const { kind, days, decided } of kept) {
    const { because, ...words } = retentionKinds[kind];
    const law = 'law' in words ? words.law : undefined;
    out.text(lang === 'en' ? `${kind}: ${days} days. ${words.en}` : `${kind}：${days} 天。${words.zh}`);
    out.text(
      `  ${decided === null ? say(because, lang) : `${decided.by}, ${decided.at.slice(0, 10)}: ${decided.reason}`}`,
    );
    if (law !== undefined)
      out.text(
        `  ${say(law, lang)}${'toConfirm' in words ? (lang === 'en' ? ' (to be confirmed)' : '（待核对原文）') : ''}`,
      );
  }
  return 0;
}

async function decide(context: CommandContext): Promise<0> {
  const { db, out, options, lang } = context;
  const [kind = '', given = ''] = context.arguments;
  if (!retentionKindNames.includes(kind as RetentionKind))
    throw usage({
      zh: `没有“${kind}”这类记录，有：${retentionKindNames.join('、')}。`,
      en: `There is no kind “${kind}”; there are ${retentionKindNames.join(', ')}.`,
    });
  if (!/^[1-9]\d{0,4}$/.test(given))
    throw usage({ zh: `“${given}”不是天数。`, en: `“${given}” is no number of days.` });
  const days = Number(given);
  await inTransaction(db, (tx) =>
    decideRetention(tx, cliActor(districtOf(context)), {
      kind: kind as RetentionKind,
      days,
      reason: textOption(options, 'reason')!,
    }),
  );
  out.json({ kind, days });
  out.text(lang === 'en' ? `${kind}: ${days} days from now on.` : `${kind}：今后保存 ${days} 天。`);
  return 0;
}
