import type { ReactNode } from 'react';
import { Failure } from '../../../shared/components/notice.tsx';
import { formatInstant } from '../../../shared/formats.ts';
import { useWords } from '../locale.ts';
import type { FillerState } from './filler.ts';
import { countUnsaved } from './filling.ts';

/** Where what was typed is now: with the server, on its way, or on this device only. */
export function SaveLine({ state }: { state: FillerState }): ReactNode {
  const say = useWords();
  const { saving, savedAt, filling, problem } = state;
  const count = countUnsaved(filling);
  const words = {
    still: savedAt ? say('save.saved', { at: formatInstant(savedAt).slice(11) }) : say('save.still'),
    waiting: say('save.waiting', { count }),
    saving: say('save.saving', { count }),
    away: say('save.away', { count }),
    refused: say('save.refused', { count }),
  };
  return (
    <>
      <p className={`save-line save-line-${saving}`} role="status">
        {words[saving]}
      </p>
      {saving === 'refused' && problem && <Failure problem={problem} title={say('save.refused.title')} />}
    </>
  );
}
