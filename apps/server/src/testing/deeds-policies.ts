import type { PolicyDraft, PolicyRun } from '@miaopu/contract';
import { generateCreditCode } from '@miaopu/standards';
import { firstRow, sql } from '../platform/db/index.ts';
import { testActor } from '../platform/testing/index.ts';
import type { Asking, Deeds } from './asking.ts';

/** A library of one relief, for the deeds below. */
export const deedsLibrary: Readonly<Record<string, string>> = {
  'relief.yaml': `
id: relief
title: { zh: 小利润减免, en: Relief of small profits }
documents: [{ number: 示税〔2018〕1号, title: 通知, issuer: 示例税务局 }]
level: national
category: law
kind: tax_relief
certainty: certain
in_force: { from: 2018-01-01 }
audience: { zh: 企业, en: enterprises }
channel: automatic
contact: tax
summary: { zh: 说明。, en: It says. }
applies: entity.category == "enterprise"
conditions:
  - { id: income, cites: 第一条, rule: fact.taxable_income <= 1000000 }
benefits:
  - { id: saved, zh: 少缴, en: saved, cites: 第一条, kind: tax, amount: fact.taxable_income * 0.1 }
situations:
  - name: { zh: 低, en: low }
    as_of: 2018-12-31
    given: { entity.category: enterprise, fact.taxable_income: 100000 }
    expect: { answer: met, benefits: { saved: 10000 } }
  - name: { zh: 高, en: high }
    as_of: 2018-12-31
    given: { entity.category: enterprise, fact.taxable_income: 9000000 }
    expect: { answer: not_met }
`,
};

const enjoyed = Buffer.from(
  [
    '--x',
    'Content-Disposition: form-data; name="file"; filename="a.csv"',
    'Content-Type: text/csv',
    '',
    '统一社会信用代码,政策编号,享受年度,兑现日期',
    `${generateCreditCode({ division: testActor.district, body: 'MA2A0001' })},relief,2018,2019-05-20`,
    '--x--',
    '',
  ].join('\r\n'),
);

/** Writing and publishing policies, matching the district, and what leaves as a file. */
export function policyDeeds({ database, ask, post }: Asking): Deeds {
  // a policy of its own for each, so that no deed finds another's draft
  const begin = (policy: string) =>
    post<PolicyDraft>('/api/policies/drafts', {
      policy,
      source: deedsLibrary['relief.yaml']!.replace('id: relief', `id: ${policy}`),
    });
  return {
    'POST /api/policies/drafts': [() => begin('begun'), 'policies.draft.created'],
    'PUT /api/policies/drafts/:draft': [
      async () => {
        const { id, revision, source } = await begin('saved');
        await ask('PUT', `/api/policies/drafts/${id}`, { body: { revision, source: `${source}\n` } });
      },
      'policies.draft.created',
      'policies.draft.saved',
    ],
    'POST /api/policies/drafts/:draft/acts': [
      async () => {
        const { id, revision } = await begin('acted');
        const submitted = await post<PolicyDraft>(`/api/policies/drafts/${id}/acts`, {
          act: 'submit',
          revision,
        });
        await post(`/api/policies/drafts/${id}/acts`, { act: 'withdraw', revision: submitted.revision });
      },
      'policies.draft.created',
      'policies.draft.submitted',
      'policies.draft.withdrawn',
    ],
    'POST /api/policies/runs': [
      () => post('/api/policies/runs', { asOf: '2018-12-31' }),
      'policies.run.started',
    ],
    'POST /api/policies/runs/:run/cancel': [
      async () => {
        // one that no queue takes up, so that it cannot be over before it is cancelled
        const waiting = await firstRow<{ id: PolicyRun['id'] }>(
          database.owner,
          sql`insert into policies.run (district, as_of, state, started_by) values (${testActor.district}, '2018-12-31', 'waiting', 'x')
              returning run_id as id`,
        );
        await post(`/api/policies/runs/${waiting!.id}/cancel`);
      },
      'policies.run.cancelled',
    ],
    'GET /api/policies/:policy/entities.xlsx': [
      () => ask('GET', '/api/policies/relief/entities.xlsx?asOf=2018-12-31'),
      'policies.list.exported',
    ],
    'GET /api/policies/:policy/coverage.xlsx': [
      () => ask('GET', '/api/policies/relief/coverage.xlsx?year=2018'),
      'policies.coverage.exported',
    ],
    'POST /api/policies/enjoyments': [
      () =>
        ask('POST', '/api/policies/enjoyments', { body: enjoyed, type: 'multipart/form-data; boundary=x' }),
      'policies.enjoyments.imported',
    ],
    // last: what is repealed is not in force any more for the others
    'POST /api/policies/:policy/repeal': [
      () => post('/api/policies/relief/repeal', { from: '2021-07-01', version: 1, reason: '到期清理' }),
      'policies.policy.repealed',
    ],
  };
}
