import type { Policy, PolicyLibrary } from '@miaopu/policies';
import { asSystem, firstRow, type Queryable, sql } from '../../platform/db/index.ts';

/**
 * A policy that stands on its own: the shared terms that its rules name, directly or through other terms, become its own, so that a
 * published version never changes with a file beside it.
 */
export function withShared(policy: Policy, { terms: shared }: Pick<PolicyLibrary, 'terms'>): Policy {
  const named = new Map<string, Policy['terms'][string]>();
  const collect = (text: string): void => {
    for (const [, name] of text.matchAll(/\bterm\.([a-z][a-z0-9_]*)/g)) {
      const term = policy.terms[name!] ?? shared[name!];
      if (term === undefined || named.has(name!)) continue;
      named.set(name!, term);
      collect(term.rule);
    }
  };
  collect(JSON.stringify(policy));
  const terms = Object.fromEntries([...named].sort(([one], [other]) => (one < other ? -1 : 1)));
  return { ...policy, terms: { ...policy.terms, ...terms } };
}

export type LoadedFiles = {
  /** Of all the texts of the folder that was loaded last. */
  readonly sha256: string;
  /** The text of its `terms.yaml`: what drafts may name. */
  readonly terms?: string;
};

const settingOf = (district: string) => `policies library ${district}`;

/** What is remembered of the library folder that was loaded last. */
export async function findLoadedFiles(db: Queryable, district: string): Promise<LoadedFiles | undefined> {
  const found = await firstRow<{ value: LoadedFiles }>(
    db,
    sql`select value from platform.setting where name = ${settingOf(district)}`,
  );
  return found?.value;
}

export async function rememberLoadedFiles(
  db: Queryable,
  district: string,
  loaded: LoadedFiles,
): Promise<void> {
  await sql`insert into platform.setting (name, value) values (${settingOf(district)}, ${JSON.stringify(loaded)}::jsonb)
            on conflict (name) do update set value = excluded.value, updated_at = now()`.execute(db.query);
}

/** The text of the shared terms that a draft may name; undefined where no library was loaded. */
export async function sharedTerms(db: Queryable, district: string): Promise<string | undefined> {
  return (await asSystem(() => findLoadedFiles(db, district)))?.terms;
}
