import type { Labels } from '@miaopu/plan';
import type { Row } from '@miaopu/rules';
import { Decimal } from 'decimal.js';
import type { Judged } from './expand.ts';
import { type Judgement, prepareJudge } from './judge-policy.ts';
import type { Policy, PolicySituation, PolicyTerm } from './policy-schema.ts';

/** One expectation of a situation that did not come out. */
export type Disagreement = {
  /** `answer`, `conditions.income`, `benefits.first_million`, `total` … */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
};

export type SituationResult = {
  readonly policy: string;
  /** Its place among the policy's situations, from 0. */
  readonly index: number;
  readonly name: Labels;
  readonly ok: boolean;
  readonly disagreements: readonly Disagreement[];
};

/**
 * The row that a situation speaks of. What is not given is missing, but for what the registry always knows: which titles are held
 * (none), and what follows from them.
 *
 * @example situationRow({ 'entity.category': 'enterprise' }).entity // { category: 'enterprise', titles: {}, above_size: false, … }
 */
export function situationRow(given: PolicySituation['given']): Row {
  const row: Record<string, Record<string, unknown>> = { entity: {} };
  for (const [path, value] of Object.entries(given)) {
    const [root, name] = path.split('.') as [string, string];
    row[root] = { ...row[root], [name]: value };
  }
  const entity: Record<string, unknown> = { titles: {}, ...row.entity };
  entity.above_size ??= Object.hasOwn(entity.titles as object, 'above_designated_size');
  entity.in_plan_scope ??= entity.category === 'enterprise' && entity.above_size === false;
  return { ...row, entity };
}

/** What a person said, by the id of the condition or score item, or by the judgement's Chinese words. */
export function judgedBy(
  said: Readonly<Record<string, boolean>>,
): (...of: Parameters<Judged>) => boolean | undefined {
  const spoken = new Map(Object.entries(said));
  return ({ zh }, id) => spoken.get(zh) ?? (id === undefined ? undefined : spoken.get(id));
}

/** Runs a policy's own situations by evaluation. The policy must be sound. */
export function runSituations(
  policy: Policy,
  shared: Readonly<Record<string, PolicyTerm>>,
): SituationResult[] {
  // most situations ask of the same day, and a policy is costly to prepare
  const prepared = new Map<string, ReturnType<typeof prepareJudge>>();
  const judgeFor = ({ as_of, judged }: PolicySituation) => {
    const key = JSON.stringify([as_of, judged]);
    const judge = prepared.get(key) ?? prepareJudge(policy, shared, as_of, { judged: judgedBy(judged) });
    prepared.set(key, judge);
    return judge;
  };
  return policy.situations.map((situation, index) => {
    const disagreements = disagreementsOf(situation, judgeFor(situation)(situationRow(situation.given)));
    return {
      policy: policy.id,
      index,
      name: situation.name,
      ok: disagreements.length === 0,
      disagreements,
    };
  });
}

/** Where a judgement is not what a situation expects. */
export function disagreementsOf({ expect }: PolicySituation, judged: Judgement): Disagreement[] {
  const found: Disagreement[] = [];
  const hold = (what: string, expected: string, seen: string) => {
    if (expected !== seen) found.push({ what, expected, found: seen });
  };
  hold('answer', expect.answer, judged.answer);
  if (expect.nearly !== undefined)
    hold('nearly', String(expect.nearly), String(judged.standing === 'nearly'));
  for (const [id, outcome] of Object.entries(expect.conditions)) {
    hold(`conditions.${id}`, outcome, judged.conditions.find((one) => one.id === id)?.outcome ?? '—');
  }
  for (const [id, amount] of Object.entries(expect.benefits)) {
    const benefit = judged.benefits.find((one) => one.id === id);
    hold(`benefits.${id}`, shownAmount(amount), shownAmount(benefit?.amount ?? null));
  }
  for (const [name, points] of Object.entries(expect.scores)) {
    const score = name === 'total' ? judged.score : judged.score?.groups.find(({ id }) => id === name);
    const seen = score === null || score === undefined ? '—' : pointsText(score);
    hold(`scores.${name}`, shownAmount(points), seen);
  }
  if (expect.missing !== undefined) {
    hold('missing', listed(expect.missing), listed(judged.data.map(({ path }) => path)));
  }
  return found;
}

function shownAmount(amount: string | null): string {
  return amount === null ? '—' : new Decimal(amount).toFixed();
}

function pointsText({ least, most }: { readonly least: string; readonly most: string }): string {
  return least === most ? least : `${least}–${most}`;
}

function listed(paths: readonly string[]): string {
  return [...paths].sort().join(', ') || '—';
}
