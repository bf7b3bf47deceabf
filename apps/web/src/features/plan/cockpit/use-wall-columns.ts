import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Column, fillColumns, type GroupHeights } from './wall-columns.ts';

/** Names of 24 px on a screen of 1080 lines: what can still be read from four metres. What does not fit then is shown by turns. */
const smallest = 0.93;
const largest = 1.4;
const step = 0.025;
const columnsOfPage = 3;
const wallWidth = 1200;
const turn = 15_000;

/** What stands on the wall: pages of columns; null where the screen is held in the hand or stands on a desk, and scrolls. */
type WallPages = readonly (readonly Column[])[] | null;

type Measured = { readonly of: string; readonly pages: WallPages };

/**
 * Sets `--fill` on the box to the largest size of type at which all groups stand in three columns, and says which targets stand in
 * which column. Where even the smallest legible type is too large, there are several pages.
 *
 * @param content changes whenever what stands on the wall does
 * @returns the box of the columns; while it is `measuring`, every group stands once in a hidden box within it
 */
export function useWallColumns(content: string): {
  box: RefObject<HTMLDivElement | null>;
  measure: RefObject<HTMLDivElement | null>;
  measuring: boolean;
  pages: WallPages;
} {
  const box = useRef<HTMLDivElement>(null);
  const measure = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState<Measured | null>(null);
  const of = `${useScreen()} ${content}`;
  const measuring = measured?.of !== of;
  useLayoutEffect(() => {
    if (!measuring || !box.current || !measure.current) return;
    setMeasured({ of, pages: layOut(box.current, measure.current) });
  });
  return { box, measure, measuring, pages: measured?.pages ?? null };
}

/** Changes whenever the screen's size does, and once when its fonts have come. */
function useScreen(): string {
  const [screen, setScreen] = useState(0);
  useEffect(() => {
    const change = () => setScreen((before) => before + 1);
    void document.fonts?.ready.then(change);
    window.addEventListener('resize', change);
    return () => window.removeEventListener('resize', change);
  }, []);
  return String(screen);
}

function layOut(box: HTMLElement, measure: HTMLElement): WallPages {
  if (window.innerWidth < wallWidth) {
    box.style.setProperty('--fill', '1');
    return null;
  }
  const below = Number.parseFloat(getComputedStyle(box.parentElement!).paddingBottom);
  const height = window.innerHeight - box.getBoundingClientRect().top - window.scrollY - below;
  let columns: Column[] = [];
  for (let fill = largest; fill >= smallest; fill -= step) {
    box.style.setProperty('--fill', fill.toFixed(3));
    const between = Number.parseFloat(getComputedStyle(box).columnGap);
    measure.style.width = `${(box.clientWidth - (columnsOfPage - 1) * between) / columnsOfPage}px`;
    const sections = [...measure.querySelectorAll<HTMLElement>('.wall-group')];
    const gap = sections[0] ? Number.parseFloat(getComputedStyle(sections[0]).marginBottom) : 0;
    columns = fillColumns(sections.map(heightsOf), height, gap);
    if (columns.length <= columnsOfPage) break;
  }
  return Array.from({ length: Math.ceil(columns.length / columnsOfPage) }, (_, page) =>
    columns.slice(page * columnsOfPage, (page + 1) * columnsOfPage),
  );
}

function heightsOf(section: HTMLElement): GroupHeights {
  const list = section.querySelector('ul')!;
  return {
    // with the space between heading and list
    heading: list.getBoundingClientRect().top - section.getBoundingClientRect().top,
    targets: [...list.children].map((target) => target.getBoundingClientRect().height),
  };
}

/** Which page is shown: each in its turn, and the next at once when somebody asks for it. */
export function useTurns(pages: number): { page: number; next: () => void } {
  const [count, setCount] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that was asked for has its whole turn
  useEffect(() => {
    if (pages < 2) return;
    const timer = setInterval(() => setCount((before) => before + 1), turn);
    return () => clearInterval(timer);
  }, [pages, count]);
  return { page: pages === 0 ? 0 : count % pages, next: () => setCount((before) => before + 1) };
}
