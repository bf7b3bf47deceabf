import type { PlanPage } from '@miaopu/contract';

export type Section = PlanPage['sections'][number];
export type Clause = Section['clauses'][number];

/** The sections with the clauses that contain the text: in their number, quote, title, demand or a unit's name. */
export function matchingSections(plan: PlanPage, wanted: string): Section[] {
  if (!wanted) return plan.sections;
  const text = wanted.toLowerCase();
  return plan.sections
    .map((section) => ({ ...section, clauses: section.clauses.filter((clause) => contains(clause, text)) }))
    .filter((section) => section.clauses.length > 0);
}

function contains(clause: Clause, text: string): boolean {
  const units = [clause.lead, ...clause.supporting].flatMap((unit) =>
    unit ? [unit.name.zh, unit.name.en] : [],
  );
  return [clause.id, clause.quote, clause.title?.zh, clause.title?.en, clause.asks, ...units].some((part) =>
    part?.toLowerCase().includes(text),
  );
}
