import { type PolicyDraft, simulatePolicy } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { EmptyState } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useWords } from '../../locale.ts';
import { DifferenceTable } from '../../shared/policy-versions.tsx';
import { ActsList } from '../acts-list.tsx';
import { SimulationResult } from '../simulation/simulation-result.tsx';

/** What a reviewer decides by: what the draft changes, who gains and who loses by it, and what was said so far. */
export function ReviewView({ draft, isSound }: { draft: PolicyDraft; isSound: boolean }): ReactNode {
  const say = useWords();
  const body = { source: draft.source };
  const found = useEndpoint(
    simulatePolicy,
    { params: { policy: draft.policy }, body },
    { enabled: isSound, staleTime: 60_000 },
  );
  return (
    <>
      <Panel title={say('draft.acts')}>
        <ActsList acts={draft.acts.toReversed()} />
      </Panel>
      <Panel title={say('draft.differences')} flush={draft.differences.length > 0}>
        {draft.differences.length > 0 ? (
          <DifferenceTable differences={draft.differences} />
        ) : (
          <EmptyState>
            {say(draft.basedOn === null ? 'draft.differences.new' : 'draft.differences.none')}
          </EmptyState>
        )}
      </Panel>
      {isSound ? (
        <SimulationResult policy={draft.policy} change={body} found={found} />
      ) : (
        <Panel title={say('simulation.title')}>
          <EmptyState>{say('draft.simulation.unsound')}</EmptyState>
        </Panel>
      )}
    </>
  );
}
