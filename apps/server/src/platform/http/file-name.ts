/**
 * The name of a file that somebody sends. A browser may send a path, an attacker anything: only the last part is kept, and it is never used
 * as a path.
 *
 * @param nameless what a file is called that has no name
 */
export function plainName(name: string, nameless = '未命名'): string {
  const last = name
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\p{Cc}/gu, '')
    .trim();
  return last === '' ? nameless : last.slice(0, 200);
}
