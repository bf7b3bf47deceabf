import { type RefObject, useLayoutEffect, useRef } from 'react';

// below this the names of a 1080-line screen could not be read from four metres
const smallest = 0.7;
const largest = 1.4;
const step = 0.025;
const wallWidth = 1200;

/** Sets `--fill` on the element to the largest size of type at which it still ends above the bottom of the screen. */
export function useFit(content: unknown): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew whenever the content changes
  useLayoutEffect(() => {
    function fit(): void {
      const element = box.current;
      if (!element) return;
      // A screen that is held in the hand or stands on a desk scrolls.
      if (window.innerWidth < wallWidth) return void element.style.setProperty('--fill', '1');
      const margin = 16;
      for (let fill = largest; fill >= smallest; fill -= step) {
        element.style.setProperty('--fill', fill.toFixed(3));
        const end = element.getBoundingClientRect().top + window.scrollY + element.scrollHeight;
        if (end + margin <= window.innerHeight) return;
      }
    }
    fit();
    void document.fonts?.ready.then(fit);
    window.addEventListener('resize', fit);
    return () => window.removeEventListener('resize', fit);
  }, [content]);
  return box;
}
