import type { DecompositionPage, Round } from '@miaopu/contract';
import { type Asking, askingTown, type Deeds } from './asking.ts';
import { testPlan } from './deeds-plan.ts';

const plan = `/api/plans/${testPlan}`;
const target = '2.1.a';

/** A decomposition round, from its first number to a unit's word. Each deed goes on from the one before. */
export function roundDeeds({ ask, post }: Asking): Deeds {
  const open = async (): Promise<Round> =>
    (await ask<DecompositionPage>('GET', `${plan}/decomposition`)).round!;
  async function save(): Promise<void> {
    const { id, revision, content } = await open();
    const cell = { target, unit: askingTown, year: 2018, value: '10', locked: false };
    await ask('PUT', `${plan}/rounds/${id}`, {
      body: {
        revision,
        content: { ...content, cells: [...content.cells, cell], differsBecause: { [target]: '测试' } },
      },
    });
  }
  async function issue(): Promise<void> {
    const { id, revision } = await open();
    await post(`${plan}/rounds/${id}/acts`, {
      act: 'issue',
      revision,
      answerBy: null,
      silenceAgrees: false,
      remark: null,
    });
  }
  async function confirm(): Promise<void> {
    const { id, issue } = await open();
    const answers = [{ act: 'confirm', target }];
    await post(`${plan}/rounds/${id}/answers`, { issue, unit: askingTown, answers }, 'town_lead');
  }
  return {
    'POST /api/plans/:plan/rounds': [() => post(`${plan}/rounds`), 'plan.round.begun'],
    'PUT /api/plans/:plan/rounds/:round': [save, 'plan.round.saved'],
    'POST /api/plans/:plan/rounds/:round/acts': [issue, 'plan.round.issued'],
    'POST /api/plans/:plan/rounds/:round/answers': [confirm, 'plan.round.confirmed'],
    'GET /api/plans/:plan/decomposition.xlsx': [
      () => ask('GET', `${plan}/decomposition.xlsx?of=round`),
      'plan.decomposition.exported',
    ],
  };
}
