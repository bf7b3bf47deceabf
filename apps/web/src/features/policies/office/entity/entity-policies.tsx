import { getEntityMatch, type MatchedPolicy } from '@miaopu/contract';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { formatAmount, formatLongDay } from '../../../../shared/formats.ts';
import { useMay } from '../../../../shared/session.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { groupOf, type MatchGroup, matchGroups } from '../../shared/match-group.ts';
import { MatchReasons } from '../../shared/match-reasons.tsx';
import { policyPath } from '../paths.ts';
import '../../shared/match-groups.css';
import './entity-policies.css';

/** So many of a group are shown before one asks for all. */
const atFirst = 4;

/** The policies that an enterprise fits, nearly fits and has enjoyed, each with its reasons; for those who may read it. */
export function EntityPolicies(props: {
  entity: string;
  moment: { asOf?: string; knownOn?: string };
}): ReactNode {
  const mayRead = useMay('policy.read');
  return mayRead && <Policies {...props} />;
}

function Policies({ entity, moment }: Parameters<typeof EntityPolicies>[0]): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { data, error, refetch } = useEndpoint(getEntityMatch, { params: { id: entity }, query: moment });
  const rows = Map.groupBy(data?.policies ?? [], groupOf);
  const aside =
    data &&
    say('entity.policies.when', { day: formatLongDay(data.asOf, language), year: data.referenceYear });
  return (
    <Panel title={say('entity.policies')} aside={aside} id="policies">
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} height={24} />}
      {data && (
        <>
          {Number(data.total) > 0 && (
            <p className="entity-policies-total">
              {say('entity.policies.total')} <b>{formatAmount(data.total, language)}</b>
            </p>
          )}
          {matchGroups.every((group) => !rows.has(group)) && (
            <EmptyState>{say('entity.policies.none')}</EmptyState>
          )}
          {matchGroups.map((group) => (
            <PolicyGroup key={group} group={group} rows={rows.get(group) ?? []} />
          ))}
        </>
      )}
    </Panel>
  );
}

function PolicyGroup({ group, rows }: { group: MatchGroup; rows: readonly MatchedPolicy[] }): ReactNode {
  const say = useWords();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  const shown = all ? rows : rows.slice(0, group === 'open' ? 0 : atFirst);
  return (
    <section className="entity-policies" aria-label={say(`entity.policies.${group}`)}>
      <h3>
        {say(`entity.policies.${group}`)} <small>{rows.length}</small>
        {rows.length > shown.length && (
          <button type="button" className="link-button" onClick={() => setAll(true)}>
            {say('result.places.all', { count: rows.length })}
          </button>
        )}
      </h3>
      {shown.length > 0 && (
        <ul>
          {shown.map((row) => (
            <PolicyLine key={row.policy.id} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

function PolicyLine({ row }: { row: MatchedPolicy }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { policy, enjoyed } = row;
  const amount = enjoyed ? enjoyed.amount : row.amount;
  const missing = row.standing === 'met' ? [] : row.conditions.filter(({ outcome }) => outcome !== 'met');
  return (
    <li>
      <p>
        <Link to={policyPath(policy.id)}>{label(policy.title)}</Link>
        <small>
          {say(`channel.${policy.channel}`)}
          {enjoyed && ` · ${say('match.enjoyed', { year: enjoyed.year })}`}
          {policy.toConfirm.length > 0 && ` · ${say('to_confirm')}`}
        </small>
        {amount !== null && Number(amount) > 0 && <b>{formatAmount(amount, language)}</b>}
      </p>
      {missing.slice(0, 3).map((condition) => (
        <p key={condition.id} className="entity-policies-missing">
          {label(condition.change ?? condition.words)}
        </p>
      ))}
      <MatchReasons row={row} />
    </li>
  );
}
