import type { Claim } from './claims.ts';

/** A claim for tests: `claim('t03/first', 'tax', '200000', { exclusive: 'cit/first' })`. */
export function claim(
  name: string,
  kind: Claim['kind'],
  amount: string | null,
  rest: Partial<Claim> = {},
): Claim {
  const [policy, benefit] = name.split('/') as [string, string];
  return {
    policy,
    benefit,
    title: { zh: policy, en: policy },
    label: { zh: benefit, en: benefit },
    kind,
    amount,
    conflicts: [],
    ...rest,
  };
}
