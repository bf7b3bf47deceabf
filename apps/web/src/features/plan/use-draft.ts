import { useCallback, useState } from 'react';
import { readSetting, writeSetting } from '../../shared/settings.ts';

/**
 * What is typed, kept on this device until it is saved or discarded: a reload or an ended session loses nothing.
 */
export function useDraft<T>(name: string): {
  kept: T | null;
  keep: (value: T) => void;
  discard: () => void;
} {
  const setting = `draft.${name}`;
  const [kept] = useState<T | null>(() => {
    const text = readSetting(setting);
    if (!text) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null;
    }
  });
  const keep = useCallback((value: T) => writeSetting(setting, JSON.stringify(value)), [setting]);
  const discard = useCallback(() => writeSetting(setting, ''), [setting]);
  return { kept, keep, discard };
}
