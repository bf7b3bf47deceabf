import { useEffect } from 'react';

export type KeyActions = {
  onSearch: () => void;
  onHelp: () => void;
  /** Letter after `g` to what it does. */
  jumps: Readonly<Record<string, () => void>>;
};

const patience = 1200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

/** `/` searches, `g` then a letter jumps, `?` helps. Keys typed into a field stay there. */
export function useKeys({ onSearch, onHelp, jumps }: KeyActions): void {
  useEffect(() => {
    let waitsSince = 0;
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || document.querySelector('.ant-modal-wrap:not([style*="none"])')) return;
      const jump = event.timeStamp - waitsSince < patience ? jumps[event.key] : undefined;
      waitsSince = event.key === 'g' && !jump ? event.timeStamp : 0;
      const action = jump ?? { '/': onSearch, '?': onHelp }[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onSearch, onHelp, jumps]);
}
