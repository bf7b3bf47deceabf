import { type DecompositionPage as Answer, beginRound, getDecomposition, type Round } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useParams } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { cockpitPath } from '../../shared/paths.ts';
import { useMay } from '../../shared/session.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { ExportButton } from './export-button.tsx';
import { findGaps } from './find-gaps.ts';
import { useWords } from './locale.ts';
import { PastPanel } from './past-panel.tsx';
import { RoundDesk } from './round-desk.tsx';
import { RoundHead } from './round-head.tsx';
import { sheetInForce, sheetOf, targetsOf } from './sheet.ts';
import { SplitSheet } from './split-sheet.tsx';
import { useShown } from './use-shown.ts';
import { useView } from './use-view.ts';
import { WordsPanel } from './words-panel.tsx';
import './decomposition.css';

/** 任务分解: the district's targets over years and units; a round from its first number to its document. */
export function DecompositionPage(): ReactNode {
  const { plan = '' } = useParams();
  const say = useWords();
  const label = useLabel();
  const { data, error, refetch } = useEndpoint(getDecomposition, { params: { plan } });
  return (
    <Page
      title={say('title')}
      aside={data && label(data.plan.title)}
      trail={[{ label: say('cockpit'), to: cockpitPath() }]}
      actions={data && <ExportButton plan={plan} of={data.round ? 'round' : 'in_force'} />}
    >
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Panel>
          <Bones rows={14} height={32} />
        </Panel>
      )}
      {data && <Whole page={data} />}
    </Page>
  );
}

function Whole({ page }: { page: Answer }): ReactNode {
  const may = useMay('plan.decompose');
  const { round } = page;
  return (
    <>
      {round === null ? (
        <InForce page={page} />
      ) : may && (round.state === 'draft' || round.state === 'revising') ? (
        // another state, another draft
        <RoundDesk key={`${round.id} ${round.state} ${round.issue}`} page={page} round={round} />
      ) : (
        <RoundRead page={page} round={round} />
      )}
      <PastPanel page={page} />
    </>
  );
}

/** No round is open: what is in force, and how to begin one. */
function InForce({ page }: { page: Answer }): ReactNode {
  const say = useWords();
  const may = useMay('plan.decompose');
  const view = useView();
  const sheet = useMemo(() => sheetInForce(page), [page]);
  const gapsBy = useMemo(() => findGaps(page, sheet), [page, sheet]);
  const shown = useShown(page, gapsBy, view);
  const begin = useCommand(beginRound, [getDecomposition]);
  return (
    <>
      <Panel>
        <EmptyState
          title={say('state.none')}
          action={
            may && (
              <Button
                type="primary"
                loading={begin.isPending}
                onClick={() => begin.mutate({ params: { plan: page.plan.id } })}
              >
                {say('begin')}
              </Button>
            )
          }
        >
          {say(may ? 'state.none.text' : 'leader.none.text')}
        </EmptyState>
        {begin.error && <Failure problem={begin.error} title={say('failed')} />}
      </Panel>
      <SplitSheet page={page} targets={shown} sheet={sheet} gapsBy={gapsBy} view={view} />
    </>
  );
}

/** A round that cannot be written in now: with the units, or for somebody who only reads. */
function RoundRead({ page, round }: { page: Answer; round: Round }): ReactNode {
  const view = useView();
  const targets = useMemo(() => targetsOf(page), [page]);
  const sheet = useMemo(() => sheetOf(targets, round.content), [targets, round]);
  const gapsBy = useMemo(() => findGaps(page, sheet), [page, sheet]);
  const shown = useShown(page, gapsBy, view);
  const bad = round.content.unread.length;
  return (
    <>
      <RoundHead page={page} round={round} bad={bad} gapsBy={gapsBy} differsBecause={sheet.differsBecause} />
      <WordsPanel page={page} round={round} />
      <SplitSheet page={page} targets={shown} sheet={sheet} gapsBy={gapsBy} view={view} />
    </>
  );
}
