import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useFieldText } from '../../shared/field-text.ts';
import { formatPercent } from '../../shared/formats.ts';
import { useWords } from './locale.ts';
import './marks.css';

/** Says that nobody stated this value: it was derived, how sure we are, and where known from what. */
export function DerivedMark(props: { confidence: number; because?: string }): ReactNode {
  const say = useWords();
  const percent = formatPercent(props.confidence, 0);
  const text = props.because
    ? say('derived.because', { percent, because: props.because })
    : say('derived.label', { percent });
  return (
    <Tooltip title={text} trigger={['hover', 'focus']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the confidence must be reachable without a mouse */}
      <span className="derived-mark" role="img" aria-label={text} tabIndex={0}>
        {say('derived.mark')}
      </span>
    </Tooltip>
  );
}

/** A value that may be derived, with its mark. */
export function Derivable(props: { confidence: number | undefined; children: ReactNode }): ReactNode {
  if (props.confidence === undefined) return props.children;
  return (
    <span className="derivable">
      <span className="derived-value">{props.children}</span> <DerivedMark confidence={props.confidence} />
    </span>
  );
}

const shapes: Readonly<Record<string, string>> = {
  active: '●',
  deregistered: '○',
  revoked: '■',
  moved_out: '▷',
};

/** The registration's status, with a shape beside the word. */
export function StatusMark({ status }: { status: string }): ReactNode {
  const textOf = useFieldText();
  return (
    <span className={`status-mark status-${status}`}>
      <span aria-hidden="true">{shapes[status] ?? '○'}</span> {textOf('status', status)}
    </span>
  );
}
