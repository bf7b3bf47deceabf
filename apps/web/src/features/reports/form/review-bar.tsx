import { approveSubmission, type CellDifference, returnSubmission, type Submission } from '@miaopu/contract';
import { App, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../shared/components/notice.tsx';
import { useWords } from '../locale.ts';
import { keyOfSubmission } from './evidence-panel.tsx';
import { useAct } from './use-submission.ts';

export type Remarks = Readonly<Record<string, string>>;

/** Under the form of who signs: what differs from before, sign, or send back with remarks. */
export function ReviewBar(props: {
  submission: Submission;
  differences: ReadonlyMap<string, CellDifference>;
  /** Null while nobody is sending it back. */
  remarks: Remarks | null;
  onRemarks: (remarks: Remarks | null) => void;
}): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const { submission, differences, remarks, onRemarks } = props;
  const [whole, setWhole] = useState('');
  const approve = useAct(approveSubmission);
  const sendBack = useAct(returnSubmission);
  const params = keyOfSubmission(submission);
  const { version } = submission;
  const given = Object.entries(remarks ?? {}).filter(([, words]) => words.trim() !== '');
  const last = submission.declared.steps.at(-1);
  const isLast = submission.waitsFor?.kind === last?.kind && submission.waitsFor?.unit?.id === last?.unit?.id;

  if (remarks !== null) {
    return (
      <footer className="form-bar form-bar-review">
        {sendBack.error && <Failure problem={sendBack.error} title={say('return.failed')} />}
        <label className="form-label" htmlFor="return-remark">
          {say('return.whole')}
        </label>
        <Input.TextArea
          id="return-remark"
          autoSize={{ minRows: 1 }}
          maxLength={2000}
          placeholder={say('return.whole.hint')}
          value={whole}
          onChange={({ target }) => setWhole(target.value)}
        />
        <div className="form-bar-end">
          <p>{say('return.text')}</p>
          <Button onClick={() => onRemarks(null)}>{say('cancel')}</Button>
          <Button
            type="primary"
            danger
            loading={sendBack.isPending}
            disabled={given.length === 0 && whole.trim() === ''}
            onClick={() =>
              sendBack.mutate(
                {
                  params,
                  body: {
                    version,
                    remark: whole.trim() || null,
                    remarks: given.map(([cell, words]) => ({ cell, words: words.trim() })),
                  },
                },
                {
                  onSuccess() {
                    onRemarks(null);
                    message.success(say('return.done'));
                  },
                },
              )
            }
          >
            {given.length > 0 ? say('return.with', { count: given.length }) : say('return')}
          </Button>
        </div>
      </footer>
    );
  }
  return (
    <footer className="form-bar form-bar-review">
      {approve.error && <Failure problem={approve.error} title={say('approve.failed')} />}
      <div className="form-bar-end">
        <p>
          {differences.size > 0
            ? say('review.differs', { count: differences.size, version: version - 1 })
            : version > 1 && say('review.same', { version: version - 1 })}
        </p>
        <Button onClick={() => onRemarks({})}>{say('return')}</Button>
        <Button
          type="primary"
          loading={approve.isPending}
          onClick={() =>
            approve.mutate(
              { params, body: { version } },
              { onSuccess: () => void message.success(say('approve.done')) },
            )
          }
        >
          {say(isLast ? 'approve.last' : 'approve')}
        </Button>
      </div>
    </footer>
  );
}
