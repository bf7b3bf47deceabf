import { designatedSize, findIndustry, StandardsError, sizeClass } from '@miaopu/standards';
import type { Message } from '../platform/errors/index.ts';
import { type Command, type CommandContext, type CommandOption, textOption } from './command.ts';
import { lookupCommands, say } from './standards-lookups.ts';

const FIGURES: readonly CommandOption[] = [
  {
    name: 'industry',
    value: 'CODE',
    required: true,
    summary: { zh: '行业代码(GB/T 4754-2017)', en: 'industry code (GB/T 4754-2017)' },
  },
  { name: 'employees', value: 'N', summary: { zh: '从业人员(人)', en: 'employees' } },
  { name: 'revenue', value: 'YUAN', summary: { zh: '营业收入(元)', en: 'revenue a year, in yuan' } },
  {
    name: 'as-of',
    value: 'DAY',
    summary: { zh: '时点(默认今天)', en: 'the day whose rules count (today by default)' },
  },
];

const judgingCommands: Command[] = [
  {
    name: 'standards size-class',
    summary: {
      zh: '按《统计上大中小微型企业划分办法(2017)》划型',
      en: 'Class an enterprise as large, medium, small or micro (国统字〔2017〕213号)',
    },
    options: [
      ...FIGURES,
      { name: 'assets', value: 'YUAN', summary: { zh: '资产总额(元)', en: 'total assets, in yuan' } },
    ],
    examples: [
      'miaopu standards size-class --industry 3311 --employees 25 --revenue 3500000 --assets 2000000 --as-of 2018-12-31 --json',
      'miaopu standards size-class --industry 5164 --employees 4',
    ],
    needs: 'nothing',
    run: runSizeClass,
  },
  {
    name: 'standards designated-size',
    summary: {
      zh: '判断是否达到规上(限上)标准',
      en: 'Say whether an enterprise reaches designated size (规上, 限上)',
    },
    options: [
      ...FIGURES,
      {
        name: 'qualified',
        summary: {
          zh: '建筑业:有总承包或专业承包资质',
          en: 'construction: holds a contracting qualification',
        },
      },
    ],
    examples: [
      'miaopu standards designated-size --industry 6513 --employees 50 --revenue 8000000 --as-of 2019-12-31 --json',
    ],
    needs: 'nothing',
    run: runDesignatedSize,
  },
];

/** Every `miaopu standards …` command: pure answers, no database. */
export const standardsCommands: Command[] = [...judgingCommands, ...lookupCommands].map(withMessages);

/** An input that the standards refuse is the input's fault: its message in the reader's language, exit code 1. */
function withMessages(command: Command): Command {
  const run = async (context: CommandContext): Promise<0 | 1> => {
    try {
      return await command.run(context);
    } catch (error) {
      if (!(error instanceof StandardsError)) throw error;
      context.out.note(say(context, error));
      return 1;
    }
  };
  return { ...command, run };
}

async function runSizeClass(context: CommandContext): Promise<0 | 1> {
  const answer = sizeClass({ ...figuresOf(context), assets: textOption(context.options, 'assets') });
  return print(context, answer);
}

async function runDesignatedSize(context: CommandContext): Promise<0 | 1> {
  const qualified = context.options.qualified === true ? true : undefined;
  return print(context, designatedSize({ ...figuresOf(context), qualified }));
}

function figuresOf({ options, clock }: CommandContext) {
  return {
    industryCode: textOption(options, 'industry'),
    employees: textOption(options, 'employees'),
    revenue: textOption(options, 'revenue'),
    asOf: textOption(options, 'as-of') ?? clock.today(),
  };
}

/** An unknown for want of a figure is an answer (0); an industry that does not exist is the input's fault (1). */
function print(
  context: CommandContext,
  answer: { value: string; reason: Message; rule: { document: string } | null },
): 0 | 1 {
  const { out } = context;
  out.json(answer);
  out.text(`${answer.value}  ${say(context, answer.reason)}`);
  if (answer.rule) out.text(answer.rule.document);
  return findIndustry(textOption(context.options, 'industry') ?? '') ? 0 : 1;
}
