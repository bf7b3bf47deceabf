import { Popover } from 'antd';
import type { ReactNode } from 'react';
import { formatInstant } from '../../shared/formats.ts';
import type { Version } from './history.ts';
import { useWords } from './locale.ts';
import './source-mark.css';

export type Sourced = {
  readonly source: Version['source'];
  readonly evidence: string | null;
  readonly recordedFrom: string;
  readonly reason?: string | null;
  readonly act?: Version['act'];
};

/** Where a record came from, as a short list. */
export function SourceDetails({ record }: { record: Sourced }): ReactNode {
  const say = useWords();
  const { source } = record;
  const lines: [string, string | null | undefined][] = [
    [say('source.name'), `${source.name} · ${say(`source.kind.${source.kind}`)}`],
    [say('source.department'), source.department],
    [say('source.file'), source.fileName],
    [say('source.act'), record.act && say(`act.${record.act}`)],
    [say('source.reason'), record.reason],
    [say('source.evidence'), record.evidence],
    [say('source.recorded'), formatInstant(record.recordedFrom)],
  ];
  return (
    <dl className="source-details">
      {lines
        .filter(([, text]) => text)
        .map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A small button beside a value: who said so, when, by which paper. */
export function SourceMark({ field, record }: { field: string; record: Sourced }): ReactNode {
  const say = useWords();
  return (
    <Popover trigger="click" content={<SourceDetails record={record} />} title={field}>
      <button type="button" className="source-mark" aria-label={say('source.open', { field })}>
        {say('source.mark')}
      </button>
    </Popover>
  );
}
