import type { PopulationEnjoyment, PopulationEntityVersion } from '@miaopu/simulator';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, sql } from '../../platform/db/index.ts';
import { findEntitiesByCodes } from '../registry/index.ts';
import { type Enjoyment, lockEnjoyments, recordEnjoyments } from './enjoyments.ts';

/** What a simulated district's entities received, with the entities, which the registry has loaded. */
export type SimulatedEnjoyments = {
  /** The name that makes loading idempotent. */
  readonly source: string;
  readonly entities: Iterable<PopulationEntityVersion>;
  readonly enjoyments: Iterable<PopulationEnjoyment>;
};

/**
 * Loads what a simulated population received, each row known since when the simulation says. Loading the same name again does nothing.
 *
 * @returns how many were loaded; 0 where they are there already
 */
export async function loadEnjoyments(db: Db, actor: Actor, given: SimulatedEnjoyments): Promise<number> {
  const { district } = actor;
  const record = `policies/enjoyments/${given.source}`;
  return inTransaction(db, async (tx) => {
    await lockEnjoyments(tx, district);
    const name = `${given.source} enjoyments`;
    const loaded = await firstRow(
      tx,
      sql`select from registry.source where district = ${district} and kind = 'simulator' and name = ${name} limit 1`,
    );
    if (loaded !== undefined) return 0;
    const codes = codesByKey(given.entities);
    const holders = await findEntitiesByCodes(tx, district, [...codes.values()]);
    const byDepartment = Map.groupBy(
      placed(given.enjoyments, codes, holders),
      ({ department }) => department,
    );
    let count = 0;
    for (const [department, rows] of byDepartment) {
      const told = await recordEnjoyments(tx, actor, { kind: 'simulator', name, department }, rows);
      count += told.recorded;
    }
    if (count > 0)
      await recordAudit(tx, {
        actor,
        action: 'policies.enjoyments.imported',
        record,
        after: { recorded: count },
      });
    return count;
  });
}

/** The code by which the registry finds an entity again: its latest credit code, else its latest registration number. */
function codesByKey(entities: Iterable<PopulationEntityVersion>): Map<number, string> {
  const codes = new Map<number, string>();
  const numbers = new Map<number, string>();
  for (const { key, creditCode, registrationNumber, recordedTo } of entities) {
    if (recordedTo !== null) continue;
    if (creditCode !== null) codes.set(key, creditCode);
    if (registrationNumber !== null) numbers.set(key, registrationNumber);
  }
  return new Map([...numbers, ...codes]);
}

function* placed(
  enjoyments: Iterable<PopulationEnjoyment>,
  codes: ReadonlyMap<number, string>,
  holders: ReadonlyMap<string, readonly string[]>,
): Generator<Enjoyment> {
  for (const { key, policy, year, amount, decidedOn, department, evidence, recordedFrom } of enjoyments) {
    const ids = holders.get(codes.get(key) ?? '') ?? [];
    // of two records for one firm nobody knows which is meant
    if (ids.length !== 1) continue;
    yield {
      entityId: ids[0]!,
      policyId: policy,
      year,
      amount,
      decidedOn,
      department,
      evidence,
      knownFrom: recordedFrom,
    };
  }
}
