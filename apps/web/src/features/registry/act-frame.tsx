import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { useNarrow } from '../../shared/use-narrow.ts';
import { useWords } from './locale.ts';
import './act-drawer.css';

export type FrameWords = {
  readonly title: string;
  /** What this act is for, and what follows from it. */
  readonly lead: string;
  readonly more: string;
  readonly submit: string;
};

/**
 * The drawer of one act: one that says something of the world, or one that says our record was wrong, told apart by title, colour and
 * sentence; with the ways to the act that was perhaps meant.
 */
export function ActFrame(props: {
  tone: 'change' | 'correct';
  words: FrameWords;
  switches: readonly { readonly label: string; readonly onClick: () => void }[];
  busy: boolean;
  problem: unknown;
  /** Nothing to send while two versions stand side by side. */
  withoutFooter: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const say = useWords();
  const narrow = useNarrow();
  const { words } = props;
  return (
    <Drawer
      open
      size={narrow ? '100%' : 520}
      className={`act act-${props.tone}`}
      title={words.title}
      onClose={props.onClose}
      footer={
        !props.withoutFooter && (
          <div className="act-footer">
            <Button type="primary" loading={props.busy} onClick={props.onSubmit}>
              {words.submit}
            </Button>
            <Button onClick={props.onClose}>{say('form.cancel')}</Button>
          </div>
        )
      }
    >
      <div className="act-lead">
        <p>
          <b>{words.lead}</b>
        </p>
        <p>{words.more}</p>
        {props.switches.map(({ label, onClick }) => (
          <Button key={label} type="link" size="small" onClick={onClick}>
            {label}
          </Button>
        ))}
      </div>
      {props.problem !== null && (
        <Failure problem={props.problem} title={say('form.failed')} where={words.title} />
      )}
      {props.children}
    </Drawer>
  );
}
