import { readFileSync } from 'node:fs';
import { type AuditHead, auditFaults, auditHeadSchema } from '@miaopu/contract';
import { type Break, findDayHead, verifyChain } from '../platform/audit/index.ts';
import type { Lang } from '../platform/errors/index.ts';
import { type Command, type CommandContext, usage } from './command.ts';
import { dayOption, districtOf, districtOption, say } from './registry-options.ts';

const dayOf = {
  name: 'day',
  value: 'DAY',
  summary: { zh: '只看这一天', en: 'only this day' },
} as const;

/** Proving that nothing was changed unseen. */
export const auditCommands: Command[] = [
  {
    name: 'audit verify',
    summary: {
      zh: '核验审计链，指出第一处断开的行',
      en: 'Prove the audit’s chain; names the first line where it breaks',
    },
    options: [
      dayOf,
      {
        name: 'against',
        value: 'FILE',
        summary: {
          zh: '另行保存的校验值文件（audit head 导出），可重复',
          en: 'a file kept elsewhere (from audit head); may be repeated',
        },
        repeat: true,
      },
      districtOption,
    ],
    examples: [
      'miaopu audit verify',
      'miaopu audit verify --day 2018-08-01 --against 2018-08-01.json --json',
    ],
    needs: 'database',
    run: verify,
  },
  {
    name: 'audit head',
    summary: {
      zh: '打印一天的校验值，供另行保存',
      en: 'Print a day’s hash, to be kept elsewhere',
    },
    options: [
      { ...dayOf, summary: { zh: '日期（默认昨天）', en: 'the day (yesterday by default)' } },
      districtOption,
    ],
    examples: ['miaopu audit head --day 2018-08-01 --json > 2018-08-01.json'],
    needs: 'database',
    run: head,
  },
];

async function verify(context: CommandContext): Promise<0 | 1> {
  const { db, out, lang } = context;
  const verdict = await verifyChain(db, {
    district: districtOf(context),
    day: dayOption(context, 'day'),
    kept: keptHeads(context.options.against),
  });
  out.json({ ...verdict, days: verdict.days.length, head: verdict.days.at(-1) ?? null });
  if (verdict.broken !== null) {
    out.text(brokenWords(verdict.broken, lang));
    return 1;
  }
  const { lines, days, forgotten } = verdict;
  out.text(
    lang === 'en'
      ? `The chain holds: ${lines} lines on ${days.length} days.`
      : `审计链完好：${days.length} 天共 ${lines} 行。`,
  );
  if (forgotten > 0)
    out.note(
      lang === 'en'
        ? `${forgotten} of them were let go when their time of keeping was over; their links are there.`
        : `其中 ${forgotten} 行已过保存期限而清除，其链节仍在。`,
    );
  return 0;
}

function brokenWords({ day, position, line, fault }: Break, lang: Lang): string {
  const place =
    lang === 'en'
      ? `The chain breaks on ${day}${position === null ? '' : `, line ${position} of the day`}${line === null ? '' : ` (number ${line})`}. `
      : `审计链在 ${day}${position === null ? '' : ` 当天第 ${position} 行`}${line === null ? '' : `（编号 ${line}）`}断开。`;
  return `${place}${say(auditFaults[fault], lang)}`;
}

function keptHeads(given: unknown): AuditHead[] {
  const files = Array.isArray(given) ? (given as string[]) : [];
  return files.map((file) => {
    const wrong = usage({
      zh: `“${file}”不是 audit head 导出的文件。`,
      en: `“${file}” is not a file that audit head made.`,
    });
    try {
      const read = auditHeadSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      if (read.success) return read.data;
    } catch {
      throw wrong;
    }
    throw wrong;
  });
}

async function head(context: CommandContext): Promise<0 | 1> {
  const { db, out, lang, clock } = context;
  const day = dayOption(context, 'day') ?? dayBefore(clock.today());
  const found = await findDayHead(db, districtOf(context), day);
  if (found === undefined) {
    out.note(lang === 'en' ? `There is no line on ${day}.` : `${day} 没有审计记录。`);
    return 1;
  }
  out.json(found);
  out.text(`${found.day}  ${found.lines}  ${found.hash}`);
  if (day === clock.today())
    out.note(
      lang === 'en'
        ? 'The day goes on: lines that follow are not covered by this hash.'
        : '当天尚未结束：之后的记录不在此校验值之内。',
    );
  return 0;
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
