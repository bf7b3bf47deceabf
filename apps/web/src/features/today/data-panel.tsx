import type { Cockpit } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '../../shared/components/page.tsx';
import { formatDay, formatInstant } from '../../shared/formats.ts';
import { cockpitPath } from '../../shared/paths.ts';
import { useWords } from './locale.ts';

/** How fresh the figures are. */
export function DataPanel({ run }: { run: Cockpit['run'] }): ReactNode {
  const say = useWords();
  if (!run) {
    return (
      <Panel title={say('data.title')}>
        {say('data.none')} <Link to={cockpitPath()}>{say('data.none.go')}</Link>
      </Panel>
    );
  }
  return (
    <Panel title={say('data.title')}>
      <dl className="data-facts">
        <div>
          <dt>{say('data.asOf')}</dt>
          <dd>{formatDay(run.asOf)}</dd>
        </div>
        <div>
          <dt>{say('data.calculated')}</dt>
          <dd>{formatInstant(run.finishedAt)}</dd>
        </div>
      </dl>
      {run.stale && (
        <p className="data-stale">
          {say('data.stale')} <Link to={cockpitPath()}>{say('data.stale.go')}</Link>
        </p>
      )}
    </Panel>
  );
}
