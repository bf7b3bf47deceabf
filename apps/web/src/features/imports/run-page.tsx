import { getEntity, getImport, listEntities, suggestEntities } from '@miaopu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { RecordHistory } from '../../shared/history/record-history.tsx';
import { keyOf, useEndpoint } from '../../shared/use-endpoint.ts';
import { useFilters } from '../../shared/use-filters.ts';
import { useWords } from './locale.ts';
import { RunProgress } from './run-progress.tsx';
import { RunResult } from './run-result.tsx';
import { isLive, RunStateMark } from './run-state.tsx';
import './imports.css';

/** After an import, what was read of the registry before is old. */
function useFreshRegistry(over: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!over) return;
    for (const endpoint of [listEntities, getEntity, suggestEntities]) {
      void queries.invalidateQueries({ queryKey: keyOf(endpoint) });
    }
  }, [over, queries]);
}

/** One import: how far it is, then what came of it. */
export function RunPage(): ReactNode {
  const say = useWords();
  const { id = '' } = useParams();
  const [{ upload }] = useFilters({ upload: '' });
  const [live, setLive] = useState(true);
  const { data, error, refetch } = useEndpoint(
    getImport,
    { params: { id } },
    { refetchInterval: live ? 1_000 : false },
  );
  const state = data?.state;
  useEffect(() => {
    if (state) setLive(isLive(state));
  }, [state]);
  useFreshRegistry(state === 'done' && data?.dryRun === false);
  return (
    <Page
      title={data?.fileName ?? say('run.where')}
      trail={[{ label: say('title'), to: '/g/imports' }]}
      aside={
        data && (
          <span className="run-aside">
            <RunStateMark state={data.state} />
            {data.dryRun && <span className="run-dry">{say('runs.dry')}</span>}
            <span>{say('run.meta', { by: data.startedBy, at: formatInstant(data.startedAt) })}</span>
          </span>
        )
      }
      actions={
        <>
          <RecordHistory record={`registry/import/${id}`} />
          {state === 'done' && !data?.dryRun && (
            <Link className="button-link" to="/g/registry">
              {say('result.open')}
            </Link>
          )}
        </>
      }
    >
      {error && <Failure problem={error} where={say('run.where')} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Panel>
          <Bones rows={6} height={24} />
        </Panel>
      )}
      {data && (isLive(data.state) ? <RunProgress run={data} /> : <RunResult run={data} upload={upload} />)}
    </Page>
  );
}
