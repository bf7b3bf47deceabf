import { exportAudit, searchAudit } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { downloadFile } from '../../shared/files.ts';
import { presentQuery } from '../../shared/query.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useFilters } from '../../shared/use-filters.ts';
import { useLanguage } from '../../shared/words.ts';
import { AuditFilters, noFilters } from './audit-filters.tsx';
import { ChainPanel } from './chain-panel.tsx';
import { LinesTable } from './lines-table.tsx';
import { useWords } from './locale.ts';
import './audit.css';

/** The auditor's page: who did what, as whom, when and why; and whether all of it is still as it was written. */
export function AuditPage(): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const [filters, setFilters] = useFilters({ ...noFilters, before: '' });
  const { before, ...chosen } = filters;
  const query = presentQuery(chosen) as NonNullable<
    Parameters<typeof useEndpoint<typeof searchAudit>>[1]['query']
  >;
  const { data, error, isFetching, refetch } = useEndpoint(
    searchAudit,
    { query: { ...query, ...(before ? { before } : {}) } },
    // reading leaves a line: what is shown is read again when it is asked for, and not by itself
    { keepPrevious: true, staleTime: Number.POSITIVE_INFINITY },
  );
  const [problem, setProblem] = useState<unknown>(null);
  const download = async () => {
    setProblem(null);
    const { limit: _, ...wanted } = { limit: 0, ...query };
    await downloadFile(exportAudit, { query: { ...wanted, lang: language } }, 'audit.xlsx').catch(setProblem);
  };
  return (
    <Page title={say('title')} aside={say('recorded')}>
      <ChainPanel />
      <Panel
        title={say('lines')}
        aside={data && say('lines.count', { count: data.rows.length })}
        actions={<Button onClick={() => void download()}>{say('export')}</Button>}
      >
        <AuditFilters
          filters={chosen}
          onChange={(changes) => setFilters({ ...changes, before: '' })}
          onSearch={() => void refetch()}
        />
        {problem !== null && <Failure problem={problem} title={say('export.failed')} />}
        {error && <Failure problem={error} where={say('title')} onRetry={() => void refetch()} />}
        {!data && !error && <Bones rows={12} height={24} />}
        {data?.rows.length === 0 && (
          <EmptyState
            title={say('lines.none')}
            action={
              <Button onClick={() => setFilters({ ...noFilters, before: '' })}>{say('filter.clear')}</Button>
            }
          >
            {say('lines.none.text')}
          </EmptyState>
        )}
        {data && data.rows.length > 0 && <LinesTable rows={data.rows} isBusy={isFetching} />}
        <div className="audit-pages">
          {before && <Button onClick={() => setFilters({ before: '' })}>{say('lines.newest')}</Button>}
          {data?.more && (
            <Button onClick={() => setFilters({ before: data.rows.at(-1)!.id })}>{say('lines.older')}</Button>
          )}
        </div>
      </Panel>
    </Page>
  );
}
