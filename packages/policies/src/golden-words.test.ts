import type { Labels } from '@miaopu/plan';
import { expect, it } from 'vitest';
import { policyOnDay } from './expand.ts';
import { readLibrary } from './library.samples.ts';
import { wordsFor } from './words.ts';

it('every rule of the library reads as it was read before, in both languages', async () => {
  const { policies, terms } = readLibrary();
  const pages = policies.map((policy) => {
    const onDay = policyOnDay(policy, terms, policy.in_force.from);
    const words = wordsFor(onDay, terms);
    const line = (id: string, { zh, en }: Labels) => `${id}\n  ${zh}\n  ${en}`;
    return [
      `# ${policy.id} ${policy.in_force.from}`,
      ...(onDay.applies === undefined ? [] : [line('applies', words.say(onDay.applies.written))]),
      ...onDay.conditions.map(({ condition, written }) => line(condition.id, words.say(written))),
      ...onDay.benefits.flatMap(({ benefit, amount }) =>
        amount === undefined ? [] : [line(benefit.id, words.say(amount.written))],
      ),
    ].join('\n');
  });
  expect(pages.length).toBeGreaterThan(60);
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/words.txt');
});
