import { join } from 'node:path';
import { loadPolicies, type PolicyOnDay, policyOnDay } from '@miaopu/policies';
import { readPackFiles } from '../apps/server/src/demo.ts';
import { loadLibrary, runDistrict, standingCounts } from '../apps/server/src/engines/policies/index.ts';
import { settledInstant } from '../apps/server/src/engines/registry/index.ts';
import { rows } from '../apps/server/src/platform/db/index.ts';
import { actor, code, type District, root } from './district.ts';
import { type Figure, figure, median, type Size } from './figures.ts';
import { handWrittenPolicies, writtenPolicies } from './hand-written-policies.ts';
import { inTurns, timed } from './stopwatch.ts';

const day = '2020-12-31';

type Count = Readonly<Record<string, string | number | null>>;
const compared = ['met', 'nearly', 'unknown', 'manual', 'not_met', 'not_applicable', 'amount'];

/** The policies that somebody wrote by hand, as they stand on the day, whether they are in force on it or not. */
function chosenPolicies(files: Readonly<Record<string, string>>): PolicyOnDay[] {
  const read = loadPolicies(files);
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2));
  const { policies, terms } = read.library;
  return writtenPolicies.map((id) => policyOnDay(policies.find((one) => one.id === id)!, terms, day));
}

function asText(count: Count): string {
  const numbers = compared.map((name) => `${name} ${Number(count[name])}`);
  return [count.policy_id, count.town, count.division, ...numbers].join(' ');
}

/** @throws Error naming the policies that the two count otherwise */
function assertSame(ours: readonly Count[], theirs: readonly Count[]): void {
  const [mine, hand] = [new Set(ours.map(asText)), new Set(theirs.map(asText))];
  const onlyMine = ours.map(asText).filter((text) => !hand.has(text));
  const onlyHand = theirs.map(asText).filter((text) => !mine.has(text));
  if (onlyMine.length + onlyHand.length === 0) return;
  const policies = new Set([...onlyMine, ...onlyHand].map((text) => text.split(' ')[0]));
  throw new Error(
    `The hand-written statement counts otherwise for ${[...policies].join(', ')}. Ours only: ${onlyMine.slice(0, 5).join('; ')}. Hand-written only: ${onlyHand.slice(0, 5).join('; ')}.`,
  );
}

/** Policies over a whole district by town and industry, against the same counts from one statement written by hand; and a whole run. */
export async function benchPolicies(district: District, { repeat }: Size): Promise<Figure[]> {
  const { db, entities } = district;
  const files = readPackFiles(join(root, 'policies'));
  await loadLibrary(db, actor, files);
  const policies = chosenPolicies(files);
  const moment = { district: code, asOf: day, knownOn: await settledInstant(db, code) };
  let [ours, theirs]: [Count[], Count[]] = [[], []];
  const samples = await inTurns(repeat, {
    ours: async () => {
      ours = (await rows(db, standingCounts(policies, moment))) as Count[];
    },
    hand: async () => {
      theirs = (await rows(db, handWrittenPolicies({ district: code, day }))) as Count[];
    },
  });
  assertSame(ours, theirs);
  const hand = { value: median(samples.hand), unit: 'ms', what: 'one statement written by hand' };
  return [
    figure({
      bench: 'policies',
      name: `${policies.length} policies`,
      ours: { value: median(samples.ours), unit: 'ms', what: 'compiled from their files, in one statement' },
      limit: hand,
      aim: { of: 'ratio', at: 'most', value: 1.3 },
      note: `${entities} entities, ${ours.length} counts of policy, town and industry, each the same in both`,
    }),
    await wholeRun(district, repeat, hand),
  ];
}

/** All policies in force on the day, counted by portions and kept, as the office’s button does. */
async function wholeRun({ db }: District, repeat: number, hand: Figure['ours']): Promise<Figure> {
  const samples: number[] = [];
  let counted = 0;
  for (let turn = 0; turn <= repeat; turn++) {
    const took = await timed(async () => {
      counted = (await runDistrict(db, actor, day)).policies.length;
    });
    if (turn > 0) samples.push(took);
  }
  return figure({
    bench: 'policies',
    name: `a run of all ${counted} in force, kept`,
    ours: { value: median(samples), unit: 'ms', what: 'counted by portions, with progress, and stored' },
    limit: {
      ...hand,
      what: `the hand-written statement of ${writtenPolicies.length} policies, counting only`,
    },
  });
}
