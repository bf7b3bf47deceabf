import { at, type Draft, type Entry } from './draft.ts';
import type { Decomposition, PlanHead } from './pack-schema.ts';
import type { Finding, Words } from './problems.ts';
import { reconcile, type SplitRow } from './reconcile.ts';

/** Splits stay within the plan's years, name each part once, and come to their whole or say why not. */
export function checkDecompositions(draft: Draft): Finding[] {
  const { plan, units, targets, decompositions } = draft;
  if (plan === undefined || units === undefined || targets === undefined) return [];
  const districts = new Set(
    units.filter(({ value }) => value.kind === 'district').map(({ value }) => value.id),
  );
  return (decompositions ?? []).flatMap((split) => {
    const target = targets.find(({ value }) => value.id === split.value.target)?.value;
    if (target === undefined) return [];
    const findings = [...yearsOutside(split, plan.value), ...partsTwice(split)];
    const { differences } = reconcile(target, split.value.rows, districts);
    if (findings.length > 0 || differences.length === 0 || split.value.differs_because !== null)
      return findings;
    return [
      at(split, ['rows'], {
        code: 'parts_do_not_add_up',
        message: joined(differences),
        suggestion: {
          zh: '改正各部分，或用 differs_because 写明为何不相等',
          en: 'Correct the parts, or say with differs_because why they differ',
        },
      }),
    ];
  });
}

function joined(differences: readonly Words[]): Words {
  return {
    zh: differences.map((one) => one.zh).join('；'),
    en: differences.map((one) => one.en).join('; '),
  };
}

function yearsOutside(split: Entry<Decomposition>, plan: PlanHead): Finding[] {
  const [first, last] = [plan.period.start, plan.period.end].map((day) => Number(day.slice(0, 4)));
  // a plan that ends before it starts is told by itself
  if (first! > last!) return [];
  return split.value.rows.flatMap((row, index) =>
    row.year >= first! && row.year <= last!
      ? []
      : at(split, ['rows', index, 'year'], {
          code: 'period_outside_plan',
          message: {
            zh: `${row.year}年不在计划期 ${first} 至 ${last} 年之内`,
            en: `${row.year} is not a year of the plan, ${first} to ${last}`,
          },
          suggestion: { zh: '改正年份，或删去这一行', en: 'Correct the year, or remove the row' },
        }),
  );
}

/** The first row that repeats a unit and year, or undefined. */
export function repeatedRow(rows: readonly SplitRow[]): number | undefined {
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const key = `${row.unit} ${row.year}`;
    if (seen.has(key)) return index;
    seen.add(key);
  }
  return undefined;
}

function partsTwice(split: Entry<Decomposition>): Finding[] {
  const index = repeatedRow(split.value.rows);
  if (index === undefined) return [];
  const { unit, year } = split.value.rows[index]!;
  return [
    at(split, ['rows', index], {
      code: 'duplicate_id',
      message: { zh: `${unit} ${year}年写了两次`, en: `${unit} in ${year} stands twice` },
      suggestion: { zh: '合并成一行，或改正单位、年份', en: 'Make it one row, or correct unit or year' },
    }),
  ];
}
