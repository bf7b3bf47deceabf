import { useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from './settings.ts';
import { paintScheme, type Scheme } from './tokens.ts';

export type SchemeChoice = Scheme | 'system';

const setting = 'scheme';
const listeners = new Set<() => void>();
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

function currentChoice(): SchemeChoice {
  const kept = readSetting(setting);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

function currentScheme(): Scheme {
  const choice = currentChoice();
  if (choice !== 'system') return choice;
  return prefersDark.matches ? 'dark' : 'light';
}

function announce(): void {
  paintScheme(currentScheme());
  for (const listener of listeners) listener();
}

prefersDark.addEventListener('change', announce);
paintScheme(currentScheme());

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Light or dark, as shown now. */
export function useScheme(): Scheme {
  return useSyncExternalStore(subscribe, currentScheme);
}

/** What the person chose: light, dark, or as the system has it. */
export function useSchemeChoice(): [SchemeChoice, (choice: SchemeChoice) => void] {
  const choice = useSyncExternalStore(subscribe, currentChoice);
  return [
    choice,
    (next) => {
      writeSetting(setting, next);
      announce();
    },
  ];
}
