import { type ImportPreview, previewImport } from '@miaopu/contract';
import { Button, Progress } from 'antd';
import { type ChangeEvent, type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { uploadFile } from '../../shared/files.ts';
import { formatBytes } from '../../shared/formats.ts';
import { useWords } from './locale.ts';

type Upload =
  | { readonly step: 'idle' }
  | { readonly step: 'sending'; readonly file: File; readonly sent: number }
  | { readonly step: 'failed'; readonly file: File; readonly problem: unknown };

function Sending(props: { file: File; sent: number; onCancel: () => void }): ReactNode {
  const say = useWords();
  const { file, sent } = props;
  const name = file.name;
  const whole = file.size > 0 && sent >= file.size;
  const percent = file.size > 0 ? Math.floor((sent / file.size) * 100) : 0;
  const text = whole ? say('upload.reading', { name }) : say('upload.sending', { name });
  return (
    <div className="drop drop-busy" role="status">
      <b>{text}</b>
      <Progress percent={percent} status={whole ? 'active' : 'normal'} showInfo={false} aria-label={text} />
      <span>
        {say('upload.bytes', { sent: formatBytes(Math.min(sent, file.size)), total: formatBytes(file.size) })}
      </span>
      <Button onClick={props.onCancel}>{say('upload.cancel')}</Button>
    </div>
  );
}

/** Takes a file, dropped or chosen, sends it with progress and hands on how it would be read. */
export function DropZone({ onPreview }: { onPreview: (preview: ImportPreview) => void }): ReactNode {
  const say = useWords();
  const [upload, setUpload] = useState<Upload>({ step: 'idle' });
  const [over, setOver] = useState(false);
  const [several, setSeveral] = useState<string | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  async function take(files: FileList | null): Promise<void> {
    const file = files?.[0];
    if (!file) return;
    setSeveral(files.length > 1 ? file.name : null);
    stop.current = new AbortController();
    setUpload({ step: 'sending', file, sent: 0 });
    try {
      const preview = await uploadFile(previewImport, {}, file, {
        signal: stop.current.signal,
        onProgress: (sent, total) =>
          setUpload({ step: 'sending', file, sent: total > 0 ? (sent / total) * file.size : 0 }),
      });
      setUpload({ step: 'idle' });
      onPreview(preview);
    } catch (problem) {
      const stopped = problem instanceof DOMException && problem.name === 'AbortError';
      setUpload(stopped ? { step: 'idle' } : { step: 'failed', file, problem });
    }
  }

  if (upload.step === 'sending') {
    return <Sending file={upload.file} sent={upload.sent} onCancel={() => stop.current?.abort()} />;
  }
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <>
      {upload.step === 'failed' && (
        <Failure
          problem={upload.problem}
          title={say('upload.failed')}
          where={say('upload.where', { name: upload.file.name })}
        />
      )}
      <label
        className={over ? 'drop drop-over' : 'drop'}
        onDragEnter={drag(true)}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={(event) => {
          drag(false)(event);
          void take(event.dataTransfer.files);
        }}
      >
        <input
          type="file"
          className="sr-only"
          accept=".csv,.txt,.xls,.xlsx"
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            void take(event.target.files);
            // The same file, corrected, may be chosen again.
            event.target.value = '';
          }}
        />
        <b>{over ? say('drop.over') : say('drop.title')}</b>
        <span>{say('drop.formats')}</span>
        <span>{say('drop.safe')}</span>
      </label>
      {several && <p role="status">{say('drop.several', { name: several })}</p>}
    </>
  );
}
