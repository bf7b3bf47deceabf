import { getDecomposition, type Round, saveRound } from '@miaopu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type CallFailed, call } from '../../shared/client.ts';
import { keyOf } from '../../shared/use-endpoint.ts';
import { contentOf, type Sheet, sheetOf, type Targets } from './sheet.ts';
import { type History, useHistory } from './use-history.ts';

export type Theirs = Pick<Round, 'revision' | 'content' | 'savedBy' | 'savedAt'>;
export type SaveState =
  | { readonly is: 'saved'; readonly at: string; readonly by: string }
  | { readonly is: 'waiting' | 'saving' }
  | { readonly is: 'failed'; readonly problem: CallFailed }
  /** Somebody else saved since: theirs, or ours over theirs. */
  | { readonly is: 'conflict'; readonly theirs: Theirs };

export type RoundDraft = {
  readonly history: History<Sheet>;
  readonly save: SaveState;
  /** The revision that holds what is on the page; the server has it. */
  readonly revision: number;
  readonly bad: number;
  takeTheirs: () => void;
  keepMine: () => void;
  retry: () => void;
};

const pause = 700;

/** A round's numbers being written: saved a moment after the last change, with the revision that they were made on. */
export function useRoundDraft(plan: string, round: Round, targets: Targets): RoundDraft {
  const queries = useQueryClient();
  const history = useHistory<Sheet>(sheetOf(targets, round.content));
  const { state: sheet, begin } = history;
  const revision = useRef(round.revision);
  const kept = useRef(JSON.stringify(contentOf(targets, sheet)));
  const [save, setSave] = useState<SaveState>({ is: 'saved', at: round.savedAt, by: round.savedBy });
  const content = contentOf(targets, sheet);
  const text = JSON.stringify(content);

  const send = useCallback(
    async (now: typeof content, at: number) => {
      setSave({ is: 'saving' });
      try {
        const answer = await call(saveRound, {
          params: { plan, round: round.id },
          body: { revision: at, content: now },
        });
        if (!answer.saved) {
          setSave({ is: 'conflict', theirs: answer.theirs });
          return;
        }
        revision.current = answer.revision;
        kept.current = JSON.stringify(now);
        setSave({ is: 'saved', at: answer.savedAt, by: '' });
        // other pages read it again when they are opened
        void queries.invalidateQueries({ queryKey: keyOf(getDecomposition), refetchType: 'none' });
      } catch (problem) {
        setSave({ is: 'failed', problem: problem as CallFailed });
      }
    },
    [plan, round.id, queries],
  );

  const stopped = save.is === 'conflict' || save.is === 'saving' || save.is === 'failed';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what the content says
  useEffect(() => {
    if (stopped || text === kept.current) return;
    const timer = setTimeout(() => void send(content, revision.current), pause);
    return () => clearTimeout(timer);
  }, [text, stopped, send]);

  return {
    history,
    // what was changed and changed back needs no saving
    save: save.is === 'saved' && text !== kept.current ? { is: 'waiting' } : save,
    revision: revision.current,
    bad: content.unread.length,
    takeTheirs() {
      if (save.is !== 'conflict') return;
      revision.current = save.theirs.revision;
      const theirs = sheetOf(targets, save.theirs.content);
      kept.current = JSON.stringify(contentOf(targets, theirs));
      begin(theirs);
      setSave({ is: 'saved', at: save.theirs.savedAt, by: save.theirs.savedBy });
    },
    keepMine() {
      if (save.is === 'conflict') void send(content, save.theirs.revision);
    },
    retry() {
      if (save.is === 'failed') void send(content, revision.current);
    },
  };
}
