import { listPolicyNotices, readPolicyNotices } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatAmount, formatDay } from '../../../shared/formats.ts';
import { useCommand, useEndpoint } from '../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

/** Policies that newly fit, until they have been read. */
export function Notices(): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { data } = useEndpoint(listPolicyNotices, { query: {} }, { refetchInterval: 30_000 });
  const read = useCommand(readPolicyNotices, [listPolicyNotices]);
  const fresh = data?.rows.filter((notice) => notice.readAt === null) ?? [];
  if (fresh.length === 0) return null;
  return (
    <section className="mine-notices" aria-label={say('mine.notices')}>
      <h2>{say('mine.notices')}</h2>
      <ul>
        {fresh.slice(0, 5).map((notice) => (
          <li key={notice.id}>
            <Link to={`/policies/${notice.policy.id}`}>{label(notice.policy.title)}</Link>
            {notice.amount !== null && <b>{formatAmount(notice.amount, language)}</b>}
            <small>{formatDay(notice.writtenAt)}</small>
          </li>
        ))}
      </ul>
      <Button
        loading={read.isPending}
        onClick={() => read.mutate({ body: { notices: fresh.map((notice) => notice.id) } })}
      >
        {say('mine.notices.read', { count: fresh.length })}
      </Button>
    </section>
  );
}
