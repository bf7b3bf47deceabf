import { cancelImport, getImport, type ImportRun, listImports } from '@miaopu/contract';
import { Button, Popconfirm, Progress } from 'antd';
import type { ReactNode } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatBytes, formatCount } from '../../shared/formats.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

const phases = ['reading', 'comparing', 'writing', 'finishing'] as const;

/** How far a run is: bytes while reading, rows all along, the phase it is in; with the way to stop it. */
export function RunProgress({ run }: { run: ImportRun }): ReactNode {
  const say = useWords();
  const cancel = useCommand(cancelImport, [getImport, listImports]);
  const { phase, rows, bytes, totalBytes } = run.progress;
  const percent = bytes !== undefined && totalBytes ? Math.floor((bytes / totalBytes) * 100) : 0;
  const at = phase ? phases.indexOf(phase) : -1;
  return (
    <Panel
      title={say('progress.title')}
      actions={
        <Popconfirm
          title={say('progress.cancel')}
          description={say('progress.cancel.confirm')}
          okText={say('progress.cancel.yes')}
          cancelText={say('progress.cancel.no')}
          onConfirm={() => cancel.mutate({ params: { id: run.id } })}
        >
          <Button danger loading={cancel.isPending}>
            {cancel.isPending ? say('progress.cancelling') : say('progress.cancel')}
          </Button>
        </Popconfirm>
      }
    >
      {cancel.error && <Failure problem={cancel.error} where={say('progress.cancel')} />}
      <ol className="phases">
        {phases.map((one, index) => (
          <li key={one} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>
            {say(`phase.${one}`)}
          </li>
        ))}
      </ol>
      <Progress percent={percent} status="active" aria-label={say('progress.title')} />
      <p className="run-counts" role="status">
        {run.state === 'waiting' ? (
          say('progress.waiting')
        ) : (
          <>
            <b>{say('progress.rows', { rows: formatCount(rows ?? 0) })}</b>
            {bytes !== undefined && totalBytes !== undefined && (
              <span>
                {say('progress.bytes', { bytes: formatBytes(bytes), total: formatBytes(totalBytes) })}
              </span>
            )}
          </>
        )}
      </p>
      <p className="import-small">{say('progress.leave')}</p>
    </Panel>
  );
}
