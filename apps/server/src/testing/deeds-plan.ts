import type { TargetPage } from '@miaopu/contract';
import type { Asking, Deeds } from './asking.ts';

/** The plan that the tests load. */
export const testPlan = 'luqiao-2018-2020';
const targetOf = (id: string) => `/api/plans/${testPlan}/targets/${id}`;
const decided = { reason: '测试', documentNumber: null };

/** Decisions on a plan, what is reported and counted for it, and its tables as files. */
export function planDeeds({ ask, post }: Asking): Deeds {
  async function redefine(): Promise<void> {
    const { definitions } = await ask<TargetPage>('GET', targetOf('2.1.a'));
    const { version, measure, numerator, denominator, baseline, basis, distinctBy, evidence } =
      definitions[0]!;
    const definition = { measure, numerator, denominator, baseline, basis, distinctBy, evidence };
    await post(`${targetOf('2.1.a')}/definitions`, { basedOn: version, ...definition, ...decided });
  }
  return {
    'POST /api/plans/:plan/targets/:target/definitions': [redefine, 'plan.definition.decided'],
    'POST /api/plans/:plan/targets/:target/ranges': [
      () =>
        post(`${targetOf('2.6.h.1')}/ranges`, {
          basedOn: 0,
          rows: [2018, 2019, 2020].map((year) => ({ year, low: '0.1', high: '0.3' })),
          ...decided,
        }),
      'plan.range.decided',
    ],
    'POST /api/plans/:plan/targets/:target/reported': [
      () => post(`${targetOf('2.6.a')}/reported`, { unit: 'economy', period: '2018Q1', value: '3' }),
      'indicators.value.reported',
    ],
    'POST /api/plans/:plan/recalculate': [
      () => post(`/api/plans/${testPlan}/recalculate`, { asOf: '2018-06-30' }),
      'indicators.plan.counted',
    ],
    'GET /api/plans/:plan/progress-table.xlsx': [
      () => ask('GET', `/api/plans/${testPlan}/progress-table.xlsx`),
      'indicators.progress_table.exported',
    ],
    'GET /api/plans/:plan/targets/:target/entities.xlsx': [
      () => ask('GET', `${targetOf('2.1.a')}/entities.xlsx`),
      'indicators.list.exported',
    ],
  };
}
