import { getMyPolicies } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Bones } from '../../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../../shared/components/notice.tsx';
import { Page } from '../../../shared/components/page.tsx';
import { formatAmount, formatLongDay } from '../../../shared/formats.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { MatchGroups } from '../shared/match-groups.tsx';
import { Notices } from './notices.tsx';
import './mine.css';

/** 惠企: what my enterprise can get now, what it nearly gets and what is missing, what it has had. */
export function MinePage(): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { data, error, refetch } = useEndpoint(getMyPolicies, { query: {} });
  return (
    <Page title={say('mine.title')} narrow>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} height={96} />}
      {data && (
        <>
          <p className="mine-name">{data.entity.name}</p>
          <p className="mine-total">
            <b>{formatAmount(data.total, language)}</b>
            <span>{say('mine.total')}</span>
          </p>
          <p className="mine-day">
            {say('mine.day', { day: formatLongDay(data.asOf, language), year: data.referenceYear })}
            {data.dayBecause && <> {label(data.dayBecause)}</>}
          </p>
          <Notices />
          <MatchGroups match={data} linkTo={(policy) => `/policies/${policy}`} />
          {data.policies.length === 0 && (
            <EmptyState title={say('mine.none')}>{say('mine.none.text')}</EmptyState>
          )}
        </>
      )}
    </Page>
  );
}
