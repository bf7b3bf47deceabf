import { type Submission, type SubmissionKey, saveSubmission } from '@miaopu/contract';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { call } from '../../../shared/client.ts';
import { useSession } from '../../../shared/session.ts';
import { readSetting, writeSetting } from '../../../shared/settings.ts';
import { createFiller, type Filler, type FillerState } from './filler.ts';
import type { KeptDraft } from './filling.ts';

/** The name under which a person's unsaved changes are kept on this device. */
function useKept({ plan, form, unit, period }: SubmissionKey & { plan: string }) {
  const { user } = useSession();
  const name = `draft.report.${[plan, form, unit, period, user.id].join('.')}`;
  return {
    read(): KeptDraft | null {
      try {
        return JSON.parse(readSetting(name) || 'null') as KeptDraft | null;
      } catch {
        return null;
      }
    },
    keep: (draft: KeptDraft | null) => writeSetting(name, draft ? JSON.stringify(draft) : ''),
  };
}

/** Saves the form while it is typed into; one for as long as the page is open. */
export function useFiller(
  submission: Submission,
): FillerState & Omit<Filler, 'get' | 'subscribe' | 'refresh'> {
  const { plan, form, unit, period, revision, cells } = submission;
  const { read, keep } = useKept(submission);
  const [filler] = useState(() =>
    createFiller({
      server: submission,
      kept: read(),
      save: (body) => call(saveSubmission, { params: { plan, form, unit, period }, body }),
      keep,
    }),
  );
  useEffect(() => filler.refresh({ revision, cells }), [filler, revision, cells]);
  useEffect(() => {
    const flush = () => void filler.flush();
    window.addEventListener('online', flush);
    return () => {
      window.removeEventListener('online', flush);
      flush();
    };
  }, [filler]);
  const state = useSyncExternalStore(filler.subscribe, filler.get);
  const { change, settle, flush } = filler;
  return { ...state, change, settle, flush };
}

/** What was typed on this device into a form that is closed by now, and the way to let it go. */
export function useLeftover(submission: Submission): { draft: KeptDraft | null; drop: () => void } {
  const { read, keep } = useKept(submission);
  const [draft, setDraft] = useState(read);
  return {
    draft,
    drop() {
      keep(null);
      setDraft(null);
    },
  };
}
