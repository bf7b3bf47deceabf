import { isComputed } from '@miaopu/plan';
import {
  chooseAsOf,
  countPlan,
  ensureRun,
  findValues,
  indexValues,
  makeCockpit,
  townsOf,
} from '../engines/indicators/index.ts';
import { getPlanInForce } from '../engines/plan/index.ts';
import { type Command, type CommandContext, textOption, usage } from './command.ts';

const groupings = ['town', 'unit', 'year'] as const;
type Grouping = (typeof groupings)[number];

function chosenGrouping(options: CommandContext['options']): Grouping | undefined {
  const by = textOption(options, 'by');
  if (by === undefined) return undefined;
  const found = groupings.find((one) => one === by);
  if (found === undefined)
    throw usage({ zh: `--by 只能是 ${groupings.join('、')}`, en: `--by is one of ${groupings.join(', ')}` });
  return found;
}

/** A value as a line of text shows it: shares and growth in per cent, everything else as it is. */
function shown(value: string | null, unit: string): string {
  if (value === null) return '—';
  return unit === '%' ? `${(Number(value) * 100).toFixed(1)}%` : value;
}

/** Prints every target of a plan with its value and how it stands. */
export const indicatorCommands: Command[] = [
  {
    name: 'indicators',
    summary: { zh: '计算并列出计划各目标的完成值', en: 'Count and list every target of a plan' },
    options: [
      { name: 'plan', value: 'ID', summary: { zh: '计划编号', en: 'the plan' }, required: true },
      {
        name: 'as-of',
        value: 'DAY',
        summary: {
          zh: '截止日(默认今天,不晚于计划截止日)',
          en: 'as of this day (default: today, never beyond the plan’s end)',
        },
      },
      {
        name: 'by',
        value: 'town|unit|year',
        summary: { zh: '按镇街、牵头单位或年度分列', en: 'one row a town, a lead unit or a year' },
      },
      {
        name: 'district',
        value: 'CODE',
        summary: { zh: '行政区划代码(默认按设置)', en: 'the district (default: as configured)' },
      },
      {
        name: 'count-again',
        summary: { zh: '重新计算,不用已存的结果', en: 'count anew instead of using what is stored' },
      },
    ],
    examples: [
      'miaopu indicators --plan luqiao-2018-2020 --as-of 2020-12-31 --json',
      'miaopu indicators --plan luqiao-2018-2020 --as-of 2019-06-30 --by town',
    ],
    needs: 'database',
    async run({ options, db, clock, config, out, lang }) {
      const by = chosenGrouping(options);
      const asked = textOption(options, 'as-of');
      if (asked !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(asked))
        throw usage({ zh: '--as-of 应形如 2020-12-31', en: '--as-of looks like 2020-12-31' });
      const district = textOption(options, 'district') ?? config.district;
      const planId = textOption(options, 'plan')!;
      const plan = await getPlanInForce(db, district, planId);
      const asOf = chooseAsOf(plan, asked, clock);
      if (options['count-again'] === true) await countPlan(db, district, planId, asOf);
      const run = await ensureRun(db, district, planId, asOf);
      const find = indexValues(
        await findValues(db, district, run.id, { period: 'total', everyPeriod: true }),
      );
      const towns = townsOf(district);
      const years =
        by === 'year'
          ? Array.from(
              { length: Number(asOf.slice(0, 4)) - Number(plan.pack.plan.period.start.slice(0, 4)) + 1 },
              (_, index) => Number(plan.pack.plan.period.start.slice(0, 4)) + index,
            )
          : [undefined];
      const rows = years.flatMap((year) => {
        const cockpit = makeCockpit(plan, towns, run, find, { asOf, year });
        return cockpit.groups.flatMap((group) =>
          group.targets.flatMap((card) => {
            const row = {
              target: card.id,
              title: lang === 'en' ? card.title.en : card.title.zh,
              unit: card.unit.zh,
              lead: card.lead.id,
              how: card.how,
              ...(year === undefined ? {} : { year }),
            };
            const measure = plan.measures.get(card.id)?.measure;
            if (by !== 'town') return [{ ...row, ...card.standing }];
            if (measure === undefined || !isComputed(measure)) return [];
            return cockpit.towns.flatMap((town) =>
              town.standings[card.id] === undefined
                ? []
                : [{ ...row, town: town.code, townName: town.name, ...town.standings[card.id]! }],
            );
          }),
        );
      });
      const ordered =
        by === 'unit' ? rows.toSorted((one, other) => one.lead.localeCompare(other.lead)) : rows;
      out.json({
        plan: planId,
        district,
        asOf,
        knownOn: run.knownOn,
        countedAt: run.finishedAt,
        rows: ordered,
      });
      for (const row of ordered) {
        const place = [row.year, 'townName' in row ? row.townName : undefined]
          .filter((part) => part !== undefined)
          .join(' ');
        const done = row.completion === null ? '' : ` ${(row.completion * 100).toFixed(1)}%`;
        out.text(
          `${row.target.padEnd(12)} ${place === '' ? '' : `${place} `}${row.title}: ${shown(row.value, row.unit)}${row.unit === '%' ? '' : ` ${row.unit}`}${done} [${row.state}]${row.reason === null ? '' : ` ${lang === 'en' ? row.reason.en : row.reason.zh}`}`,
        );
      }
      return 0;
    },
  },
];
