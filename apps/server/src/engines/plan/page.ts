import type { PlanPage } from '@miaopu/contract';
import type { PlanPack } from '@miaopu/plan';

/** The whole plan as a document: units, sections with their clauses, ambiguities with the choice taken. */
export function makePlanPage(pack: PlanPack): PlanPage {
  const { plan, units, sections, targets, ambiguities } = pack;
  const refOf = (id: string) => ({
    id,
    name: units.find((unit) => unit.id === id)?.name ?? { zh: id, en: id },
  });
  return {
    id: plan.id,
    title: plan.title,
    start: plan.period.start,
    end: plan.period.end,
    issuer: plan.document.issuer.zh,
    issuedOn: plan.document.issued_on,
    documentNumber: plan.document.number,
    units: units.map((unit) => ({
      id: unit.id,
      name: unit.name,
      kind: unit.kind,
      validFrom: unit.valid_from,
      validTo: unit.valid_to,
      successor: unit.successor?.unit ?? null,
    })),
    sections: sections.map((section) => ({
      id: section.id,
      title: section.title,
      kind: section.kind,
      clauses: section.clauses.map((clause) => {
        const own = targets.filter((target) => target.clause === clause.id);
        const lead = clause.lead ?? section.lead ?? own[0]?.lead;
        return {
          id: clause.id,
          quote: clause.quote,
          title: clause.title,
          lead: lead === undefined ? null : refOf(lead),
          supporting: (clause.supporting ?? section.supporting).map(refOf),
          targets: own.map((target) => target.id),
          asks: clause.asks,
        };
      }),
    })),
    ambiguities: ambiguities.map((ambiguity) => ({
      id: ambiguity.id,
      question: ambiguity.question,
      choice: ambiguity.choices.find((choice) => choice.id === ambiguity.default)!.words,
      targets: targets
        .filter((target) => target.ambiguities.includes(ambiguity.id))
        .map((target) => target.id),
    })),
  };
}
