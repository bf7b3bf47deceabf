import type { Labels } from './scalars.ts';

/** What a policy gives. The policy library files by them, and a plan's measure may count one kind. */
export const policyKinds = {
  tax_relief: { zh: '税收优惠', en: 'tax relief' },
  subsidy: { zh: '补助奖励', en: 'subsidy' },
  voucher: { zh: '券', en: 'voucher' },
  loan: { zh: '融资支持', en: 'loan' },
  title: { zh: '资格认定', en: 'title' },
  levy: { zh: '缴费减免', en: 'levy' },
  insurance: { zh: '社会保险', en: 'social insurance' },
  status: { zh: '身份', en: 'status' },
} as const satisfies Readonly<Record<string, Labels>>;

export type PolicyKind = keyof typeof policyKinds;
