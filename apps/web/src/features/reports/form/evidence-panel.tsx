import {
  addEvidence,
  downloadEvidence,
  type EvidenceFile,
  getSubmission,
  removeEvidence,
  type Submission,
} from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { call, hrefOf } from '../../../shared/client.ts';
import { Failure } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { uploadFile } from '../../../shared/files.ts';
import { formatBytes, formatInstant } from '../../../shared/formats.ts';
import { useWriting } from '../../../shared/use-endpoint.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

type Key = Pick<Submission, 'plan' | 'form' | 'unit' | 'period'>;

const accepted = '.pdf,.jpg,.jpeg,.png,.doc,.docx,.xls,.xlsx';

export function keyOfSubmission({ plan, form, unit, period }: Key): Key {
  return { plan, form, unit, period };
}

/** The files that go with the figures, by what they prove. */
export function EvidencePanel({ submission, open }: { submission: Submission; open: boolean }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const items = submission.declared.evidence;
  if (items.length === 0) return null;
  return (
    <Panel title={say('evidence.title')} aside={open && say('evidence.hint')} id="evidence">
      <ul className="evidence">
        {items.map((item) => {
          const files = submission.evidence.filter((file) => file.item === item.id);
          return (
            <li key={item.id}>
              <div className="evidence-item">
                <b>{label(item.label)}</b>
                <small>{say(item.required ? 'evidence.required' : 'evidence.optional')}</small>
              </div>
              <FileList submission={submission} files={files} open={open} />
              {open && <UploadButton submission={submission} item={item.id} what={label(item.label)} />}
              {!open && files.length === 0 && <span className="form-quiet">{say('evidence.none')}</span>}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Files to open, and to take away while they were not submitted. */
export function FileList(props: {
  submission: Key;
  files: readonly EvidenceFile[];
  open: boolean;
}): ReactNode {
  const say = useWords();
  const removal = useWriting([getSubmission]);
  const params = keyOfSubmission(props.submission);
  return (
    <>
      <ul className="evidence-files">
        {props.files.map((file) => (
          <li key={file.id}>
            <a href={hrefOf(downloadEvidence, { params: { ...params, file: file.id } })}>{file.name}</a>{' '}
            <small>
              {formatBytes(file.size)} · {file.addedBy} · {formatInstant(file.addedAt)}
            </small>
            {props.open && (
              <Button
                size="small"
                type="text"
                aria-label={say('evidence.remove', { name: file.name })}
                onClick={() =>
                  removal.mutate(() => call(removeEvidence, { params: { ...params, file: file.id } }))
                }
              >
                {say('evidence.remove.short')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {removal.error && <Failure problem={removal.error} title={say('evidence.remove.failed')} />}
    </>
  );
}

/** Chooses a file and sends it, with how far it is. */
export function UploadButton(props: {
  submission: Key;
  item: string;
  what: string;
  onDone?: (file: EvidenceFile) => void;
}): ReactNode {
  const say = useWords();
  const id = useId();
  const [share, setShare] = useState<number | null>(null);
  const upload = useWriting([getSubmission]);
  function take(files: FileList | null): void {
    const file = files?.[0];
    if (!file) return;
    setShare(0);
    const params = { ...keyOfSubmission(props.submission), item: props.item };
    upload.mutate(
      async () => {
        const added = await uploadFile(addEvidence, { params }, file, {
          onProgress: (sent, total) => setShare(total > 0 ? sent / total : 0),
        });
        props.onDone?.(added);
      },
      { onSettled: () => setShare(null) },
    );
  }
  return (
    <div className="evidence-upload">
      <label className="evidence-button" htmlFor={id}>
        {share === null ? say('evidence.add') : say('evidence.sending', { percent: Math.floor(share * 100) })}
        <span className="sr-only">{props.what}</span>
      </label>
      <input
        id={id}
        type="file"
        className="sr-only"
        accept={accepted}
        disabled={share !== null}
        onChange={(event) => {
          take(event.target.files);
          // the same file, corrected, may be chosen again
          event.target.value = '';
        }}
      />
      {upload.error && <Failure problem={upload.error} title={say('evidence.failed')} />}
    </div>
  );
}
