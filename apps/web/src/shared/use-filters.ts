import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/**
 * Filters that live in the address bar, so that a shared link is the same view.
 * Each name has a default; a value equal to its default is left out of the address.
 * A change is drawn in the same turn as the press that made it: the router's own way, a transition,
 * would let a tick box spring back until the page has been drawn anew.
 *
 * @example
 * const [filters, setFilters] = useFilters({ town: '', asOf: '', offset: '0' });
 * setFilters({ town: '331004001', offset: '0' });
 */
export function useFilters<const Defaults extends Record<string, string>>(
  defaults: Defaults,
): [
  { [K in keyof Defaults]: string },
  (changes: Partial<{ [K in keyof Defaults]: string }>, options?: { replace?: boolean }) => void,
] {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: defaults are literals; the address decides
  const values = useMemo(() => {
    const read = new URLSearchParams(text);
    return Object.fromEntries(
      Object.entries(defaults).map(([name, value]) => [name, read.get(name) ?? value]),
    ) as { [K in keyof Defaults]: string };
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const change = useCallback(
    (changes: Partial<{ [K in keyof Defaults]: string }>, options?: { replace?: boolean }) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (!value || value === defaults[name]) after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { preventScrollReset: true, flushSync: true, ...options },
      ),
    [setSearch],
  );
  return [values, change];
}
