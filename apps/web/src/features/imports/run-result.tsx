import { downloadRejects, type ImportReport, type ImportRun } from '@miaopu/contract';
import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { downloadFile } from '../../shared/files.ts';
import { formatCount } from '../../shared/formats.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

const counts = ['read', 'inserted', 'updated', 'unchanged', 'rejected'] as const;

function Rejects({ run }: { run: ImportRun }): ReactNode {
  const say = useWords();
  const [state, setState] = useState<{ busy: boolean; problem: unknown }>({ busy: false, problem: null });
  async function fetchRejects(): Promise<void> {
    setState({ busy: true, problem: null });
    try {
      await downloadFile(downloadRejects, { params: { id: run.id } }, run.fileName);
      setState({ busy: false, problem: null });
    } catch (problem) {
      setState({ busy: false, problem });
    }
  }
  return (
    <div className="run-rejects">
      <Button type="primary" loading={state.busy} onClick={() => void fetchRejects()}>
        {say('result.rejects')}
      </Button>
      <p>{say('result.rejects.help')}</p>
      {state.problem !== null && (
        <Failure problem={state.problem} title={say('result.rejects.failed')} where={say('result.rejects')} />
      )}
    </div>
  );
}

function Reasons({ reasons }: { reasons: NonNullable<ImportReport['reasons']> }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <table className="reasons">
      <thead>
        <tr>
          <th scope="col">{say('result.reason')}</th>
          <th scope="col" className="run-figure">
            {say('result.rows')}
          </th>
        </tr>
      </thead>
      <tbody>
        {reasons.map((reason) => (
          <tr key={reason.code}>
            <th scope="row">{label(reason.message)}</th>
            <td className="run-figure">{formatCount(reason.rows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Derived({ derived }: { derived: ImportReport['derived'] }): ReactNode {
  const say = useWords();
  const none = derived.town === 0 && derived.industry === 0;
  return (
    <Panel title={say('result.derived')}>
      {none ? (
        <p className="run-line">{say('result.derived.none')}</p>
      ) : (
        <>
          <p className="run-line">
            <b>{say('result.derived.town', { count: formatCount(derived.town) })}</b>
            <b>{say('result.derived.industry', { count: formatCount(derived.industry) })}</b>
          </p>
          <p className="import-small">{say('result.derived.help')}</p>
        </>
      )}
    </Panel>
  );
}

function Report({ run, report }: { run: ImportRun; report: ImportReport }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const same = report.read > 0 && report.unchanged === report.read;
  return (
    <>
      <Panel
        title={say('result.title')}
        aside={say('result.seconds', { seconds: report.seconds.toFixed(1) })}
      >
        <dl className="run-tiles">
          {counts.map((name) => (
            <div
              key={name}
              className={name === 'rejected' && report.rejected > 0 ? 'run-tile-bad' : undefined}
            >
              <dt>{say(`result.${name}`)}</dt>
              <dd>
                {formatCount(report[name])} <small>{say('result.unit')}</small>
              </dd>
            </div>
          ))}
        </dl>
        {same && <p className="import-small">{say('result.all_same')}</p>}
      </Panel>
      {report.warnings && report.warnings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={say('result.warnings')}
          description={
            <ul className="import-list">
              {report.warnings.map((warning) => (
                <li key={warning.en}>{label(warning)}</li>
              ))}
            </ul>
          }
        />
      )}
      {report.rejected > 0 && (
        <Panel title={say('result.reasons')}>
          {report.reasons && report.reasons.length > 0 && <Reasons reasons={report.reasons} />}
          {run.hasRejects && <Rejects run={run} />}
        </Panel>
      )}
      <Derived derived={report.derived} />
    </>
  );
}

/** What came of a run: counts, reasons of rejection, what was derived; or why it did not come to an end. */
export function RunResult({ run, upload }: { run: ImportRun; upload: string }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const again = (
    <Link to={upload ? `/g/imports?upload=${encodeURIComponent(upload)}` : '/g/imports'}>
      {say('result.again')}
    </Link>
  );
  if (run.state === 'cancelled') {
    return (
      <Panel>
        <EmptyState title={say('result.cancelled')} action={again}>
          {say('result.cancelled.text')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      {run.state === 'failed' && (
        <Alert
          type="error"
          role="alert"
          showIcon
          title={say('result.failed')}
          description={run.error && label(run.error)}
          action={again}
        />
      )}
      {run.state === 'done' && run.dryRun && (
        <Alert
          type="info"
          role="status"
          showIcon
          title={say('result.dry')}
          action={
            upload && (
              <Link to={`/g/imports?upload=${encodeURIComponent(upload)}`}>{say('result.dry.go')}</Link>
            )
          }
        />
      )}
      {run.report && <Report run={run} report={run.report} />}
    </>
  );
}
