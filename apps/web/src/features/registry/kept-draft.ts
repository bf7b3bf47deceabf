import { readSetting, writeSetting } from '../../shared/settings.ts';

/** What was filled in under this name and not sent, also after a reload. */
export function readKept<Draft>(name: string): Draft | null {
  const text = readSetting(`draft.${name}`);
  if (!text) return null;
  try {
    return JSON.parse(text) as Draft;
  } catch {
    return null;
  }
}

export function keep(name: string, draft: object | null): void {
  writeSetting(`draft.${name}`, draft ? JSON.stringify(draft) : '');
}
