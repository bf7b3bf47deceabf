import { getPolicyDraft, listPolicyLibrary, type PolicyDraft, savePolicyDraft } from '@miaopu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnswerOf, type CallFailed, call } from '../../../../shared/client.ts';
import { readSetting, writeSetting } from '../../../../shared/settings.ts';
import { keyOf } from '../../../../shared/use-endpoint.ts';

/** What somebody else saved while one was writing. */
export type Theirs = Extract<AnswerOf<typeof savePolicyDraft>, { saved: false }>['theirs'];
/** The text that is known to be on the server. */
type Base = { readonly revision: number; readonly source: string };
type Saving = 'saved' | 'waiting' | 'saving' | 'failed';

export type DraftText = {
  readonly text: string;
  readonly change: (text: string) => void;
  readonly saving: Saving;
  readonly problem: CallFailed | null;
  /** What was typed here before and not saved has come back. */
  readonly isRestored: boolean;
  /** Who saved while one only looked; their text is shown. */
  readonly overtakenBy: string | null;
  /** Somebody saved while one was writing: nothing is saved until one of both is chosen. */
  readonly conflict: Theirs | null;
  readonly keepMine: () => void;
  readonly keepTheirs: () => void;
  /** Saves what is typed; the revision that then stands, undefined where it could not be saved. */
  readonly flush: () => Promise<number | undefined>;
};

const pause = 1000;
const patience = 10_000;
const settingOf = (draft: string) => `draft.policy.${draft}`;

function readKept(draft: string): Base | null {
  try {
    return JSON.parse(readSetting(settingOf(draft)) || 'null') as Base | null;
  } catch {
    return null;
  }
}

/**
 * The text of a draft while somebody writes: kept on this device with each letter, saved a second after the last, and never over what
 * somebody else saved meanwhile.
 *
 * @param draft as the server has it, read again now and then
 */
export function useDraftText(draft: PolicyDraft, isWritable: boolean): DraftText {
  const { id } = draft;
  const queries = useQueryClient();
  const [kept] = useState(() => {
    const found = readKept(id);
    return found && found.source !== draft.source && isWritable ? found : null;
  });
  const [base, setBase] = useState<Base>(draft);
  const [text, setText] = useState(kept?.source ?? draft.source);
  const [conflict, setConflict] = useState<Theirs | null>(
    kept && kept.revision !== draft.revision ? draft : null,
  );
  const [overtakenBy, setOvertakenBy] = useState<string | null>(null);
  const [saving, setSaving] = useState<Saving>('saved');
  const [problem, setProblem] = useState<CallFailed | null>(null);
  const isDirty = text !== base.source;
  // what a save that is under way, or that leaving the page sets off, has to know
  const now = useRef({ base, text, isDirty, conflict });
  now.current = { base, text, isDirty, conflict };
  const underWay = useRef<Promise<number | undefined> | null>(null);

  const save = useCallback(async (): Promise<number | undefined> => {
    const { base: seen, text: source } = now.current;
    setSaving('saving');
    try {
      const answer = await call(savePolicyDraft, {
        params: { draft: id },
        body: { revision: seen.revision, source },
      });
      setProblem(null);
      if (!answer.saved) {
        setConflict(answer.theirs);
        setSaving('waiting');
        return undefined;
      }
      setBase({ revision: answer.draft.revision, source });
      setOvertakenBy(null);
      if (now.current.text === source) writeSetting(settingOf(id), '');
      setSaving('saved');
      queries.setQueryData(keyOf(getPolicyDraft, { params: { draft: id } }), answer.draft);
      void queries.invalidateQueries({ queryKey: keyOf(listPolicyLibrary) });
      return answer.draft.revision;
    } catch (failure) {
      setProblem(failure as CallFailed);
      setSaving('failed');
      return undefined;
    }
  }, [id, queries]);

  const flush = useCallback(async (): Promise<number | undefined> => {
    await underWay.current;
    if (now.current.conflict) return undefined;
    if (!now.current.isDirty) return now.current.base.revision;
    underWay.current = save();
    const revision = await underWay.current;
    underWay.current = null;
    return revision;
  }, [save]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each letter begins the pause anew
  useEffect(() => {
    if (!isWritable || !isDirty || conflict || saving === 'saving') return undefined;
    const timer = setTimeout(() => void flush(), saving === 'failed' ? patience : pause);
    return () => clearTimeout(timer);
  }, [isWritable, isDirty, conflict, saving, flush, text]);

  // leaving the page saves, too; what cannot be saved is still kept here
  useEffect(
    () => () => {
      if (now.current.isDirty && isWritable) void flush();
    },
    [flush, isWritable],
  );

  // somebody else's save arrives with the next reading
  useEffect(() => {
    if (underWay.current || draft.revision <= now.current.base.revision) return;
    if (now.current.isDirty) return setConflict(draft);
    setBase(draft);
    setText(draft.source);
    setOvertakenBy(draft.savedBy);
  }, [draft]);

  const change = useCallback(
    (next: string) => {
      setText(next);
      setSaving((before) => (before === 'saving' ? before : 'waiting'));
      writeSetting(
        settingOf(id),
        JSON.stringify({ revision: now.current.base.revision, source: next } satisfies Base),
      );
    },
    [id],
  );
  const settle = (onto: Theirs, source: string) => {
    setBase(onto);
    setText(source);
    setConflict(null);
  };
  return {
    text,
    change,
    saving: isDirty && saving === 'saved' ? 'waiting' : saving,
    problem,
    isRestored: kept !== null,
    overtakenBy,
    conflict,
    keepMine: () => conflict && settle(conflict, text),
    keepTheirs: () => {
      if (!conflict) return;
      settle(conflict, conflict.source);
      setSaving('saved');
      writeSetting(settingOf(id), '');
    },
    flush,
  };
}
