/**
 * Keeps the last few things that were made for an owner, by key: each is made once for all who ask for it, those too who come while it is
 * being made. What failed is not kept; with the owner, what was made for it goes too.
 *
 * @param most so many are kept of an owner; the one made first goes
 */
export function keptLately<Owner extends object, Made>(
  most: number,
): (owner: Owner, key: string, make: () => Promise<Made>) => Promise<Made> {
  const owners = new WeakMap<Owner, Map<string, Promise<Made>>>();
  return (owner, key, make) => {
    const kept = owners.get(owner) ?? new Map<string, Promise<Made>>();
    owners.set(owner, kept);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make();
    kept.set(key, made);
    made.catch(() => kept.get(key) === made && kept.delete(key));
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return made;
  };
}
