import { createHash } from 'node:crypto';
import { loadPolicies, type Policy, type PolicyProblem } from '@miaopu/policies';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, inTransaction, type Tx } from '../../platform/db/index.ts';
import { recordAct } from './acts.ts';
import { policyFailure } from './errors.ts';
import { findLoadedFiles, rememberLoadedFiles, withShared } from './shared-terms.ts';
import { addVersion, hashOf, listVersions, lockPolicy } from './versions.ts';

export type LoadedLibrary = {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Their files were edited, but people have amended or repealed them here since: theirs stays. */
  readonly kept: readonly string[];
};

const fromLibrary = '政策库文件 library file';

/**
 * Publishes the policies of a library folder. The same files again change nothing; an edited file becomes a new version, unless people
 * have amended or repealed the policy here since.
 *
 * @param files the texts of the folder's files by name
 * @throws policies.library_unsound, with every problem
 */
export async function loadLibrary(
  db: Db,
  actor: Actor,
  files: Readonly<Record<string, string>>,
): Promise<LoadedLibrary> {
  const loaded = { added: [] as string[], changed: [] as string[], kept: [] as string[] };
  const sha256 = hashOfFiles(files);
  if ((await findLoadedFiles(db, actor.district))?.sha256 === sha256) return loaded;
  const read = loadPolicies(files);
  if (!read.ok) throw unsound(read.problems);
  for (const policy of read.library.policies) {
    const source = files[`${policy.id}.yaml`]!;
    const done = await inTransaction(db, (tx) =>
      publishFile(tx, actor, withShared(policy, read.library), source),
    );
    if (done !== 'same') loaded[done].push(policy.id);
  }
  await rememberLoadedFiles(db, actor.district, { sha256, terms: files['terms.yaml'] });
  return loaded;
}

/** Reading a library and running its situations takes seconds; the same one again need not be read. */
function hashOfFiles(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(files).sort()) hash.update(`${name}\0${files[name]}\0`);
  return hash.digest('hex');
}

async function publishFile(
  tx: Tx,
  actor: Actor,
  policy: Policy,
  source: string,
): Promise<'same' | keyof LoadedLibrary> {
  const { district } = actor;
  await lockPolicy(tx, district, policy.id);
  const versions = await listVersions(tx, district, policy.id);
  const sha256 = hashOf(source, policy.terms);
  if (versions.find((one) => one.origin === 'library')?.sha256 === sha256) return 'same';
  const [latest] = versions;
  if (latest !== undefined && (latest.origin === 'office' || latest.repealedFrom !== null)) return 'kept';
  const version = await addVersion(tx, district, {
    policy,
    source,
    sha256,
    origin: 'library',
    reason: fromLibrary,
    documentNumber: policy.documents[0]?.number ?? null,
    by: actor,
  });
  await recordAct(tx, actor, { act: 'published', policyId: policy.id, version, remark: fromLibrary });
  await recordAudit(tx, {
    actor,
    action: 'policies.policy.published',
    record: `policies/policy/${policy.id}`,
    before: latest === undefined ? undefined : { version: latest.version },
    after: { version, sha256 },
    reason: fromLibrary,
  });
  return latest === undefined ? 'added' : 'changed';
}

function unsound(problems: readonly PolicyProblem[]) {
  return policyFailure(
    'policies.library_unsound',
    { count: problems.length },
    problems.map(({ file, line, column, message }) => ({ path: `${file}:${line}:${column}`, message })),
  );
}
