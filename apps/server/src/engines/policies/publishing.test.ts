import { join } from 'node:path';
import { type Policy, policySchema } from '@miaopu/policies';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, rows, sql } from '../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { readPackFolder } from '../plan/index.ts';
import { readPolicy } from './draft-check.ts';
import { createDraft, getDraft, saveDraft } from './drafts.ts';
import { getLibrary } from './library.ts';
import { loadLibrary } from './load-library.ts';
import { actOnDraft, repeal } from './publish.ts';
import { findLatestVersions, listVersions } from './versions.ts';

const folder = join(import.meta.dirname, '../../../../../policies');
const { district } = testActor;
const colleague = { ...testActor, id: 'test-colleague', name: '同事' };

let test: TestDatabase;
let files: Record<string, string>;
beforeAll(async () => {
  test = await createTestDatabase();
  files = await readPackFolder(folder);
});
afterAll(() => test?.drop());

const load = (changed: Record<string, string> = {}) =>
  loadLibrary(test.db, testActor, { ...files, ...changed });
const versionsOf = async (id: string) =>
  (await listVersions(test.db, district, id)).map(({ version, origin }) => `${version} ${origin}`);
const inTx = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(test.db, work);
const edited = (id: string, from: string, to: string) => {
  const text = files[`${id}.yaml`]!;
  expect(text).toContain(from);
  return { [`${id}.yaml`]: text.replace(from, to) };
};

describe('the library’s files', () => {
  it('become versions once; the same files again change nothing', async () => {
    const first = await load();
    expect(first.added.length).toBeGreaterThan(20);
    expect([first.changed, first.kept]).toEqual([[], []]);
    expect(await load()).toEqual({ added: [], changed: [], kept: [] });
    expect((await findLatestVersions(test.db, district)).length).toBe(first.added.length);
  });

  it('take in the shared terms that they name, and no others', async () => {
    const t03 = (await listVersions(test.db, district, 't03'))[0]!.policy;
    expect(Object.keys(t03.terms)).toEqual(['allowed_trade', 'corporate_taxpayer']);
    expect(policySchema.parse(JSON.parse(JSON.stringify(t03)))).toEqual(t03);
  });

  it('become a new version when they are edited, and when a term that they name is', async () => {
    expect((await load(edited('t03', 'value: 300 }', 'value: 310 }'))).changed).toEqual(['t03']);
    expect(await versionsOf('t03')).toEqual(['2 library', '1 library']);
    const terms = {
      'terms.yaml': files['terms.yaml']!.replace('未登记为从事国家限制或禁止行业', '未从事限制或禁止行业'),
    };
    const { changed } = await load(terms);
    expect(changed).toContain('t03'); // back to the file's own text
    expect(changed.length).toBeGreaterThan(1);
    await load();
  });

  it('are told with file and line when they are not sound, and nothing is loaded', async () => {
    const before = await findLatestVersions(test.db, district);
    await expect(load(edited('t03', 'level: national', 'level: planet'))).rejects.toMatchObject({
      code: 'policies.library_unsound',
      problems: [{ path: expect.stringMatching(/^t03\.yaml:\d+:\d+$/) }],
    });
    expect(await findLatestVersions(test.db, district)).toEqual(before);
  });
});

describe('a draft', () => {
  const read = async () => ({ ok: true as const, policy: await sound() });
  let changed: Policy;
  const sound = async () => changed;
  const act = (
    actor: typeof testActor,
    id: string,
    act: 'submit' | 'return' | 'publish' | 'withdraw',
    revision: number,
    remark: string | null = null,
  ) => inTx((tx) => actOnDraft(tx, actor, id, { act, revision, remark, documentNumber: null }, read));

  it('goes from its author to a reviewer and back, and is published by the reviewer alone', async () => {
    const latest = (await listVersions(test.db, district, 't04'))[0]!;
    changed = { ...latest.policy, title: { zh: '改名', en: 'renamed' } };
    const { id, source } = await inTx((tx) => createDraft(tx, testActor, { policy: 't04' }));
    expect(source).toBe(latest.source);
    expect((await inTx((tx) => createDraft(tx, colleague, { policy: 't04' }))).id).toBe(id);
    expect(
      await inTx((tx) => saveDraft(tx, testActor, id, { revision: 1, source: `${source}\n# 1\n` })),
    ).toMatchObject({
      saved: true,
      draft: { revision: 2, state: 'draft' },
    });
    await act(testActor, id, 'submit', 2);
    await act(testActor, id, 'submit', 2); // told twice, done once
    await expect(act(testActor, id, 'publish', 2, '同意')).rejects.toMatchObject({
      code: 'policies.own_review',
    });
    await expect(
      inTx((tx) => saveDraft(tx, testActor, id, { revision: 2, source: 'x' })),
    ).rejects.toMatchObject({
      code: 'policies.not_open_to_writing',
    });
    await expect(act(colleague, id, 'return', 2)).rejects.toMatchObject({ code: 'policies.remark_missing' });
    await act(colleague, id, 'return', 2, '请改标题');
    await inTx((tx) => saveDraft(tx, testActor, id, { revision: 2, source: `${source}\n# 2\n` }));
    await act(testActor, id, 'submit', 3);
    await expect(act(colleague, id, 'publish', 2, '同意')).rejects.toMatchObject({
      code: 'policies.draft_moved_on',
    });
    expect(await act(colleague, id, 'publish', 3, '同意')).toBe(latest.version + 1);
    const draft = await getDraft(test.db, district, id);
    expect(draft.state).toBe('published');
    expect(draft.acts.map(({ act, by }) => `${act} ${by.id}`)).toEqual([
      'drafted test-office',
      'submitted test-office',
      'returned test-colleague',
      'submitted test-office',
      'published test-colleague',
    ]);
    expect((await listVersions(test.db, district, 't04'))[0]).toMatchObject({
      origin: 'office',
      reason: '同意',
      publishedBy: '同事',
    });
    const audit = await rows<{ action: string }>(
      test.db,
      sql`select action from platform.audit_line where record in (${`policies/draft/${id}`}, 'policies/policy/t04') order by audit_id desc limit 2`,
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'policies.draft.published',
      'policies.policy.published',
    ]);
  });

  it('is read beside all that the policies it names name in turn', async () => {
    const library = await getLibrary(test.db, district);
    const t03 = library.policies.get('t03')!;
    // t03 replaces t02, and t02 another
    expect([...t03.policy.replaces, ...library.policies.get('t02')!.policy.replaces]).toEqual(['t02', 't01']);
    const read = await readPolicy(test.db, district, library, 't03', t03.source);
    expect(read).toMatchObject({ ok: true, policy: { id: 't03' } });
  });

  it('begins as a copy of another policy under its own id, and replaces nothing for it', async () => {
    const { source } = await inTx((tx) => createDraft(tx, testActor, { policy: 'copy', copyOf: 't03' }));
    expect(source).toContain('\nid: copy\n');
    expect(source).not.toContain('replaces:');
    expect(source).toContain('小型微利企业');
    await expect(
      inTx((tx) => createDraft(tx, testActor, { policy: 'copy-2', copyOf: 'nowhere' })),
    ).rejects.toMatchObject({ code: 'policies.not_found' });
  });

  it('shows a writer what somebody else saved meanwhile, and keeps it', async () => {
    const { id } = await inTx((tx) =>
      createDraft(tx, testActor, { policy: 'brand-new', source: 'id: brand-new' }),
    );
    await inTx((tx) => saveDraft(tx, colleague, id, { revision: 1, source: 'theirs' }));
    expect(await inTx((tx) => saveDraft(tx, testActor, id, { revision: 1, source: 'mine' }))).toMatchObject({
      saved: false,
      theirs: { revision: 2, source: 'theirs', savedBy: '同事' },
    });
    expect((await getDraft(test.db, district, id)).source).toBe('theirs');
    // both wrote in it, so neither reviews it
    await act(testActor, id, 'withdraw', 2);
    expect((await inTx((tx) => createDraft(tx, testActor, { policy: 'brand-new' }))).id).not.toBe(id);
  });

  it('cannot be submitted while its text has errors, nor published over a version that came between', async () => {
    const { id } = await inTx((tx) => createDraft(tx, testActor, { policy: 't05' }));
    const problems = [{ path: 'title', message: { zh: '缺', en: 'missing' } }];
    const faulty = inTx((tx) =>
      actOnDraft(
        tx,
        testActor,
        id,
        { act: 'submit', revision: 1, remark: null, documentNumber: null },
        async () => ({ ok: false, problems }),
      ),
    );
    await expect(faulty).rejects.toMatchObject({ code: 'policies.draft_has_problems', problems });
    changed = (await listVersions(test.db, district, 't05'))[0]!.policy;
    await act(testActor, id, 'submit', 1);
    await load(edited('t05', 'level: national', 'level:   national'));
    await expect(act(colleague, id, 'publish', 1, '同意')).rejects.toMatchObject({
      code: 'policies.version_moved_on',
    });
  });
});

describe('what people decided', () => {
  it('is not undone by an edited file', async () => {
    expect((await load(edited('t04', 'level: national', 'level:  national'))).kept).toEqual(['t04']);
    await load();
  });

  it('can take a policy out of force, and a new version brings it back', async () => {
    const { version } = (await listVersions(test.db, district, 't06'))[0]!;
    const repealed = { from: '2021-07-01', version, reason: '到期清理', documentNumber: null };
    await expect(
      inTx((tx) => repeal(tx, testActor, 't06', { ...repealed, version: version + 1 })),
    ).rejects.toMatchObject({
      code: 'policies.version_moved_on',
    });
    await inTx((tx) => repeal(tx, testActor, 't06', repealed));
    await inTx((tx) => repeal(tx, testActor, 't06', repealed));
    expect((await listVersions(test.db, district, 't06'))[0]!.repealedFrom).toBe('2021-07-01');
    const [{ count }] = (await rows<{ count: number }>(
      test.db,
      sql`select count(*)::int as count from policies.act where policy_id = 't06' and act = 'repealed'`,
    )) as [{ count: number }];
    expect(count).toBe(1);
    expect((await load(edited('t06', 'level: national', 'level:  national'))).kept).toContain('t06');
  });

  it('stays: versions and acts can be neither changed nor removed', async () => {
    for (const statement of [
      sql`update policies.version set reason = 'x'`,
      sql`delete from policies.version`,
      sql`update policies.act set remark = 'x'`,
      sql`delete from policies.act`,
      sql`delete from policies.enjoyment`,
      sql`update policies.enjoyment set amount = 1`,
    ])
      await expect(statement.execute(test.db.query)).rejects.toMatchObject({ code: '42501' });
  });
});
