import type { ReportPhase, ReportStep, ReportTiming, SubmissionState } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { formatDay } from '../../shared/formats.ts';
import { useLabel } from '../../shared/words.ts';
import { dueWords } from './due-words.ts';
import { useWords } from './locale.ts';

type Tone = 'quiet' | 'open' | 'wait' | 'done' | 'late';

const shapes: Readonly<Record<Tone, string>> = { quiet: '○', open: '◆', wait: '●', done: '✓', late: '■' };

const toneOf: Readonly<Record<SubmissionState, Tone>> = {
  draft: 'quiet',
  submitted: 'wait',
  returned: 'open',
  approved: 'done',
  locked: 'done',
  reopened: 'open',
};

/** How a submission looks at a glance: late before everything, then where it stands. */
export function toneOfSubmission(state: SubmissionState, phase: ReportPhase): Tone {
  if (phase === 'late' && (state === 'draft' || state === 'returned')) return 'late';
  if (state === 'draft' && phase === 'grace') return 'open';
  return toneOf[state];
}

/** Where a submission stands, in a word with its shape. */
export function SubmissionMark(props: {
  state: SubmissionState;
  phase: ReportPhase;
  begun?: boolean;
  short?: boolean;
}): ReactNode {
  const say = useWords();
  const { state, phase } = props;
  const tone = toneOfSubmission(state, phase);
  const word =
    state === 'draft'
      ? say(
          phase === 'late'
            ? 'mark.late'
            : phase === 'ahead'
              ? 'mark.ahead'
              : props.begun
                ? 'mark.begun'
                : 'mark.open',
        )
      : say(`state.${state}`);
  return (
    <span className={`report-mark report-mark-${tone}`} title={props.short ? word : undefined}>
      <span aria-hidden="true">{shapes[tone]}</span>
      {props.short ? <span className="sr-only">{word}</span> : word}
    </span>
  );
}

/** When it is due, counted in working days; the day itself on hover. */
export function Due({ timing }: { timing: ReportTiming }): ReactNode {
  const say = useWords();
  return (
    <span title={formatDay(timing.due)} className={timing.phase === 'late' ? 'report-late' : undefined}>
      {dueWords(say, timing)}
    </span>
  );
}

/** Whose signature a step is. */
export function useStepName(): (step: ReportStep) => string {
  const say = useWords();
  const label = useLabel();
  return (step) => (step.unit ? label(step.unit.name) : say(`step.${step.kind}`));
}
