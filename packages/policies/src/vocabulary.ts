import type { Labels } from '@miaopu/plan';
import type { Answer, Outcome } from '@miaopu/rules';

export { type PolicyKind, policyKinds } from '@miaopu/plan';

/** The closed sets of words that a policy is described by, with what people read. */
type Words = Readonly<Record<string, Labels>>;

export const policyLevels = {
  national: { zh: '国家', en: 'national' },
  province: { zh: '省级', en: 'provincial' },
  city: { zh: '市级', en: 'city' },
  district: { zh: '区级', en: 'district' },
} as const satisfies Words;

/** The six classes of the district's policy list (plan, clause 3.3.1.b). */
export const policyCategories = {
  law: { zh: '法律法规', en: 'law' },
  entrepreneurship: { zh: '创业', en: 'entrepreneurship' },
  innovation: { zh: '创新', en: 'innovation' },
  finance: { zh: '融资', en: 'finance' },
  market: { zh: '市场', en: 'market' },
  rights: { zh: '权益保护', en: 'protection of rights' },
} as const satisfies Words;

export const policyChannels = {
  automatic: { zh: '免申即享', en: 'automatic, nothing to apply for' },
  fast_track: { zh: '快申快享', en: 'fast track' },
  application: { zh: '申报', en: 'application' },
} as const satisfies Words;

/** What a benefit is. A loan is money lent, so it never adds to what an enterprise gains. */
export const benefitKinds = {
  tax: { zh: '少缴税款', en: 'tax saved' },
  levy: { zh: '少缴费款', en: 'levies saved' },
  subsidy: { zh: '补助奖励', en: 'subsidy' },
  refund: { zh: '返还', en: 'refund' },
  interest: { zh: '贴息', en: 'interest paid for it' },
  voucher: { zh: '券', en: 'voucher' },
  loan: { zh: '可贷额度', en: 'amount it may borrow' },
  title: { zh: '资格', en: 'title' },
  status: { zh: '身份', en: 'status' },
} as const satisfies Words;

/** The kinds whose yuan an enterprise keeps; a loan is paid back, and a title or a status is not money. */
export const gainKinds: ReadonlySet<string> = new Set([
  'tax',
  'levy',
  'subsidy',
  'refund',
  'interest',
  'voucher',
] satisfies (keyof typeof benefitKinds)[]);

/** How a condition may stand. */
export const outcomes = {
  met: { zh: '符合', en: 'met' },
  not_met: { zh: '不符合', en: 'not met' },
  unknown: { zh: '缺数据', en: 'data are missing' },
  manual: { zh: '待人工判断', en: 'for a person to judge' },
} as const satisfies Readonly<Record<Outcome, Labels>>;

/** What a policy may answer. */
export const answers = {
  ...outcomes,
  not_applicable: { zh: '不适用', en: 'not applicable' },
} as const satisfies Readonly<Record<Answer, Labels>>;

export type PolicyLevel = keyof typeof policyLevels;
export type PolicyCategory = keyof typeof policyCategories;
export type PolicyChannel = keyof typeof policyChannels;
export type BenefitKind = keyof typeof benefitKinds;

/** The keys of a vocabulary, for a closed set in a schema. */
export function codesOf<Code extends string>(words: Readonly<Record<Code, Labels>>): [Code, ...Code[]] {
  return Object.keys(words) as [Code, ...Code[]];
}
