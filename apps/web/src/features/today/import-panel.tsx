import { type ImportRun, listImports } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatCount, formatInstant } from '../../shared/formats.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** What came of the latest import, and whether rows wait to be corrected. */
export function ImportPanel(): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listImports, {});
  const last = data?.rows[0];
  return (
    <Panel
      title={say('import.title')}
      actions={data && <Link to="/g/imports">{say(last ? 'import.go' : 'import.none.go')}</Link>}
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={3} />}
      {data && !last && say('import.none')}
      {last && <LastImport run={last} />}
    </Panel>
  );
}

function LastImport({ run }: { run: ImportRun }): ReactNode {
  const say = useWords();
  const { report } = run;
  return (
    <div className="last-import">
      <p>
        <b>{run.fileName}</b>
        <small>
          {say(`import.state.${run.state}`)}
          {run.dryRun && ` · ${say('import.dry')}`} · {formatInstant(run.finishedAt ?? run.startedAt)} ·{' '}
          {run.startedBy}
        </small>
      </p>
      {report && (
        <p>
          {say('import.rows', {
            read: formatCount(report.read),
            inserted: formatCount(report.inserted),
            updated: formatCount(report.updated),
            unchanged: formatCount(report.unchanged),
          })}
        </p>
      )}
      {report && report.rejected > 0 && (
        <p className="last-import-rejected">
          {say('import.rejected', { rejected: formatCount(report.rejected) })}
        </p>
      )}
    </div>
  );
}
