import { listClaims } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** Claims that wait for the office; nothing where none does. */
export function ClaimsPanel(): ReactNode {
  const say = useWords();
  const { data } = useEndpoint(listClaims, { query: { limit: 3 } }, { refetchInterval: 60_000 });
  if (!data || data.waiting === 0) return null;
  return (
    <Panel
      title={say('claims.title')}
      aside={say('claims.count', { count: data.waiting })}
      actions={<Link to="/g/claims">{say('claims.go')}</Link>}
    >
      <ul className="today-claims">
        {data.rows.map(({ id, entityName, claimant, claimedAt }) => (
          <li key={id}>
            <Link to={`/g/claims?claim=${id}`}>{entityName}</Link>
            <small>
              {claimant.name} · {formatInstant(claimedAt)}
            </small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
