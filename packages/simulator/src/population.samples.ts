import { createHash } from 'node:crypto';
import { checkCreditCode, checkRegistrationNumber, type FactField } from '@miaopu/standards';
import type {
  PopulationDesignation,
  PopulationEnjoyment,
  PopulationEntityVersion,
  PopulationFact,
  PopulationMilestone,
  SimulatedPopulation,
} from './index.ts';

/** Helpers of the tests: the rows of a small population in memory, and looks at them that know nothing of how they were made. */
export type Rows = {
  readonly versions: readonly PopulationEntityVersion[];
  readonly facts: readonly PopulationFact[];
  readonly milestones: readonly PopulationMilestone[];
  readonly designations: readonly PopulationDesignation[];
  readonly enjoyments: readonly PopulationEnjoyment[];
  readonly byKey: ReadonlyMap<number, readonly PopulationEntityVersion[]>;
};

export function rowsOf(population: SimulatedPopulation): Rows {
  const versions = [...population.entities];
  return {
    versions,
    facts: [...population.facts],
    milestones: [...population.milestones],
    designations: [...population.designations],
    enjoyments: [...population.enjoyments],
    byKey: Map.groupBy(versions, (row) => row.key),
  };
}

export function hashOf(population: SimulatedPopulation): string {
  const hash = createHash('sha256');
  for (const part of [
    population.entities,
    population.facts,
    population.milestones,
    population.designations,
    population.enjoyments,
  ]) {
    for (const row of part) hash.update(JSON.stringify(row));
  }
  return hash.update(JSON.stringify(population.truth)).digest('hex');
}

/** The rows believed at an instant (null: in the end). */
export function believed<R extends { recordedFrom: string; recordedTo: string | null }>(
  rows: readonly R[],
  instant: string | null,
): R[] {
  if (instant === null) return rows.filter((row) => row.recordedTo === null);
  return rows.filter(
    (row) => row.recordedFrom <= instant && (row.recordedTo === null || row.recordedTo > instant),
  );
}

export function onDay(
  rows: readonly PopulationEntityVersion[],
  day: string,
): PopulationEntityVersion | undefined {
  return rows.find((row) => row.validFrom <= day && (row.validTo === null || row.validTo > day));
}

/** What is wrong with the rows; empty when they hold together. */
export function faultsOf(rows: Rows): string[] {
  return [
    ...identityFaults(rows),
    ...historyFaults(rows),
    ...referenceFaults(rows),
    ...factFaults(rows),
    ...figureFaults(rows),
    ...enjoymentFaults(rows),
  ];
}

function identityFaults({ byKey }: Rows): string[] {
  const faults: string[] = [];
  const seen = new Map<string, number>();
  for (const [key, versions] of byKey) {
    const first = versions[0]!;
    for (const identity of [first.creditCode, first.registrationNumber, first.name]) {
      if (identity === null) continue;
      if (seen.has(identity)) faults.push(`${identity} belongs to ${seen.get(identity)} and ${key}`);
      seen.set(identity, key);
    }
    if (first.creditCode === null || checkCreditCode(first.creditCode).ok === false)
      faults.push(`credit code of ${key}`);
    if (first.registrationNumber !== null && !checkRegistrationNumber(first.registrationNumber).ok) {
      faults.push(`registration number of ${key}`);
    }
    const prefix = { enterprise: '91', individual: '92', cooperative: '93', branch: '91' }[first.category];
    if (!first.creditCode?.startsWith(prefix)) faults.push(`prefix of ${key}`);
  }
  return faults;
}

/** Days and instants run forward, and at no instant do two believed versions of an entity overlap. */
function historyFaults({ byKey }: Rows): string[] {
  const faults: string[] = [];
  for (const [key, versions] of byKey) {
    for (const row of versions) {
      if (row.validTo !== null && row.validTo <= row.validFrom) faults.push(`valid days of ${key}`);
      if (row.recordedTo !== null && row.recordedTo <= row.recordedFrom) faults.push(`instants of ${key}`);
    }
    for (const instant of [null, ...versions.map((row) => row.recordedFrom)]) {
      const known = believed(versions, instant).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
      for (const [index, row] of known.entries()) {
        const next = known[index + 1];
        if (next !== undefined && row.validTo !== next.validFrom)
          faults.push(`gap or overlap of ${key} at ${instant}`);
        if (next === undefined && row.validTo !== null)
          faults.push(`no last version of ${key} at ${instant}`);
      }
    }
    if (!versions.some((row) => row.act === 'registration')) faults.push(`${key} was never registered`);
  }
  return faults;
}

function referenceFaults({ byKey, milestones, designations }: Rows): string[] {
  const faults: string[] = [];
  for (const milestone of milestones) {
    const versions = byKey.get(milestone.key);
    if (versions === undefined) {
      faults.push(`milestone of unknown ${milestone.key}`);
      continue;
    }
    const related = milestone.relatedKey === null ? undefined : byKey.get(milestone.relatedKey);
    if (milestone.kind === 'converted' && related?.[0]?.category !== 'individual')
      faults.push(`predecessor of ${milestone.key}`);
    if (milestone.happenedOn < versions[0]!.validFrom)
      faults.push(`${milestone.kind} of ${milestone.key} before its first day`);
    const state = onDay(believed(versions, null), milestone.happenedOn);
    const ends =
      milestone.kind === 'deregistered' || milestone.kind === 'revoked' || milestone.kind === 'moved_out';
    if ((state?.status === 'active') === ends)
      faults.push(`${milestone.kind} of ${milestone.key}, which is ${state?.status}`);
    if (milestone.happenedOn > '2020-12-31')
      faults.push(`${milestone.kind} of ${milestone.key} after the simulation`);
  }
  for (const row of designations) {
    const versions = byKey.get(row.key) ?? [];
    if (onDay(believed(versions, null), row.validFrom)?.status !== 'active')
      faults.push(`${row.title} of ${row.key} outside its life`);
    if (row.validTo !== null && row.validTo <= row.validFrom)
      faults.push(`days of ${row.title} of ${row.key}`);
    if (row.recordedTo !== null && row.recordedTo <= row.recordedFrom)
      faults.push(`instants of ${row.title} of ${row.key}`);
  }
  return faults;
}

/** No figure is given twice at one time, a wrong one is followed by the one that corrects it, none is of days before the founding. */
function factFaults({ byKey, facts }: Rows): string[] {
  const faults: string[] = [];
  for (const [name, rows] of Map.groupBy(facts, (row) => `${row.key} ${row.field} ${row.period}`)) {
    const open = rows.filter((row) => row.recordedTo === null);
    if (open.length !== 1 || rows.length > 2) faults.push(`${rows.length} rows of ${name}`);
    const wrong = rows.find((row) => row.recordedTo !== null);
    if (wrong !== undefined && wrong.recordedTo !== open[0]?.recordedFrom)
      faults.push(`correction of ${name}`);
    if (rows.some((row) => !/^-?\d+(\.\d{1,4})?$/.test(row.value))) faults.push(`value of ${name}`);
    const founded = byKey.get(rows[0]!.key)?.[0]?.validFrom ?? '9999';
    if (rows[0]!.period.slice(0, 4) < founded.slice(0, 4)) faults.push(`${name} before the founding`);
  }
  return faults;
}

/** Figures of one entity and year that can never exceed one another. */
const bounds: readonly (readonly [FactField, FactField])[] = [
  ['taxable_income', 'profit'],
  ['net_profit', 'profit'],
  ['surcharges_due', 'six_taxes_due'],
  ['insured_staff', 'employees'],
  ['dismissed_staff', 'insured_staff'],
  ['new_eligible_hires', 'insured_staff'],
  ['disabled_staff', 'employees'],
  ['unemployment_premiums', 'social_premiums'],
  ['domestic_rd_expense', 'rd_expense'],
  ['rd_staff', 'technical_staff'],
  ['technical_staff', 'employees'],
  ['high_value_ip', 'class_one_ip'],
  ['main_product_revenue', 'revenue'],
  ['high_tech_revenue', 'revenue'],
  ['rd_expense', 'revenue'],
  ['loan_balance', 'credit_granted'],
  ['loan_balance', 'liabilities'],
  ['loan_interest', 'loan_balance'],
];

function figureFaults({ facts }: Rows): string[] {
  const faults: string[] = [];
  const years = Map.groupBy(
    believed(facts, null).filter((row) => row.period.length === 4),
    (row) => `${row.key} ${row.period}`,
  );
  for (const [name, rows] of years) {
    const value = new Map(rows.map((row) => [row.field, Number(row.value)]));
    for (const [less, more] of bounds) {
      const [one, other] = [value.get(less), value.get(more)];
      // a loss leaves nothing to tax
      if (one !== undefined && other !== undefined && one > Math.max(0, other))
        faults.push(`${less} ${one} above ${more} ${other} of ${name}`);
    }
    for (const [field, number] of value) {
      if (number < 0 && !['profit', 'net_profit'].includes(field))
        faults.push(`${field} of ${name} below zero`);
    }
  }
  return faults;
}

/** A relief is taken up once a year, within the life that it falls in, and is learned after it was decided. */
function enjoymentFaults({ byKey, enjoyments }: Rows): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const row of enjoyments) {
    const name = `${row.policy} ${row.year} of ${row.key}`;
    if (seen.has(name)) faults.push(`${name} twice`);
    seen.add(name);
    if (!(Number(row.amount) > 0)) faults.push(`amount of ${name}`);
    if (row.recordedFrom < row.decidedOn || row.decidedOn < `${row.year}-01-01`)
      faults.push(`days of ${name}`);
    const state = onDay(believed(byKey.get(row.key) ?? [], null), `${row.year}-12-31`);
    if (state === undefined) faults.push(`${name}, who was not there`);
  }
  return faults;
}
