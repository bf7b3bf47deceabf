import { type CellValue, ratioOf } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { seeingAll, type Tx } from '../../platform/db/index.ts';
import { type NewReport, recordReportIn } from '../indicators/index.ts';
import type { PlanInForce } from '../plan/index.ts';
import { recordOf } from './notices.ts';
import type { Place } from './place.ts';
import type { Version } from './store.ts';

type Values = Readonly<Record<string, CellValue>>;

/** What a submitted version reports of each target. A target whose cells are empty is not reported. */
export function reportsOf(
  { declared, unit, period }: Pick<Place, 'declared' | 'unit' | 'period'>,
  cells: Values,
): (Pick<NewReport, 'unit' | 'period' | 'value' | 'numerator' | 'denominator'> & {
  readonly target: string;
})[] {
  const asked = declared.form.cells.filter(({ how, target }) => how === 'asked' && target !== null);
  return [...Map.groupBy(asked, ({ target }) => target!)].flatMap(([target, parts]) => {
    const of = (part: string) => {
      const cell = parts.find((one) => one.part === part);
      return cell === undefined ? null : (cells[cell.id]?.value ?? null);
    };
    const [numerator, denominator] = [of('numerator'), of('denominator')];
    const value = of('value') ?? ratioOf(numerator, denominator);
    return value === null ? [] : [{ target, unit: unit.id, period: period, value, numerator, denominator }];
  });
}

/** Carries the figures of an approved version into the indicators, in the transaction of the approval. */
export async function carryFigures(
  tx: Tx,
  actor: Actor,
  plan: PlanInForce,
  place: Place,
  { version, cells, restatedBecause }: Version,
): Promise<void> {
  const evidence = `${recordOf(place)} v${version}`;
  // the last to sign may be the unit's own lead, who has no hand in the indicators
  await seeingAll(tx, async () => {
    for (const { target, ...report } of reportsOf(place, cells))
      await recordReportIn(tx, plan, actor, target, { ...report, evidence, restatedBecause });
  });
}
