import {
  addWorkingDays,
  checkCreditCode,
  checkRegistrationNumber,
  divisionPath,
  divisionsBelow,
  economicSector,
  explainTown,
  findDivision,
  findDivisionsByName,
  findIndustry,
  type IndustryOfScope,
  industryFromScope,
  industryPath,
  isWorkingDay,
  tagHits,
  workingDaysBetween,
} from '@miaopu/standards';
import type { Message } from '../platform/errors/index.ts';
import { type Command, type CommandContext, textOption, usage } from './command.ts';

/** Says a message in the reader's language. */
export function say(context: CommandContext, message: Message): string {
  return context.lang === 'en' ? message.en : message.zh;
}

/** Commands that look up a code, a name, an address or a day in the standards. */
export const lookupCommands: Command[] = [
  {
    name: 'standards credit-code',
    summary: {
      zh: '核验统一社会信用代码(GB 32100-2015)',
      en: 'Check a unified social credit code (GB 32100-2015)',
    },
    arguments: [{ name: 'CODE', summary: { zh: '代码', en: 'the code' } }],
    examples: [
      'miaopu standards credit-code 91331004MA2ABCD13K',
      'miaopu standards credit-code 913310O4MA2ABCD13K --json',
    ],
    needs: 'nothing',
    run: runCreditCode,
  },
  {
    name: 'standards registration-number',
    summary: { zh: '核验 15 位注册号(GS 15-2006)', en: 'Check a 15-digit registration number (GS 15-2006)' },
    arguments: [{ name: 'NUMBER', summary: { zh: '注册号', en: 'the number' } }],
    examples: ['miaopu standards registration-number 331004000012345'],
    needs: 'nothing',
    run: runRegistrationNumber,
  },
  {
    name: 'standards division',
    summary: { zh: '按代码或名称查行政区划', en: 'Find a division by code or name' },
    arguments: [{ name: 'CODE|NAME', summary: { zh: '代码或名称', en: 'code or name' } }],
    options: [
      {
        name: 'within',
        value: 'CODE',
        summary: { zh: '只在此区划内按名称查', en: 'only by names within this division' },
      },
      { name: 'below', summary: { zh: '列出其下一级', en: 'list the divisions directly below' } },
    ],
    examples: ['miaopu standards division 331004 --below', 'miaopu standards division 路桥街道 --json'],
    needs: 'nothing',
    run: runDivision,
  },
  {
    name: 'standards town',
    summary: { zh: '由地址推断镇街', en: 'Derive the town from an address' },
    arguments: [{ name: 'ADDRESS', summary: { zh: '地址', en: 'the address' } }],
    options: [
      {
        name: 'district',
        value: 'CODE',
        required: true,
        summary: { zh: '区县代码', en: 'the county’s code' },
      },
    ],
    examples: ['miaopu standards town 台州市路桥区路北洋叶村 --district 331004'],
    needs: 'nothing',
    run: runTown,
  },
  {
    name: 'standards industry',
    summary: {
      zh: '按代码、名称或经营范围查行业(GB/T 4754-2017)',
      en: 'Find an industry by code, name or business scope (GB/T 4754-2017)',
    },
    arguments: [{ name: 'CODE|NAME', required: false, summary: { zh: '代码或名称', en: 'code or name' } }],
    options: [
      {
        name: 'edition',
        value: '2011|2017',
        summary: { zh: '代码的版本(默认2017)', en: 'edition of the code (2017 by default)' },
      },
      {
        name: 'scope',
        value: 'TEXT',
        summary: { zh: '经营范围,据此推断行业', en: 'a business scope to derive the industry from' },
      },
    ],
    examples: [
      'miaopu standards industry C3311',
      'miaopu standards industry --scope 塑料制品、模具制造 --json',
    ],
    needs: 'nothing',
    run: runIndustry,
  },
  {
    name: 'standards working-days',
    summary: {
      zh: '推算工作日(含节假日与调休)',
      en: 'Count working days, holidays and made-up days included',
    },
    arguments: [{ name: 'DAY', summary: { zh: '起始日,不计入', en: 'the first day, which does not count' } }],
    options: [
      { name: 'add', value: 'N', summary: { zh: '加 N 个工作日', en: 'add N working days' } },
      {
        name: 'until',
        value: 'DAY',
        summary: { zh: '数到此日(含)', en: 'count up to and including this day' },
      },
    ],
    examples: [
      'miaopu standards working-days 2018-08-01 --add 5',
      'miaopu standards working-days 2018-02-01 --until 2018-03-01 --json',
    ],
    needs: 'nothing',
    run: runWorkingDays,
  },
];

async function runCreditCode(context: CommandContext): Promise<0 | 1> {
  const { out } = context;
  const result = checkCreditCode(context.arguments[0]!);
  out.json(result);
  if (!result.ok) {
    for (const problem of result.problems) out.text(say(context, problem.message));
    if (result.suggestion) out.text(`→ ${result.suggestion}`);
    return 1;
  }
  const office = findDivision(result.division)?.name ?? '';
  out.text(
    `${result.code}  ${say(context, result.registrar)} · ${say(context, result.category)} · ${result.division} ${office}`,
  );
  for (const warning of result.warnings) out.text(say(context, warning.message));
  return 0;
}

async function runRegistrationNumber(context: CommandContext): Promise<0 | 1> {
  const { out } = context;
  const result = checkRegistrationNumber(context.arguments[0]!);
  out.json(result);
  if (!result.ok) {
    for (const problem of result.problems) out.text(say(context, problem.message));
    return 1;
  }
  out.text(
    `${result.number}  ${result.division} ${findDivision(result.division)?.name ?? ''} · ${result.kind}`,
  );
  for (const warning of result.warnings) out.text(say(context, warning.message));
  return 0;
}

async function runDivision(context: CommandContext): Promise<0 | 1> {
  const { out } = context;
  const asked = context.arguments[0]!;
  const byCode = findDivision(asked);
  const found = byCode ? [byCode] : findDivisionsByName(asked, textOption(context.options, 'within'));
  const below = context.options.below === true;
  const results = found.map((division) => ({
    ...division,
    path: divisionPath(division.code).map((step) => step.name),
    ...(below ? { below: divisionsBelow(division.code).map(({ code, name }) => ({ code, name })) } : {}),
  }));
  out.json({ asked, divisions: results });
  for (const { code, path, below: children } of results) {
    out.text(`${code}  ${path.join(' ')}`);
    for (const child of children ?? []) out.text(`  ${child.code}  ${child.name}`);
  }
  if (results.length > 0) return 0;
  out.note(say(context, { zh: `没有“${asked}”这个区划。`, en: `There is no division “${asked}”.` }));
  return 1;
}

async function runTown(context: CommandContext): Promise<0 | 1> {
  const { out } = context;
  const answer = explainTown(context.arguments[0]!, textOption(context.options, 'district')!);
  const town = answer.ok ? findDivision(answer.townCode)?.name : undefined;
  out.json(answer.ok ? { ...answer, town } : answer);
  if (!answer.ok) out.text(say(context, answer.message));
  else
    out.text(
      `${answer.townCode}  ${town}  ${answer.confidence}  (${answer.because.kind}: ${answer.because.text})`,
    );
  return answer.ok ? 0 : 1;
}

async function runIndustry(context: CommandContext): Promise<0 | 1> {
  const { out } = context;
  const scope = textOption(context.options, 'scope');
  const asked = context.arguments[0];
  if ((asked === undefined) === (scope === undefined)) {
    throw usage({
      zh: '请给出行业代码或名称,或用 --scope 给出经营范围,二者取一。',
      en: 'Give a code or name, or a scope with --scope, one of the two.',
    });
  }
  const derived = scope === undefined ? undefined : industryFromScope(scope);
  const industry = findIndustry(derived?.code ?? asked ?? '', editionOf(context));
  if (!industry) {
    out.json({ asked: asked ?? scope, industry: null });
    out.note(
      say(context, {
        zh: `找不到“${asked ?? scope}”的行业。`,
        en: `No industry is found for “${asked ?? scope}”.`,
      }),
    );
    return 1;
  }
  const path = industryPath(industry.code).map(({ code, zh }) => ({ code, name: zh }));
  const tags = tagHits(industry.code);
  out.json({
    ...industry,
    path,
    sector: economicSector(industry.code) ?? null,
    tags,
    ...(derived ? { derived } : {}),
  });
  out.text(path.map((step) => `${step.code} ${step.name}`).join(' > '));
  if (derived) out.text(describeDerived(derived));
  return 0;
}

function describeDerived(derived: IndustryOfScope): string {
  return `${derived.confidence}  (${derived.because.join(', ')})`;
}

function editionOf(context: CommandContext): '2011' | '2017' {
  const edition = textOption(context.options, 'edition') ?? '2017';
  if (edition === '2011' || edition === '2017') return edition;
  throw usage({
    zh: `--edition 只能是 2011 或 2017,不是“${edition}”。`,
    en: `--edition is 2011 or 2017, not “${edition}”.`,
  });
}

async function runWorkingDays(context: CommandContext): Promise<0 | 1> {
  const { out } = context;
  const day = context.arguments[0]!;
  const [add, until] = [textOption(context.options, 'add'), textOption(context.options, 'until')];
  if (add !== undefined && until !== undefined) {
    throw usage({ zh: '--add 与 --until 只能用一个。', en: 'Use either --add or --until.' });
  }
  if (add !== undefined && !/^-?\d{1,4}$/.test(add)) {
    throw usage({ zh: `--add 应为整数,不是“${add}”。`, en: `--add takes a whole number, not “${add}”.` });
  }
  const working = isWorkingDay(day);
  const end = add === undefined ? until : addWorkingDays(day, Number(add));
  const count = end === undefined ? undefined : workingDaysBetween(day, end);
  out.json({ day, working, ...(end === undefined ? {} : { until: end, workingDays: count }) });
  const kind = working ? { zh: '工作日', en: 'a working day' } : { zh: '非工作日', en: 'not a working day' };
  out.text(
    end === undefined
      ? `${day}  ${say(context, kind)}`
      : `${day} → ${end}  ${count} ${say(context, { zh: '个工作日', en: 'working days' })}`,
  );
  return 0;
}
