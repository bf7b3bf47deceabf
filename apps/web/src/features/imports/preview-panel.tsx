import { type ImportPreview, listImports, remapImport, startImport } from '@miaopu/contract';
import { Alert, Button, Checkbox, Input } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { CallFailed, call } from '../../shared/client.ts';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatBytes } from '../../shared/formats.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { findMappingProblems, type MappedColumn, type MappingProblem, toMapping } from './mapping.ts';
import { MappingTable, useHeader, useImportFieldName } from './mapping-table.tsx';
import { SampleTable } from './sample-table.tsx';
import { keepMapping } from './upload-kept.ts';

const pause = 400;

/** The preview under the mapping as it stands: a changed mapping is read again after a short pause. */
function useRemapped(first: ImportPreview) {
  const [preview, setPreview] = useState(first);
  const [columns, setColumns] = useState<readonly MappedColumn[]>(first.columns);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const asked = useRef<readonly MappedColumn[]>(first.columns);
  const problems = findMappingProblems(columns);
  const usable = problems.length === 0;
  useEffect(() => {
    keepMapping(first.uploadId, toMapping(columns));
    if (columns === asked.current || !usable) return;
    const stop = new AbortController();
    setBusy(true);
    const timer = setTimeout(async () => {
      try {
        const input = { params: { uploadId: first.uploadId }, body: { columns: toMapping(columns) } };
        setPreview(await call(remapImport, input, { signal: stop.signal }));
        asked.current = columns;
        setProblem(null);
        setBusy(false);
      } catch (failure) {
        if (stop.signal.aborted) return;
        setProblem(failure);
        setBusy(false);
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [columns, usable, first.uploadId]);
  return { preview, columns, setColumns, problems, problem, busy };
}

function FileLine({ preview }: { preview: ImportPreview }): ReactNode {
  const say = useWords();
  const parts = [
    say('preview.file', { name: preview.fileName, size: formatBytes(preview.fileSize) }),
    preview.format.toUpperCase(),
    preview.encoding?.toUpperCase(),
    preview.sheet && `${say('preview.sheet')} ${preview.sheet}`,
    say('preview.header', { line: preview.headerLine }),
  ].filter(Boolean);
  return <p className="import-file">{parts.join(' · ')}</p>;
}

function Obstacles(props: {
  problems: readonly MappingProblem[];
  columns: readonly MappedColumn[];
}): ReactNode {
  const say = useWords();
  const nameOf = useImportFieldName();
  const headerOf = useHeader();
  const headers = (indexes: readonly number[]) =>
    props.columns
      .filter(({ index }) => indexes.includes(index))
      .map(headerOf)
      .join('、');
  return (
    <Alert
      type="error"
      role="alert"
      showIcon
      title={say('problems.title')}
      description={
        <ul className="import-list">
          {props.problems.map((problem) => (
            <li key={`${problem.kind} ${problem.indexes.join()}`}>
              {problem.kind === 'no_key'
                ? say('problem.no_key')
                : say(`problem.${problem.kind}`, {
                    field: nameOf(problem.field),
                    columns: headers(problem.indexes),
                  })}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** Saves the mapping when asked, then runs for real or dry. */
function RunBar(props: {
  preview: ImportPreview;
  columns: readonly MappedColumn[];
  ready: boolean;
}): ReactNode {
  const say = useWords();
  const navigate = useNavigate();
  const start = useCommand(startImport, [listImports]);
  const [saves, setSaves] = useState(false);
  const [name, setName] = useState(props.preview.fileName.replace(/\.[^.]+$/, ''));
  const nameMissing = saves && name.trim() === '';
  async function run(dryRun: boolean): Promise<void> {
    const { uploadId } = props.preview;
    const saveMappingAs = saves ? name.trim() : null;
    const body = { uploadId, columns: toMapping(props.columns), saveMappingAs, dryRun };
    const { id } = await start.mutateAsync({ body });
    await navigate(`/g/imports/${id}?upload=${encodeURIComponent(uploadId)}`);
  }
  const disabled = !props.ready || nameMissing;
  const busy = (dryRun: boolean) => start.isPending && start.variables.body.dryRun === dryRun;
  return (
    <div className="run-bar">
      {start.error && <Failure problem={start.error} title={say('run.failed')} where={say('run.start')} />}
      <div className="run-save">
        <Checkbox checked={saves} onChange={(event) => setSaves(event.target.checked)}>
          {say('run.save')}
        </Checkbox>
        {saves && (
          <Input
            aria-label={say('run.save.name')}
            placeholder={say('run.save.name')}
            value={name}
            status={nameMissing ? 'error' : undefined}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        {nameMissing && <small role="alert">{say('run.save.missing')}</small>}
      </div>
      <div className="run-ways">
        <small>{say('run.dry.help')}</small>
        <Button
          disabled={disabled}
          loading={busy(true)}
          onClick={() => void run(true).catch(() => undefined)}
        >
          {say('run.dry')}
        </Button>
        <Button
          type="primary"
          disabled={disabled}
          loading={busy(false)}
          onClick={() => void run(false).catch(() => undefined)}
        >
          {say('run.start')}
        </Button>
      </div>
    </div>
  );
}

/** How the file would be read: its columns, the first rows as they would be stored, and the way on. */
export function PreviewPanel(props: { first: ImportPreview; onAgain: () => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { preview, columns, setColumns, problems, problem, busy } = useRemapped(props.first);
  const [onlyMapped, setOnlyMapped] = useState(false);
  const mapped = columns.filter((column) => column.field !== null).length;
  const shown = onlyMapped ? columns.filter((column) => column.field !== null) : columns;
  const gone = problem instanceof CallFailed && problem.status === 404;
  return (
    <>
      <div className="import-head">
        <FileLine preview={preview} />
        <Button onClick={props.onAgain}>{say('preview.again')}</Button>
      </div>
      {preview.warnings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={say('preview.warnings')}
          description={
            <ul className="import-list">
              {preview.warnings.map((warning) => (
                <li key={warning.en}>{label(warning)}</li>
              ))}
            </ul>
          }
        />
      )}
      <Panel
        title={say('columns.title')}
        aside={say('columns.aside', { mapped, ignored: columns.length - mapped })}
        actions={
          <Checkbox checked={onlyMapped} onChange={(event) => setOnlyMapped(event.target.checked)}>
            {say('columns.only_mapped')}
          </Checkbox>
        }
      >
        <MappingTable
          columns={shown}
          faults={new Set(problems.flatMap(({ indexes }) => indexes))}
          onChange={(changed) => {
            const byIndex = new Map(changed.map((column) => [column.index, column]));
            setColumns(columns.map((column) => byIndex.get(column.index) ?? column));
          }}
        />
      </Panel>
      {problems.length > 0 && <Obstacles problems={problems} columns={columns} />}
      {problem !== null && problems.length === 0 && (
        <Failure problem={problem} where={gone ? say('preview.gone') : say('preview.title')} />
      )}
      <Panel
        title={say('sample.title')}
        aside={busy ? say('preview.loading') : say('sample.aside', { count: preview.sample.length })}
      >
        <SampleTable sample={preview.sample} columns={columns} busy={busy} />
      </Panel>
      <RunBar
        preview={preview}
        columns={columns}
        ready={problems.length === 0 && !busy && problem === null}
      />
    </>
  );
}
