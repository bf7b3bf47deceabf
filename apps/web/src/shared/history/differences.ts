export type Difference = {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** The leaves of a value by their path: `fields.town`. What is no object is one leaf. */
function leavesOf(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return into;
  if (typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) leavesOf(inner, path ? `${path}.${key}` : key, into);
    return into;
  }
  into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  return into;
}

/** Two values beside each other, leaf by leaf: what differs, and how many leaves do not. */
export function differencesBetween(
  before: unknown,
  after: unknown,
): { readonly rows: Difference[]; readonly same: number } {
  const [first, second] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...first.keys(), ...second.keys()])];
  const all = paths.map((path) => ({
    path,
    before: first.get(path) ?? null,
    after: second.get(path) ?? null,
  }));
  // where there is only one side, all of it is new, or gone
  const rows = all.filter((one) => one.before !== one.after);
  return { rows, same: all.length - rows.length };
}
