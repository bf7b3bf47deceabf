import type { checkEnterprise } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../shared/client.ts';
import { formatAmount } from '../../../shared/formats.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { Clause } from '../shared/policy-rules.tsx';

type Standing = AnswerOf<typeof checkEnterprise>['standings'][number];

const groups = ['met', 'nearly', 'manual', 'unknown', 'not_met'] as const;

/** How the policies stand by the answers so far: fitting first, each with its reasons and the way to it. */
export function Standings({
  standings,
  final,
}: {
  standings: readonly Standing[];
  final: boolean;
}): ReactNode {
  const say = useWords();
  const shown = groups
    .map((group) => ({ group, rows: standings.filter(({ standing }) => standing === group) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <div className="check-standings" aria-live="polite">
      {shown.map(({ group, rows }) => (
        <details key={group} open={group === 'met' || group === 'nearly' || (final && group === 'manual')}>
          <summary>
            {say(`standing.${group}`)} <b>{rows.length}</b>
          </summary>
          <ul>
            {rows.map((row) => (
              <StandingRow key={row.policy.id} row={row} />
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

function StandingRow({ row }: { row: Standing }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const reasons = row.standing === 'not_met' || row.standing === 'nearly' ? row.failing : row.open;
  return (
    <li>
      <Link to={`/policies/${row.policy.id}`}>{label(row.policy.title)}</Link>
      {row.amount !== null && Number(row.amount) > 0 && (
        <b className="check-amount">{say('check.amount', { amount: formatAmount(row.amount, language) })}</b>
      )}
      {row.standing === 'met' && <p>{say(`channel.${row.policy.channel}.how`)}</p>}
      {reasons.slice(0, 4).map((condition) => (
        <p key={condition.id}>
          {label(condition.words)}
          <Clause text={condition.cites} />
        </p>
      ))}
    </li>
  );
}
