/** Leaves out what is not chosen, so that the same view has one address and one key. */
export function presentQuery<T extends Record<string, string | number | undefined>>(query: T): Partial<T> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as Partial<T>;
}
