import { isComputed } from '@miaopu/plan';
import { countCells, countPlan } from '../apps/server/src/engines/indicators/index.ts';
import { settledInstant } from '../apps/server/src/engines/registry/index.ts';
import { rows } from '../apps/server/src/platform/db/index.ts';
import { code, type District } from './district.ts';
import { type Figure, figure, median, type Size } from './figures.ts';
import { handWritten } from './hand-written-indicators.ts';
import { inTurns, timed } from './stopwatch.ts';

type Cell = Awaited<ReturnType<typeof countCells>>[number];

/** Numbers as exact text, whatever scale the database gave them. */
function normal(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}

function asText(cells: readonly Cell[]): string[] {
  return cells
    .map(({ town, period, numerator, denominator }) =>
      [town, period, normal(numerator), normal(denominator)].join(' '),
    )
    .sort();
}

function assertSame(targetId: string, ours: readonly Cell[], hand: readonly Cell[]): void {
  const [mine, theirs] = [asText(ours), asText(hand)];
  const onlyMine = mine.filter((cell) => !theirs.includes(cell));
  const onlyTheirs = theirs.filter((cell) => !mine.includes(cell));
  if (onlyMine.length === 0 && onlyTheirs.length === 0) return;
  throw new Error(
    `${targetId}: the hand-written query counts otherwise. Ours only: ${onlyMine.slice(0, 3).join('; ')}. Hand-written only: ${onlyTheirs.slice(0, 3).join('; ')}.`,
  );
}

/** Every computed measure by town and quarter, against the same results from SQL written by hand for this plan. */
export async function benchIndicators(district: District, size: Size): Promise<Figure[]> {
  const { db, pack, entities } = district;
  const { start, end } = pack.plan.period;
  const plan = { start, end, base: pack.plan.base_day };
  const moment = { district: code, plan, asOf: end, knownOn: await settledInstant(db, code) };
  const measures = pack.targets
    .flatMap((target) => [target, ...target.companions])
    // whom policies reached is counted from the policy library's rules, not from this plan's formulas
    .filter(({ measure }) => isComputed(measure) && !('coverage' in measure));
  const figures: Figure[] = [];
  let cells = 0;
  for (const { id, measure } of measures) {
    const hand = handWritten(id, { district: code, ...plan });
    let [ours, theirs]: [Cell[], Cell[]] = [[], []];
    const samples = await inTurns(size.repeat, {
      ours: async () => {
        ours = await countCells(db, measure, moment);
      },
      hand: async () => {
        theirs = (await rows(db, hand)) as Cell[];
      },
    });
    assertSame(id, ours, theirs);
    cells += ours.length;
    figures.push(
      figure({
        bench: 'indicators',
        name: id,
        ours: { value: median(samples.ours), unit: 'ms', what: 'counted from the plan’s formula' },
        limit: { value: median(samples.hand), unit: 'ms', what: 'SQL written by hand' },
        aim: { of: 'ratio', at: 'most', value: 2 },
      }),
    );
  }
  const sum = (of: (one: Figure) => number) => figures.reduce((total, one) => total + of(one), 0);
  const total = figure({
    bench: 'indicators',
    name: `all ${figures.length} measures`,
    ours: { value: sum((one) => one.ours.value), unit: 'ms', what: 'counted from the plan’s formulas' },
    limit: { value: sum((one) => one.limit!.value), unit: 'ms', what: 'SQL written by hand' },
    aim: { of: 'ratio', at: 'most', value: 2 },
    note: `${entities} entities, ${cells} cells of town and period, each the same in both`,
  });
  return [total, ...figures, await fullRun(district, size, total.limit!.value)];
}

/** A count of the whole plan with its roll-up and its storing: what who asks for a day never counted before waits for. */
async function fullRun({ db, pack }: District, { repeat }: Size, handWrittenSum: number): Promise<Figure> {
  const samples: number[] = [];
  for (let turn = 0; turn <= repeat; turn++) {
    const took = await timed(() => countPlan(db, code, pack.plan.id, pack.plan.period.end));
    if (turn > 0) samples.push(took);
  }
  return figure({
    bench: 'indicators',
    name: 'one full run, kept',
    ours: { value: median(samples), unit: 'ms', what: 'count, roll up and store every value' },
    limit: { value: handWrittenSum, unit: 'ms', what: 'SQL written by hand, counting only' },
  });
}
