import type { ReactNode } from 'react';
import { type Labels, useLabel } from '../../../shared/words.ts';
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
  /** Where only the other language differs, that is the one to show. */
  function pair({ before, after, field }: Difference): [string, string] {
    const said: [string, string] = [words(before, field), words(after, field)];
    if (said[0] !== said[1] || !isLabels(before) || !isLabels(after)) return said;
    return before.zh === after.zh ? [before.en, after.en] : [before.zh, after.zh];
  }
  function words(value: DefinitionWords[DefinitionField], field: DefinitionField): string {
    if (value === null) return say('definition.none');
    if (typeof value !== 'string') return label(value);
    return field === 'basis' ? say(`definition.basis.${value as 'gross' | 'net' | 'none'}`) : value;
  }
  return (
    <dl className="differences">
      {differences.map((difference) => {
        const [before, after] = pair(difference);
        return (
          <div key={difference.field}>
            <dt>{say(names[difference.field])}</dt>
            <dd>
              <del>{before}</del>
              <ins>{after}</ins>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function isLabels(value: DefinitionWords[DefinitionField]): value is Labels {
  return value !== null && typeof value === 'object';
}
