import type { TargetPage } from '@miaopu/contract';
import { additivity } from '@miaopu/plan';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../../shared/components/bones.tsx';
import { EmptyState } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { formatDay } from '../../../shared/formats.ts';
import { decompositionPath, tasksPath } from '../../../shared/paths.ts';
import { useMay } from '../../../shared/session.ts';
import { unitText } from '../../../shared/standing/values.ts';
import { useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { useUnits } from '../use-units.ts';
import { SplitGrid } from './split-grid.tsx';

/** The goal's split over years and units that is in force, how the open round stands with it, and its versions. */
export function SplitPanel({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const reads = useMay('plan.rounds');
  const answers = useMay('plan.tasks');
  const units = useUnits(page.plan.id);
  const current = page.decompositions.find(({ version }) => version === page.decompositionInForce);
  const unit = unitText(page.card, language);
  const splits = additivity(page.card.kind) !== 'each';
  const none = page.card.standing.goal.form === 'none';
  return (
    <Panel
      title={say('split.title')}
      aside={unit && say('trend.unit', { unit })}
      id="split"
      actions={
        reads ? (
          <Link className="button-link" to={decompositionPath(page.plan.id, page.card.id)}>
            {say('split.open')}
          </Link>
        ) : (
          answers && <Link to={tasksPath(page.plan.id)}>{say('split.tasks')}</Link>
        )
      }
    >
      {page.round && <RoundWords round={page.round} />}
      {current && !units && <Bones rows={10} />}
      {current && units && <SplitGrid card={page.card} split={current} units={units} plan={page.plan} />}
      {!current && (
        <EmptyState title={say('split.none')}>
          {say(splits || none ? 'split.none.text' : 'split.none.shares')}
        </EmptyState>
      )}
      <Versions page={page} />
    </Panel>
  );
}

/** How the open round stands with this target: one's own word alone, where one sees no other. */
function RoundWords({ round }: { round: NonNullable<TargetPage['round']> }): ReactNode {
  const say = useWords();
  return (
    <p className="split-round">
      <b>{say(`split.round.${round.state as 'issued' | 'revising'}`)}</b> {say('split.words', round.words)}
    </p>
  );
}

/** Every version with its document, the newest first; the one in force stands above. */
function Versions({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const others = page.decompositions.filter(({ version }) => version !== page.decompositionInForce);
  if (others.length === 0) return null;
  return (
    <details className="split-versions">
      <summary>{say('split.versions', { count: others.length })}</summary>
      <ol>
        {others.map((split) => (
          <li key={split.version}>
            {say('split.version.one', { version: split.version, day: formatDay(split.effectiveFrom) })}
            {split.documentNumber && ` · ${say('definition.document', { number: split.documentNumber })}`}
            {' · '}
            {say('definition.reason', { reason: split.reason })}
            {split.words && ` · ${say('split.words', split.words)}`}
          </li>
        ))}
      </ol>
    </details>
  );
}
