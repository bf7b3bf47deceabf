import { type ImportRun, listImports } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { dash, formatCount, formatInstant } from '../../shared/formats.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';
import { isLive, RunStateMark } from './run-state.tsx';

function RunRow({ run }: { run: ImportRun }): ReactNode {
  const say = useWords();
  const rejected = run.report?.rejected ?? 0;
  return (
    <tr>
      <th scope="row">
        <Link to={`/g/imports/${run.id}`}>{run.fileName}</Link>
        {run.dryRun && <span className="run-dry">{say('runs.dry')}</span>}
      </th>
      <td>
        <RunStateMark state={run.state} />
      </td>
      <td className="run-figure">
        {run.report ? formatCount(run.report.read) : formatCount(run.progress.rows)}
      </td>
      <td className={rejected > 0 ? 'run-figure run-rejected' : 'run-figure'}>
        {run.report ? formatCount(rejected) : dash}
      </td>
      <td>{formatInstant(run.startedAt)}</td>
      <td>{run.startedBy}</td>
    </tr>
  );
}

/** All imports, newest first; those under way keep counting. */
export function RunsPanel(): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listImports, {}, { refetchInterval: 5_000 });
  const live = data?.rows.some((run) => isLive(run.state)) ?? false;
  return (
    <Panel title={say('runs.title')}>
      {error && <Failure problem={error} where={say('runs.title')} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} height={24} />}
      {data?.rows.length === 0 && <EmptyState title={say('runs.none')}>{say('runs.none.text')}</EmptyState>}
      {data && data.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="runs" tabIndex={0} aria-label={say('runs.label')} aria-busy={live}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('runs.file')}</th>
                <th scope="col">{say('runs.state')}</th>
                <th scope="col" className="run-figure">
                  {say('runs.read')}
                </th>
                <th scope="col" className="run-figure">
                  {say('runs.rejected')}
                </th>
                <th scope="col">{say('runs.started')}</th>
                <th scope="col">{say('runs.by')}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}
