import type { EntityMatch, MatchedPolicy } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatAmount, formatDay } from '../../../shared/formats.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { groupOf, matchGroups } from './match-group.ts';
import { MatchReasons } from './match-reasons.tsx';
import './match-groups.css';

/** How an enterprise stands to the policies: what it can get, what it nearly gets, what it has had, what cannot be told yet. */
export function MatchGroups({
  match,
  linkTo,
}: {
  match: EntityMatch;
  linkTo: (policy: string) => string;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const rows = Map.groupBy(match.policies, groupOf);
  return (
    <>
      {match.reasons.length > 0 && (
        <ul className="match-combination" aria-label={say('match.combination')}>
          {match.reasons.map((reason) => (
            <li key={reason.en}>{label(reason)}</li>
          ))}
        </ul>
      )}
      {matchGroups.map((group) => {
        const found = rows.get(group) ?? [];
        if (found.length === 0 && group !== 'fits') return null;
        return (
          <section key={group} className="match-group" aria-label={say(`match.${group}`)}>
            <h2>
              {say(`match.${group}`)} <small>{found.length}</small>
            </h2>
            {found.length === 0 && <p>{say('match.fits.none')}</p>}
            {found.map((row) => (
              <MatchCard key={row.policy.id} row={row} to={linkTo(row.policy.id)} />
            ))}
          </section>
        );
      })}
    </>
  );
}

function MatchCard({ row, to }: { row: MatchedPolicy; to: string }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { policy, enjoyed } = row;
  const amount = enjoyed ? enjoyed.amount : row.amount;
  const missing = row.conditions.filter((one) => one.outcome !== 'met');
  return (
    <article className="match-card">
      <header>
        <h3>
          <Link to={to}>{label(policy.title)}</Link>
        </h3>
        {amount !== null && Number(amount) > 0 && <b>{formatAmount(amount, language)}</b>}
      </header>
      <p className="match-meta">
        {say(`channel.${policy.channel}`)}
        {policy.inForce.to && <span>{say('match.until', { day: formatDay(policy.inForce.to) })}</span>}
        {enjoyed && <span>{say('match.enjoyed', { year: enjoyed.year })}</span>}
        {policy.toConfirm.length > 0 && <span>{say('to_confirm')}</span>}
      </p>
      {missing.length > 0 && (
        <ul className="match-missing">
          {missing.slice(0, 3).map((condition) => (
            <li key={condition.id}>{label(condition.change ?? condition.words)}</li>
          ))}
        </ul>
      )}
      {!enjoyed && row.standing === 'met' && <p className="match-next">{label(row.nextStep)}</p>}
      <MatchReasons row={row} />
    </article>
  );
}
