import {
  blockingFindings,
  type Finding,
  type Submission,
  submitSubmission,
  withdrawSubmission,
} from '@miaopu/contract';
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../shared/components/notice.tsx';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { useStepName } from '../marks.tsx';
import { keyOfSubmission } from './evidence-panel.tsx';
import { placeOf } from './form-rows.tsx';
import { SaveLine } from './save-line.tsx';
import type { useFiller } from './use-filler.ts';
import { useAct } from './use-submission.ts';

/** Under the form of who fills it: what is saved where, what still stands in the way, and the button. */
export function FillBar(props: {
  submission: Submission;
  filler: ReturnType<typeof useFiller>;
  findings: readonly Finding[];
}): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const stepName = useStepName();
  const { submission, filler, findings } = props;
  const submit = useAct(submitSubmission);
  const [flushing, setFlushing] = useState(false);
  const blocking = blockingFindings(findings);
  const { conflicts } = filler.filling;
  const next = submission.declared.steps[0]!;
  async function send(): Promise<void> {
    setFlushing(true);
    // what this press sends is a revision that the page does not know yet
    const revision = await filler.flush().finally(() => setFlushing(false));
    if (revision === null) return;
    submit.mutate(
      { params: keyOfSubmission(submission), body: { revision } },
      { onSuccess: () => void message.success(say('submit.done', { next: stepName(next) })) },
    );
  }
  return (
    <footer className="form-bar">
      {submit.error && <Failure problem={submit.error} title={say('submit.failed')} />}
      {conflicts.length > 0 ? (
        <button type="button" className="link-button form-choose" onClick={() => focusOn('#conflicts')}>
          {say('submit.conflicts', { count: conflicts.length })}
        </button>
      ) : (
        <Blocking submission={submission} findings={blocking} />
      )}
      <div className="form-bar-end">
        <SaveLine state={filler} />
        <Button
          type="primary"
          loading={flushing || submit.isPending}
          disabled={blocking.length > 0 || conflicts.length > 0 || filler.saving === 'away'}
          onClick={() => void send()}
        >
          {say('submit', { next: stepName(next) })}
        </Button>
      </div>
    </footer>
  );
}

/** What is in the way, each with its place; a press goes there. */
function Blocking(props: { submission: Submission; findings: readonly Finding[] }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { findings } = props;
  if (findings.length === 0) return <p className="form-clear">{say('submit.clear')}</p>;
  return (
    <details className="form-blocking">
      <summary>{say('submit.blocked', { count: findings.length })}</summary>
      <ul>
        {findings.map((finding) => {
          const place = placeOf(props.submission, finding);
          return (
            <li key={`${finding.check} ${finding.cell} ${finding.evidence}`}>
              <button type="button" className="link-button" onClick={() => goTo(finding)}>
                {place && <b>{label(place)}</b>} {label(finding.words)}
                {finding.level === 'soft' && ` ${say('submit.comment')}`}
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function goTo({ cell, evidence }: Finding): void {
  focusOn(
    evidence === null
      ? `[data-row="${CSS.escape(cell ?? '')}"] :is(input, select, button)`
      : '#evidence input',
  );
}

function focusOn(selector: string): void {
  const place = document.querySelector<HTMLElement>(selector);
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: 'center' });
}

/** What was submitted and not signed yet can be taken back. */
export function WithdrawBar({ submission }: { submission: Submission }): ReactNode {
  const say = useWords();
  const withdraw = useAct(withdrawSubmission);
  return (
    <footer className="form-bar">
      {withdraw.error && <Failure problem={withdraw.error} title={say('withdraw.failed')} />}
      <div className="form-bar-end">
        <p>{say('withdraw.text')}</p>
        <Button
          loading={withdraw.isPending}
          onClick={() =>
            withdraw.mutate({ params: keyOfSubmission(submission), body: { version: submission.version } })
          }
        >
          {say('withdraw')}
        </Button>
      </div>
    </footer>
  );
}
