import { listPolicies } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Bones } from '../../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../../shared/components/notice.tsx';
import { Page } from '../../../shared/components/page.tsx';
import { formatLongDay } from '../../../shared/formats.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useFilters } from '../../../shared/use-filters.ts';
import { useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { PolicyCard } from '../shared/policy-card.tsx';
import { Facets } from './facets.tsx';
import { SearchForm } from './search-form.tsx';
import './public.css';

const defaults = { q: '', category: '', level: '', kind: '', channel: '', state: 'in_force', limit: '20' };

/** The policy library, for anyone: searched, filtered, the filters in the address bar. */
export function LibraryPage(): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const [filters, setFilters] = useFilters(defaults);
  const { data, error, refetch } = useEndpoint(
    listPolicies,
    { query: { ...filters, limit: Number(filters.limit) } },
    { keepPrevious: true },
  );
  const left = data ? data.total - data.rows.length : 0;
  return (
    <Page
      title={say('library.title')}
      aside={data && say('library.on', { day: formatLongDay(data.on, language) })}
    >
      <SearchForm key={filters.q} words={filters.q} onSearch={(q) => setFilters({ q, limit: '' })} />
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      <div className="library">
        <Facets
          facets={data?.facets}
          filters={filters}
          onChange={(changes) => setFilters({ ...changes, limit: '' })}
        />
        <section className="library-rows" aria-label={say('library.title')}>
          <p className="library-total" role="status">
            {data ? say('library.total', { count: data.total }) : ' '}
          </p>
          {!data && !error && <Bones rows={6} height={120} />}
          {data?.rows.map(({ found, ...card }) => (
            <PolicyCard key={card.id} card={card} found={found} to={`/policies/${card.id}`} />
          ))}
          {data?.total === 0 && (
            <EmptyState
              title={say('library.none')}
              action={<Button onClick={() => setFilters(defaults)}>{say('library.clear')}</Button>}
            >
              {say('library.none.text')}
            </EmptyState>
          )}
          {left > 0 && (
            <Button
              onClick={() => setFilters({ limit: String(Number(filters.limit) + 20) }, { replace: true })}
            >
              {say('library.more', { count: Math.min(20, left) })}
            </Button>
          )}
        </section>
      </div>
    </Page>
  );
}
