import type { FactRecord } from './books.ts';
import { dayText, instantText } from './days.ts';
import { departments, type HeldTitle, type Life } from './life.ts';
import type { Relief } from './reliefs.ts';
import type {
  PopulationDesignation,
  PopulationEnjoyment,
  PopulationFact,
  PopulationMilestone,
} from './rows.ts';

/** The milestone rows of a life. */
export function milestonesOf(life: Life): PopulationMilestone[] {
  return life.events.map((event) => ({
    key: life.key,
    kind: event.kind,
    happenedOn: dayText(event.day),
    relatedKey: event.related,
    detail: event.detail,
    department: event.department,
    evidence: event.evidence,
    recordedFrom: instantText(event.known),
    recordedTo: null,
  }));
}

/** The designation rows of a life: a title whose end was only learned later has two, as believed before and after. */
export function designationsOf(life: Life): PopulationDesignation[] {
  return life.titles.flatMap((held) => {
    if (held.endKnown === null || held.endKnown === held.known)
      return [designation(life.key, held, held.to, held.known, null)];
    return [
      designation(life.key, held, null, held.known, held.endKnown),
      designation(life.key, held, held.to, held.endKnown, null),
    ];
  });
}

function designation(
  key: number,
  held: HeldTitle,
  to: number | null,
  known: number,
  until: number | null,
): PopulationDesignation {
  return {
    key,
    title: held.title,
    level: held.level,
    validFrom: dayText(held.from),
    validTo: to === null ? null : dayText(to),
    certificate: held.certificate,
    detail: held.detail,
    department: held.department,
    evidence: null,
    recordedFrom: instantText(known),
    recordedTo: until === null ? null : instantText(until),
  };
}

export function factRow(key: number, fact: FactRecord): PopulationFact {
  return {
    key,
    field: fact.field,
    period: fact.period,
    value: String(fact.value),
    department: fact.department,
    evidence: null,
    recordedFrom: instantText(fact.known),
    recordedTo: fact.until === null ? null : instantText(fact.until),
  };
}

export function enjoymentRow(key: number, relief: Relief): PopulationEnjoyment {
  return {
    key,
    policy: relief.policy,
    year: relief.year,
    amount: relief.amount.toFixed(2),
    decidedOn: dayText(relief.decidedOn),
    department: departments.tax,
    evidence: null,
    recordedFrom: instantText(relief.known),
    recordedTo: null,
  };
}
