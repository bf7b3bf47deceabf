import type { DesignationTitle } from '@miaopu/standards';
import type { Attributes, HeldTitle, Life } from './life.ts';

/** A look at lives: up to a day, as known at an instant (Infinity: with all that was ever learned). */
export type View = { readonly asOf: number; readonly known: number };

/** What an attribute was on a day, as known; undefined where nothing was known. */
export function attributeAt<F extends keyof Attributes>(
  life: Life,
  field: F,
  day: number,
  known: number,
): Attributes[F] | undefined {
  let found: Attributes[F] | undefined;
  let foundDay = Number.NEGATIVE_INFINITY;
  let foundKnown = Number.NEGATIVE_INFINITY;
  for (const entry of life.journal) {
    if (entry.day > day || entry.known > known || !(field in entry.patch)) continue;
    if (entry.day < foundDay || (entry.day === foundDay && entry.known < foundKnown)) continue;
    found = entry.patch[field] as Attributes[F];
    foundDay = entry.day;
    foundKnown = entry.known;
  }
  return found;
}

/** The holding of a title on a day, as known. */
export function heldAt(
  life: Life,
  title: DesignationTitle,
  day: number,
  known: number,
): HeldTitle | undefined {
  return life.titles.find((held) => {
    if (held.title !== title || held.known > known || held.from > day) return false;
    return held.to === null || day < held.to || (held.endKnown ?? 0) > known;
  });
}

/** An enterprise (no branch, cooperative or individual business) that was not above designated size on that day. */
export function inPlanScope(life: Life, day: number, known: number): boolean {
  return (
    life.journal[0]!.patch.category === 'enterprise' &&
    heldAt(life, 'above_designated_size', day, known) === undefined
  );
}

export function isActiveOn(life: Life, day: number, known: number): boolean {
  return attributeAt(life, 'status', day, known) === 'active';
}
