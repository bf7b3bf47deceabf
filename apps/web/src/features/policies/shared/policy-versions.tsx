import type { PolicyPage as Policy } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Panel } from '../../../shared/components/page.tsx';
import { dash, formatDay } from '../../../shared/formats.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import './policy-versions.css';

type Difference = Policy['differences'][number];

/** Versions, newest first, and what the shown one changed. */
export function PolicyVersions({ policy }: { policy: Policy }): ReactNode {
  const say = useWords();
  return (
    <Panel title={say('policy.versions')}>
      <ol className="policy-versions">
        {policy.versions.map((version) => (
          <li key={version.version}>
            <b>{say('policy.version', { version: version.version })}</b> {formatDay(version.publishedAt)}{' '}
            {version.reason}
            {version.documentNumber && <small className="clause">{version.documentNumber}</small>}
          </li>
        ))}
      </ol>
      {policy.differences.length > 0 && (
        <>
          <h3>{say('policy.changed')}</h3>
          <DifferenceTable differences={policy.differences} />
        </>
      )}
    </Panel>
  );
}

/** Before and after, side by side; on a phone one below the other. */
export function DifferenceTable({ differences }: { differences: readonly Difference[] }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <table className="policy-differences">
      <thead>
        <tr>
          <th scope="col">{say('difference.what')}</th>
          <th scope="col">{say('difference.before')}</th>
          <th scope="col">{say('difference.after')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.path}>
            <th scope="row">{label(difference.label)}</th>
            <td data-label={say('difference.before')}>
              {difference.before ? label(difference.before) : dash}
            </td>
            <td data-label={say('difference.after')}>{difference.after ? label(difference.after) : dash}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
