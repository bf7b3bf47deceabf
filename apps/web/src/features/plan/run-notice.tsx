import type { Cockpit } from '@miaopu/contract';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useMay } from '../../shared/session.ts';
import { useWords } from './locale.ts';
import { useRecalculate } from './use-recalculate.ts';

/** Says when nothing has been calculated yet, or when the registry knows more than the page; the office can calculate. */
export function RunNotice(props: { plan: string; asOf: string; run: Cockpit['run'] }): ReactNode {
  const say = useWords();
  const may = useMay('indicators.count');
  const { start, running, problem } = useRecalculate(props.plan, props.asOf);
  if (problem) return <Failure problem={problem} onRetry={start} />;
  if (props.run && !props.run.stale) return null;
  const button = may && (
    <Button
      type={props.run ? 'default' : 'primary'}
      size={props.run ? 'small' : 'middle'}
      onClick={start}
      loading={running}
    >
      {say(props.run ? 'run.recalculate' : 'run.calculate')}
    </Button>
  );
  if (!props.run) {
    return (
      <EmptyState title={running ? say('run.calculating') : say('run.none')} action={button}>
        {say('run.none.text')}
      </EmptyState>
    );
  }
  const at = formatInstant(props.run.finishedAt);
  return (
    <Alert
      className="run-notice"
      type="info"
      showIcon
      title={running ? say('run.calculating') : say('run.stale', { at })}
      action={button}
    />
  );
}
