import { useSyncExternalStore } from 'react';

const narrow = typeof matchMedia === 'undefined' ? null : matchMedia('(max-width: 767px)');

function watch(listener: () => void): () => void {
  narrow?.addEventListener('change', listener);
  return () => narrow?.removeEventListener('change', listener);
}

/** Whether the page is as narrow as a phone: where a table becomes cards. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => narrow?.matches ?? false);
}
