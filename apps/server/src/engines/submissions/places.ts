import { abilityOf } from '@miaopu/contract';
import type { PlanPack } from '@miaopu/plan';
import type { Actor } from '../../platform/access/index.ts';
import type { Queryable } from '../../platform/db/index.ts';
import { declaredForms } from './forms.ts';
import { daysOf } from './periods.ts';
import { mayRead, type Place } from './place.ts';
import { listStored, type Stored } from './store.ts';

/** A place with what is there: nothing, until somebody saved. */
export type Filled = { readonly place: Place; readonly stored: Stored | undefined };

const keyOf = (form: string, unit: string, period: string) => `${form} ${unit} ${period}`;

/** Every form of every unit for every period of a plan, as far as somebody may read it: by form, unit and period. */
export async function listFilled(db: Queryable, actor: Actor, pack: PlanPack): Promise<Filled[]> {
  const ability = abilityOf(actor);
  const stored = new Map(
    (await listStored(db, actor.district, pack.plan.id)).map((one) => [
      keyOf(one.form, one.unit, one.period),
      one,
    ]),
  );
  return declaredForms(pack).flatMap((declared) => {
    return declared.units
      .filter(({ id }) => mayRead(ability, declared, id))
      .flatMap((unit) =>
        declared.periods.map((period) => ({
          place: { pack, declared, unit, period, days: daysOf(declared.dates, period) },
          stored: stored.get(keyOf(declared.form.id, unit.id, period)),
        })),
      );
  });
}
