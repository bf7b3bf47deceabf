import { getTarget, type TargetPage } from '@miaopu/contract';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Bones } from '../../../shared/components/bones.tsx';
import { EmptyState } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { useMay } from '../../../shared/session.ts';
import { unitText } from '../../../shared/standing/values.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { useUnits } from '../use-units.ts';
import { SplitGrid } from './split-grid.tsx';
import { additivity } from './split-model.ts';

const SplitEditor = lazy(() => import('./split-editor.tsx').then((file) => ({ default: file.SplitEditor })));

/** The goal's split over years and units; the office revises it. */
export function SplitPanel({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const may = useMay('plan.decompose');
  const [editing, setEditing] = useState(false);
  const units = useUnits(page.plan.id);
  const current = page.decompositions.toSorted((a, b) => b.version - a.version)[0];
  const whole = useWhole(page, editing);
  const unit = unitText(page.card, language);
  const splits = additivity(page.card) !== 'each' && page.card.standing.goal.form !== 'none';
  return (
    <Panel
      title={say('split.title')}
      aside={unit && say('trend.unit', { unit })}
      id="split"
      actions={
        may &&
        splits &&
        !editing && (
          <Button onClick={() => setEditing(true)}>{say(current ? 'split.edit' : 'split.start')}</Button>
        )
      }
    >
      {editing && units && whole !== undefined ? (
        <Suspense fallback={<Bones rows={10} />}>
          <SplitEditor
            page={page}
            current={current}
            whole={whole}
            units={units}
            onClose={() => setEditing(false)}
          />
        </Suspense>
      ) : current && units ? (
        <SplitGrid card={page.card} split={current} units={units} plan={page.plan} />
      ) : current ? (
        <Bones rows={10} />
      ) : (
        <EmptyState title={say('split.none')}>
          {say(splits ? 'split.none.text' : 'split.none.shares')}
        </EmptyState>
      )}
    </Panel>
  );
}

/** What a split is held against: the district's goal for the whole plan, whatever the page is filtered by. */
function useWhole(page: TargetPage, enabled: boolean): string | null | undefined {
  const current = page.decompositions[0];
  const { data } = useEndpoint(
    getTarget,
    { params: { plan: page.plan.id, target: page.card.id } },
    { enabled: enabled && !current },
  );
  return current ? current.whole : data?.card.standing.goal.value;
}
