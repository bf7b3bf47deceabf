import type { PolicyCard } from '@miaopu/contract';

/** Every value of a closed set, in the order in which a form offers them; one that is forgotten does not compile. */
function all<Value extends string>() {
  return <const Values extends readonly Value[]>(
    values: Values & ([Value] extends [Values[number]] ? unknown : never),
  ): Values => values;
}

export const levels = all<PolicyCard['level']>()(['national', 'province', 'city', 'district']);
export const categories = all<PolicyCard['category']>()([
  'law',
  'entrepreneurship',
  'innovation',
  'finance',
  'market',
  'rights',
]);
export const kinds = all<PolicyCard['kind']>()([
  'tax_relief',
  'subsidy',
  'voucher',
  'loan',
  'title',
  'levy',
  'insurance',
  'status',
]);
export const channels = all<PolicyCard['channel']>()(['automatic', 'fast_track', 'application']);
export const certainties = ['certain', 'likely', 'unsure'] as const;
export const units = ['yuan', 'person', 'kWh', 'item', 'ratio', 'month', 'day', 'year'] as const;
export const benefitKinds = [
  'tax',
  'levy',
  'subsidy',
  'refund',
  'interest',
  'voucher',
  'loan',
  'title',
  'status',
] as const;
export const answers = ['met', 'not_met', 'unknown', 'manual', 'not_applicable'] as const;
