import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Claim, exclusionOf } from './claims.ts';
import { claim } from './combine.samples.ts';
import { combine } from './combine.ts';
import { gainKinds } from './vocabulary.ts';

function taken(claims: readonly Claim[]): string[] {
  return combine(claims).chosen.map(({ claim, amount }) => `${claim.policy}/${claim.benefit} ${amount}`);
}

describe('the best lawful combination', () => {
  it('takes the highest of a group, and says what gave way to what', () => {
    const claims = [
      claim('t03/first', 'tax', '200000', { exclusive: 'cit/first' }),
      claim('t03/next', 'tax', '100000', { exclusive: 'cit/next' }),
      claim('t04/first', 'tax', '225000', { exclusive: 'cit/first' }),
    ];
    const best = combine(claims);
    expect(taken(claims)).toEqual(['t03/next 100000', 't04/first 225000']);
    expect(best.total).toBe('325000');
    expect(best.gaveWay).toEqual([
      {
        claim: claims[0],
        to: claims[2],
        reason: 'exclusive',
        because: {
          zh: '与《t04》的“first”是同一事项，就高不重复',
          en: 'the same matter as “first” of “t04”: only the highest counts',
        },
      },
    ]);
  });

  it('leaves a policy out as a whole where another that conflicts is worth more', () => {
    const claims = [
      claim('t03/first', 'tax', '200000', { conflicts: ['t26'] }),
      claim('t03/next', 'tax', '100000', { conflicts: ['t26'] }),
      claim('t26/rate', 'tax', '250000'),
    ];
    expect(taken(claims)).toEqual(['t03/first 200000', 't03/next 100000']);
    expect(combine(claims).gaveWay[0]).toMatchObject({ reason: 'conflict', to: { policy: 't03' } });
  });

  it('takes only the highest of a policy that grants only that', () => {
    const claims = [
      claim('a/one', 'subsidy', '10', { highestOnly: true }),
      claim('a/two', 'subsidy', '20', { highestOnly: true }),
    ];
    expect(taken(claims)).toEqual(['a/two 20']);
    expect(combine(claims).gaveWay[0]?.because.zh).toBe('本政策只享受最高的一项，即“two”');
  });

  it('binds the sum of what shares a cap, and says what was cut', () => {
    const cap = { sharedCap: { name: 'district', amount: '500000' } };
    const claims = [
      claim('a/one', 'subsidy', '300000', cap),
      claim('b/one', 'subsidy', '300000', cap),
      claim('c/one', 'subsidy', '10000', cap),
    ];
    const best = combine(claims);
    expect(best.chosen.map(({ amount }) => amount)).toEqual(['300000', '200000', '0']);
    expect(best.total).toBe('500000');
    expect(best.chosen.map(({ because }) => because?.zh)).toEqual([
      undefined,
      '同类补助每年合计不超过50万元，30万元只计20万元',
      '同类补助每年合计不超过50万元，1万元只计0元',
    ]);
  });

  it('adds no loan to what is kept, but takes the larger one of a group, and every title', () => {
    const claims = [
      claim('a/loan', 'loan', '4000000', { exclusive: 'loan' }),
      claim('b/loan', 'loan', '3000000', { exclusive: 'loan' }),
      claim('c/title', 'title', null),
      claim('d/subsidy', 'subsidy', '100.01'),
    ];
    expect(taken(claims)).toEqual(['a/loan 4000000', 'c/title null', 'd/subsidy 100.01']);
    expect(combine(claims).total).toBe('100.01');
  });

  it('of nothing is nothing', () => {
    expect(combine([])).toEqual({ chosen: [], gaveWay: [], total: '0', exact: true });
  });

  it('is, for any claims, lawful and no worse than any lawful combination', () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 9 }), (drawn) => {
        // a policy's claims share its conflicts, and each is named once
        const claims = drawn.map((one, index) => ({ ...one, benefit: `b${index}` }));
        const best = combine(claims);
        const chosen = best.chosen.map((one) => one.claim);
        expect(best.exact).toBe(true);
        expect(isLawful(chosen)).toBe(true);
        expect(best.total).toBe(worth(chosen).gain.toFixed());
        expect(chosen.length + best.gaveWay.length).toBe(claims.length);
        for (const { claim, to } of best.gaveWay) {
          expect(chosen).toContain(to);
          expect(exclusionOf(claim, to)).toBeDefined();
        }
        for (const other of subsetsOf(claims).filter(isLawful))
          expect(order(worth(chosen), worth(other))).not.toBe(-1);
      }),
      { numRuns: 400 },
    );
  });

  it('ends in bounded time on claims that no law has, and is lawful then too', () => {
    const claims = Array.from({ length: 120 }, (_, index) =>
      claim(`p${index}/b`, 'tax', String(1000 + ((index * 7919) % 97)), {
        conflicts: Array.from({ length: 40 }, (_, step) => `p${(index * 31 + step * 17 + 1) % 120}`).filter(
          (other) => other !== `p${index}`,
        ),
      }),
    );
    const started = performance.now();
    const best = combine(claims);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(best.exact).toBe(false);
    expect(isLawful(best.chosen.map((one) => one.claim))).toBe(true);
    expect(best.chosen.length).toBeGreaterThan(0);
  });
});

const anyClaim: fc.Arbitrary<Claim> = fc
  .record({
    policy: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
    kind: fc.constantFrom<Claim['kind']>('tax', 'subsidy', 'loan', 'title'),
    amount: fc.option(fc.integer({ min: 0, max: 6 }).map((cents) => new Decimal(cents).div(4).toFixed())),
    exclusive: fc.option(fc.constantFrom('g1', 'g2'), { nil: undefined, freq: 2 }),
    capped: fc.boolean(),
  })
  .map(({ policy, kind, amount, exclusive, capped }) =>
    claim(`${policy}/b`, kind, amount, {
      highestOnly: policy === 'p4',
      conflicts: policy === 'p2' ? ['p3'] : [],
      ...(exclusive === undefined ? {} : { exclusive }),
      ...(capped ? { sharedCap: { name: 's', amount: '1.5' } } : {}),
    }),
  );

function subsetsOf<T>(items: readonly T[]): T[][] {
  return Array.from({ length: 2 ** items.length }, (_, bits) =>
    items.filter((_, index) => (bits >> index) & 1),
  );
}

function isLawful(claims: readonly Claim[]): boolean {
  return claims.every((one, index) =>
    claims.slice(index + 1).every((other) => exclusionOf(one, other) === undefined),
  );
}

type Worth = { readonly gain: Decimal; readonly credit: Decimal; readonly count: number };

/** Written again on its own. */
function worth(claims: readonly Claim[]): Worth {
  const add = (some: readonly Claim[]) =>
    some.reduce((sum, { amount }) => sum.plus(amount ?? 0), new Decimal(0));
  const gains = claims.filter(({ kind }) => gainKinds.has(kind));
  const capped = gains.filter(({ sharedCap }) => sharedCap !== undefined);
  const free = add(gains.filter(({ sharedCap }) => sharedCap === undefined));
  return {
    gain: free.plus(Decimal.min(add(capped), '1.5')),
    credit: add(claims.filter(({ kind }) => kind === 'loan')),
    count: claims.length,
  };
}

function order(one: Worth, other: Worth): number {
  return (
    one.gain.comparedTo(other.gain) ||
    one.credit.comparedTo(other.credit) ||
    Math.sign(one.count - other.count)
  );
}
