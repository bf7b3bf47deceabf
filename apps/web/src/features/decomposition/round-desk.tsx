import { type DecompositionPage, getSplitWeights, type Round } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { formatInstant } from '../../shared/formats.ts';
import type { Address } from '../../shared/grid/grid-types.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { findGaps } from './find-gaps.ts';
import { GapsPanel } from './gaps-panel.tsx';
import { rowPlace } from './grid-rows.tsx';
import { ImportButton } from './import-button.tsx';
import { useWords } from './locale.ts';
import { RoundHead } from './round-head.tsx';
import { type Basis, stockBasis } from './share.ts';
import { ShareTools } from './share-tools.tsx';
import { targetsOf, yearsOf } from './sheet.ts';
import { SplitSheet } from './split-sheet.tsx';
import { type RoundDraft, useRoundDraft } from './use-round-draft.ts';
import { useShown } from './use-shown.ts';
import { useView } from './use-view.ts';
import { WeightsPanel } from './weights-panel.tsx';
import { WordsPanel } from './words-panel.tsx';

/** A round being written: the grid with its tools, what does not add up, and what to do next. */
export function RoundDesk({ page, round }: { page: DecompositionPage; round: Round }): ReactNode {
  const targets = useMemo(() => targetsOf(page), [page]);
  const draft = useRoundDraft(page.plan.id, round, targets);
  const { history } = draft;
  const view = useView();
  const [chosen, setChosen] = useState<readonly Address[]>([]);
  const { data: weights } = useEndpoint(
    getSplitWeights,
    { params: { plan: page.plan.id } },
    { staleTime: 600_000 },
  );
  const [picked, setPicked] = useState<Basis | null>(null);
  const [stock] = weights?.stocks ?? [];
  const basis: Basis = picked ?? (stock ? stockBasis(stock.id) : 'equal');
  const gapsBy = useMemo(() => findGaps(page, history.state), [page, history.state]);
  const shown = useShown(page, gapsBy, view);
  const firstRow = chosen[0]
    ? rowPlace(chosen[0].row)
    : { target: page.targets[0]?.id ?? '', year: view.year ?? yearsOf(page.plan)[0]! };
  function because(target: string, words: string): void {
    history.change(
      (before) => ({ ...before, differsBecause: { ...before.differsBecause, [target]: words } }),
      `because ${target}`,
    );
  }
  return (
    <>
      <RoundHead
        page={page}
        round={{ ...round, revision: draft.revision }}
        bad={draft.bad}
        gapsBy={gapsBy}
        differsBecause={history.state.differsBecause}
        unsaved={draft.save.is !== 'saved'}
        aside={<SaveState draft={draft} />}
        actions={<ImportButton page={page} history={history} />}
      />
      <SaveTrouble draft={draft} />
      {round.issue > 0 && <WordsPanel page={page} round={round} />}
      <SplitSheet
        page={page}
        targets={shown}
        sheet={history.state}
        gapsBy={gapsBy}
        view={view}
        history={history}
        onChoose={setChosen}
        tools={
          <ShareTools
            page={page}
            targets={shown}
            view={view}
            history={history}
            chosen={chosen}
            weights={weights}
            basis={basis}
            onBasis={setPicked}
          />
        }
      />
      {basis !== 'equal' && (
        <WeightsPanel
          page={page}
          kind={view.kind}
          basis={basis}
          weights={weights}
          history={history}
          row={firstRow}
        />
      )}
      <GapsPanel
        page={page}
        gapsBy={gapsBy}
        differsBecause={history.state.differsBecause}
        onBecause={because}
        onShow={(target) => {
          view.change({ target });
          document.getElementById('split-sheet')?.scrollIntoView();
        }}
      />
    </>
  );
}

function SaveState({ draft: { save } }: { draft: RoundDraft }): ReactNode {
  const say = useWords();
  return (
    <span role="status">
      {save.is === 'saved'
        ? say('save.saved', { at: formatInstant(save.at) })
        : save.is === 'waiting' || save.is === 'saving'
          ? say(`save.${save.is}`)
          : null}
    </span>
  );
}

/** What keeps a round from being saved, and the ways out; nothing typed is lost. */
function SaveTrouble({ draft }: { draft: RoundDraft }): ReactNode {
  const say = useWords();
  const { save } = draft;
  if (save.is === 'failed')
    return <Failure problem={save.problem} title={say('save.failed')} onRetry={draft.retry} />;
  if (save.is !== 'conflict') return null;
  const { savedBy: name, savedAt } = save.theirs;
  return (
    <div className="notice notice-failure" role="alert">
      <p className="notice-title">{say('save.conflict', { name, at: formatInstant(savedAt) })}</p>
      <div className="notice-action">
        <Button onClick={draft.takeTheirs}>{say('save.theirs')}</Button>{' '}
        <Button danger onClick={draft.keepMine}>
          {say('save.mine')}
        </Button>
      </div>
    </div>
  );
}
