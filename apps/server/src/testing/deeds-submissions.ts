import type { AuditAction, Dispute, EvidenceFile, Submission } from '@miaopu/contract';
import type { Asking, Deeds } from './asking.ts';
import { testPlan } from './deeds-plan.ts';

const base = `/api/plans/${testPlan}/submissions`;
const place = '/api/plans/:plan/submissions/:form/:unit/:period';
/** The office reports too, and signs what it reports: so the office can do every deed by itself. */
const quarter = (period: string) => `${base}/office-quarter/leading-group-office/${period}`;

const pdf = Buffer.from(
  '--x\r\ncontent-disposition: form-data; name="file"; filename="分析.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.4\n%%EOF\n\r\n--x--\r\n',
);

/** Filling, signing, disputing and chasing what units report. Each deed has a quarter of its own. */
export function submissionDeeds({ ask, post }: Asking): Deeds {
  async function save(url: string): Promise<Submission> {
    const { revision, context } = await ask<Submission>('GET', url);
    const counted = context.counted['2.1.a']?.value ?? null;
    await ask('PUT', `${url}/cells`, {
      body: {
        revision,
        cells: [
          { cell: 'analyses', value: '1', comment: null },
          ...(counted === null
            ? []
            : [{ cell: 'new_enterprises', value: counted, comment: null, stand: 'confirmed' }]),
        ],
      },
    });
    return ask<Submission>('GET', url);
  }
  const addFile = (url: string, item: string) =>
    ask<EvidenceFile>('POST', `${url}/evidence/${item}`, {
      body: pdf,
      type: 'multipart/form-data; boundary=x',
    });
  async function submit(url: string): Promise<void> {
    const { revision } = await save(url);
    await addFile(url, 'analysis');
    await post(`${url}/submission`, { revision });
  }
  async function approve(url: string): Promise<void> {
    await submit(url);
    await post(`${url}/approval`, { version: 1 });
  }
  /** Something has to be counted before it can be disputed. */
  async function dispute(url: string): Promise<Dispute> {
    await post(`/api/plans/${testPlan}/recalculate`, { asOf: '2018-12-31' });
    const { context } = await ask<Submission>('GET', url);
    const { disputes } = await post<Submission>(`${url}/disputes`, {
      cell: 'new_enterprises',
      counted: context.counted['2.1.a']!.value,
      claimed: '9999',
      reason: '测试',
    });
    return disputes[0]!;
  }
  const submitted: AuditAction[] = [
    'submissions.cells.saved',
    'submissions.evidence.added',
    'submissions.submission.submitted',
  ];
  const approved: AuditAction[] = [
    ...submitted,
    'submissions.submission.approved',
    'indicators.value.reported',
  ];
  const disputed: AuditAction[] = ['indicators.plan.counted', 'submissions.dispute.opened'];
  return {
    [`PUT ${place}/cells`]: [() => save(quarter('2019Q1')), 'submissions.cells.saved'],
    [`POST ${place}/submission`]: [() => submit(quarter('2019Q2')), ...submitted],
    [`POST ${place}/withdrawal`]: [
      async () => {
        await submit(quarter('2019Q3'));
        await post(`${quarter('2019Q3')}/withdrawal`, { version: 1 });
      },
      ...submitted,
      'submissions.submission.withdrawn',
    ],
    [`POST ${place}/return`]: [
      async () => {
        await submit(quarter('2019Q4'));
        await post(`${quarter('2019Q4')}/return`, { version: 1, remark: '测试' });
      },
      ...submitted,
      'submissions.submission.returned',
    ],
    [`POST ${place}/approval`]: [() => approve(quarter('2020Q1')), ...approved],
    'POST /api/plans/:plan/submissions/approvals': [
      async () => {
        await submit(quarter('2020Q2'));
        const key = { form: 'office-quarter', unit: 'leading-group-office', period: '2020Q2', version: 1 };
        await post(`${base}/approvals`, { items: [key], confirmed: 1 });
      },
      ...approved,
    ],
    [`POST ${place}/lock`]: [
      async () => {
        await approve(quarter('2020Q3'));
        await post(`${quarter('2020Q3')}/lock`);
      },
      ...approved,
      'submissions.submission.locked',
    ],
    [`POST ${place}/reopening`]: [
      async () => {
        await approve(quarter('2020Q4'));
        await post(`${quarter('2020Q4')}/reopening`, { reason: '测试' });
      },
      ...approved,
      'submissions.submission.reopened',
    ],
    [`POST ${place}/evidence/:item`]: [
      () => addFile(quarter('2018Q4'), 'analysis'),
      'submissions.evidence.added',
    ],
    [`GET ${place}/evidence/:file`]: [
      async () => {
        const { id } = await addFile(quarter('2018Q4'), 'analysis');
        await ask('GET', `${quarter('2018Q4')}/evidence/${id}`);
      },
      'submissions.evidence.added',
      'submissions.evidence.downloaded',
    ],
    [`DELETE ${place}/evidence/:file`]: [
      async () => {
        const { id } = await addFile(quarter('2018Q4'), 'analysis');
        await ask('DELETE', `${quarter('2018Q4')}/evidence/${id}`);
      },
      'submissions.evidence.added',
      'submissions.evidence.removed',
    ],
    [`POST ${place}/disputes`]: [() => dispute(quarter('2018Q1')), ...disputed],
    [`POST ${place}/disputes/:dispute/withdrawal`]: [
      async () => {
        const { id } = await dispute(quarter('2018Q2'));
        await post(`${quarter('2018Q2')}/disputes/${id}/withdrawal`);
      },
      ...disputed,
      'submissions.dispute.withdrawn',
    ],
    'POST /api/plans/:plan/submissions/disputes/:dispute/settlement': [
      async () => {
        const { id } = await dispute(quarter('2018Q3'));
        await post(`${base}/disputes/${id}/settlement`, { outcome: 'rejected', note: '测试' });
      },
      ...disputed,
      'submissions.dispute.settled',
    ],
    'POST /api/plans/:plan/submissions/reminders': [
      () => post(`${base}/reminders`, { form: 'towns-quarter', period: '2020Q4', send: true }),
      'submissions.units.reminded',
    ],
  };
}
