import type { ReportOverview } from '@miaopu/contract';
import { expect, it } from 'vitest';
import { isOwed, overviewTables } from './overview-tables.ts';

type Form = ReportOverview['forms'][number];
const words = (text: string) => ({ zh: text, en: text });

function form(id: string, every: Form['every'], periods: string[], units: Record<string, string[]>): Form {
  return {
    form: id,
    title: words(id),
    every,
    periods: periods.map((period) => ({ period, name: words(period) })),
    units: Object.entries(units).map(([unit, phases]) => ({
      unit: { id: unit, name: words(unit) },
      isTown: false,
      cells: phases.map((phase, index) => ({
        period: periods[index]!,
        state: phase === 'done' ? 'submitted' : 'draft',
        begun: false,
        timing: {
          opens: '2018-04-01',
          due: '2018-04-15',
          graceUntil: '2018-04-18',
          phase: phase as 'late' | 'done',
          workingDaysLeft: null,
          wasLate: false,
        },
        submittedAt: null,
        warnings: 0,
        remindedAt: null,
      })),
    })),
  };
}

const quarters = ['2018Q1', '2018Q2'];

it('puts forms of one unit with the same periods into one table, and where most are late first', () => {
  const tables = overviewTables([
    form('economy', 'quarter', quarters, { economy: ['done', 'late'] }),
    form('towns', 'quarter', quarters, { a: ['done', 'late'], b: ['late', 'late'] }),
    form('tax', 'year', ['2018'], { tax: ['done'] }),
    form('science', 'quarter', quarters, { science: ['late', 'done'] }),
  ]);
  expect(
    tables.map((table) => [table.form?.form ?? null, table.rows.map(({ unit }) => unit.unit.id)]),
  ).toEqual([
    ['towns', ['b', 'a']],
    [null, ['economy', 'science']],
    [null, ['tax']],
  ]);
});

it('reminds of what is open or over and was not submitted', () => {
  const [done, late, ahead] = form('x', 'year', ['1', '2', '3'], { a: ['done', 'late', 'ahead'] }).units[0]!
    .cells;
  expect([done, late, ahead].map((cell) => isOwed(cell!))).toEqual([false, true, false]);
});
