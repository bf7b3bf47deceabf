import { countInbox, getInbox, type InboxItem, notificationKinds, readInbox } from '@miaopu/contract';
import { Button, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useFilters } from '../../shared/use-filters.ts';
import { type Labels, useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

const step = 30;

/** What the person was told, newest first: each leads to what it is about. */
export function MessagesPanel(): ReactNode {
  const say = useWords();
  const [filters, setFilters] = useFilters({ unread: '' });
  const [limit, setLimit] = useState(step);
  const { data, error, refetch } = useEndpoint(
    getInbox,
    { query: { unread: filters.unread ? 'true' : 'false', limit } },
    { keepPrevious: true, refetchInterval: 60_000 },
  );
  const read = useCommand(readInbox, [getInbox, countInbox]);
  const newest = data?.rows[0];
  return (
    <Panel
      actions={
        <>
          <label className="inbox-switch" htmlFor="inbox-unread">
            <Switch
              id="inbox-unread"
              size="small"
              checked={filters.unread !== ''}
              onChange={(checked) => setFilters({ unread: checked ? '1' : '' })}
            />
            {say('inbox.only_unread')}
          </label>
          <Button
            disabled={!data || data.unread === 0 || !newest}
            loading={read.isPending}
            onClick={() => newest && read.mutate({ body: { upTo: newest.id } })}
          >
            {say('inbox.read_all')}
          </Button>
        </>
      }
    >
      {error && <Failure problem={error} where={say('inbox.title')} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={6} height={40} />}
      {data?.rows.length === 0 && (
        <EmptyState title={filters.unread ? say('inbox.none.unread') : say('inbox.none')}>
          {!filters.unread && say('inbox.none.text')}
        </EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <ul className="inbox" aria-label={say('inbox.list')}>
          {data.rows.map((item) => (
            <Message key={item.id} item={item} onRead={() => read.mutate({ body: { id: item.id } })} />
          ))}
        </ul>
      )}
      {data?.more && limit < 100 && (
        <Button onClick={() => setLimit(Math.min(100, limit + step))}>{say('inbox.older')}</Button>
      )}
    </Panel>
  );
}

function Message({ item, onRead }: { item: InboxItem; onRead: () => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const kinds: Readonly<Record<string, Labels>> = notificationKinds;
  const kind = kinds[item.kind];
  const fresh = item.readAt === null;
  return (
    <li className={fresh ? 'inbox-fresh' : undefined}>
      <div className="inbox-head">
        <b>
          {fresh && <span className="sr-only">{say('inbox.new')} </span>}
          {label(item.title)}
        </b>
        <time dateTime={item.at}>{formatInstant(item.at)}</time>
      </div>
      <p>{label(item.body)}</p>
      <div className="inbox-foot">
        <small>{kind ? label(kind) : item.kind}</small>
        {item.link && (
          <Link to={item.link} onClick={() => fresh && onRead()}>
            {say('inbox.open')}
          </Link>
        )}
        {fresh && (
          <Button type="link" size="small" onClick={onRead}>
            {say('inbox.mark_read')}
          </Button>
        )}
      </div>
    </li>
  );
}
