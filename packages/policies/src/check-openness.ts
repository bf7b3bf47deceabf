import { at, type Draft, type Entry } from './entries.ts';
import type { Policy } from './policy-schema.ts';
import type { PolicyFinding } from './problems.ts';

/** What is not certain says so, and a local subsidy says whether it was reviewed for fair competition. */
export function checkOpenness(draft: Draft): PolicyFinding[] {
  return draft.policies.flatMap((policy) => [...certainty(policy), ...review(policy)]);
}

function certainty(policy: Entry<Policy>): PolicyFinding[] {
  if (policy.value.certainty === 'certain' || policy.value.to_confirm.length > 0) return [];
  return [
    at(policy, ['certainty'], {
      code: 'certainty_unexplained',
      message: {
        zh: '没有把握的政策要说明哪里待确认',
        en: 'A policy that is not certain says what is to be confirmed',
      },
      suggestion: {
        zh: '在 to_confirm 里写明待确认的内容，或把 certainty 改成 certain',
        en: 'Say under to_confirm what is open, or make its certainty certain',
      },
    }),
  ];
}

const localLevels: readonly string[] = ['city', 'district'];
const subsidies: readonly string[] = ['subsidy', 'voucher', 'interest'];

/** 公平竞争审查条例 (国务院令第783号, in force 2024-08-01): fiscal favours of a city or district need a review. */
function review({ value: policy, ...entry }: Entry<Policy>): PolicyFinding[] {
  const isSubsidy =
    subsidies.includes(policy.kind) || policy.benefits.some(({ kind }) => subsidies.includes(kind));
  if (!localLevels.includes(policy.level) || !isSubsidy) return [];
  const isOwned = policy.to_confirm.some(({ zh }) => zh.includes('公平竞争'));
  if (policy.stacks.fair_competition !== null || isOwned) return [];
  return [
    at({ ...entry, value: policy }, ['stacks'], {
      code: 'review_missing',
      message: {
        zh: '市、区的补助没有公平竞争审查文号',
        en: 'A subsidy of a city or district lacks its fair-competition review',
      },
      suggestion: {
        zh: '写上 stacks.fair_competition（文号和日期）；查不到就在 to_confirm 里写明“公平竞争审查文号待查”',
        en: 'Give stacks.fair_competition (number and day); where it is not known, say so under to_confirm with the words 公平竞争审查',
      },
    }),
  ];
}
