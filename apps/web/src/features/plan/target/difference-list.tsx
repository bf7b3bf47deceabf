import type { ReactNode } from 'react';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import type { DefinitionField, DefinitionWords, Difference } from './definition-differences.ts';

const names = {
  numerator: 'definition.numerator',
  denominator: 'definition.denominator',
  baseline: 'definition.baseline',
  basis: 'definition.basis',
  distinctBy: 'definition.distinct',
  evidence: 'definition.evidence',
  measure: 'definition.measure',
} as const satisfies Record<DefinitionField, string>;

/** What was said before, struck through, and what is said now. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }): ReactNode {
  const say = useWords();
  const label = useLabel();
  function words(value: DefinitionWords[DefinitionField], field: DefinitionField): string {
    if (value === null) return say('definition.none');
    if (typeof value !== 'string') return label(value);
    return field === 'basis' ? say(`definition.basis.${value as 'gross' | 'net' | 'none'}`) : value;
  }
  return (
    <dl className="differences">
      {differences.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{say(names[field])}</dt>
          <dd>
            <del>{words(before, field)}</del>
            <ins>{words(after, field)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
