import { getPolicy, listPolicyActs, type PolicyPage as Policy } from '@miaopu/contract';
import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { Bones } from '../../../../shared/components/bones.tsx';
import { Failure } from '../../../../shared/components/notice.tsx';
import { Page, Panel } from '../../../../shared/components/page.tsx';
import { RecordHistory } from '../../../../shared/history/record-history.tsx';
import { useMay } from '../../../../shared/session.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useLabel } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { PolicyMarks, useValidity } from '../../shared/policy-card.tsx';
import { PolicyDoubts } from '../../shared/policy-doubts.tsx';
import { PolicyRules } from '../../shared/policy-rules.tsx';
import { PolicyVersions } from '../../shared/policy-versions.tsx';
import { ActsList } from '../acts-list.tsx';
import { libraryPath } from '../paths.ts';
import { SimulationPanel } from '../simulation/simulation-panel.tsx';
import { AmendButton } from './amend-button.tsx';
import { CoveragePanel } from './coverage-panel.tsx';
import { RepealDialog } from './repeal-dialog.tsx';
import { ResultPanels } from './result-panels.tsx';
import '../office.css';

const parts = ['result', 'coverage', 'simulation', 'rules', 'versions'] as const;
type Part = (typeof parts)[number];

/** A policy for the office: whom it fits and what it costs, its rules, and its versions. */
export function OfficePolicyPage(): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { policy = '' } = useParams();
  const [filters, setFilters] = useFilters({ part: 'result' });
  const part = parts.find((one) => one === filters.part) ?? 'result';
  const { data, error, refetch } = useEndpoint(getPolicy, { params: { policy }, query: {} });
  const shown = data?.card.id === policy ? data : undefined;
  return (
    <Page
      title={shown ? label(shown.card.title) : say('policy.title')}
      trail={[{ label: say('library.title'), to: libraryPath }]}
      aside={shown && <Aside policy={shown} />}
      actions={
        <>
          <RecordHistory record={`policies/policy/${policy}`} />
          {shown && <Actions policy={shown} />}
        </>
      }
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!shown && !error && <Bones rows={10} height={32} />}
      {shown && (
        <>
          <PolicyDoubts card={shown.card} />
          <Segmented<Part>
            className="office-parts"
            aria-label={say('office.parts')}
            value={part}
            onChange={(next) => setFilters({ part: next })}
            options={parts.map((value) => ({ value, label: say(`office.part.${value}`) }))}
          />
          <PartOf part={part} policy={shown} />
        </>
      )}
    </Page>
  );
}

function PartOf({ part, policy }: { part: Part; policy: Policy }): ReactNode {
  const label = useLabel();
  switch (part) {
    case 'result':
      return <ResultPanels key={policy.card.id} policy={policy} />;
    case 'coverage':
      return <CoveragePanel key={policy.card.id} policy={policy} />;
    case 'simulation':
      return <SimulationPanel key={policy.card.id} policy={policy} />;
    case 'rules':
      return (
        <div className="office-rules">
          {policy.card.summary && <p className="office-summary">{label(policy.card.summary)}</p>}
          <PolicyRules policy={policy} />
        </div>
      );
    case 'versions':
      return (
        <div className="office-rules">
          <PolicyVersions policy={policy} />
          <ActsPanel policy={policy.card.id} />
        </div>
      );
  }
}

/** All that was done to the policy and its drafts: who, when and why. */
function ActsPanel({ policy }: { policy: string }): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listPolicyActs, { params: { policy } });
  return (
    <Panel title={say('draft.acts')}>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={3} />}
      {data && <ActsList acts={data.rows} />}
    </Panel>
  );
}

/** To take it out of force, and to write its next version. */
function Actions({ policy }: { policy: Policy }): ReactNode {
  const { state } = policy.card;
  const mayPublish = useMay('policy.publish');
  return (
    <>
      {mayPublish && (state === 'in_force' || state === 'upcoming') && <RepealDialog policy={policy} />}
      <AmendButton policy={policy} />
    </>
  );
}

function Aside({ policy }: { policy: Policy }): ReactNode {
  const label = useLabel();
  const { card } = policy;
  return (
    <span className="office-aside">
      <PolicyMarks card={card} />
      <span>{useValidity(card)}</span>
      {card.contact && <span>{label(card.contact.name)}</span>}
    </span>
  );
}
