import { join, resolve } from 'node:path';
import { loadPlanPack } from '@miaopu/plan';
import { simulateDistrict } from '@miaopu/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPackFiles } from './demo.ts';
import { countPlan } from './engines/indicators/index.ts';
import { loadPlan } from './engines/plan/index.ts';
import { changeEntity, loadPopulation } from './engines/registry/index.ts';
import { type Actor, actAs, asPublic, ensureOrganisations } from './platform/access/index.ts';
import { firstRow, inTransaction, openPool, rows, sql, withRows } from './platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from './platform/testing/index.ts';

/**
 * The second lock by itself: whoever acts counts every table without any filter, and gets the rows that are theirs and no other.
 * A table that is not in `expected` fails: say there who sees what (and in db/row-security.sql).
 */

const root = resolve(import.meta.dirname, '../../..');
const [town, otherTown] = ['331004106', '331004001'];

let test: TestDatabase;
let entity: string;
let moved: string;

type Who =
  | 'office'
  | 'leader'
  | 'department'
  | 'town'
  | 'enterprise'
  | 'bank'
  | 'auditor'
  | 'administrator'
  | 'newcomer'
  | 'public';
const ofDistrict: readonly Who[] = ['office', 'leader', 'department'];

const person = { name: '某人', district: '331004', membership: '1' };
const organisation = {
  id: 'x',
  name: { zh: '某单位', en: 'some' },
  town: null,
  units: [] as string[],
  entity: null,
};
const actors = (): Record<Exclude<Who, 'public'>, Actor> => ({
  office: {
    ...person,
    id: 'p-office',
    role: 'office',
    organisation: { ...organisation, id: 'leading-group-office', kind: 'office' },
  },
  leader: {
    ...person,
    id: 'p-leader',
    role: 'leader',
    organisation: { ...organisation, id: 'leading-group', kind: 'leading_group' },
  },
  department: {
    ...person,
    id: 'p-department',
    role: 'department_clerk',
    organisation: { ...organisation, id: 'tax', kind: 'department', units: ['tax'] },
  },
  town: {
    ...person,
    id: 'p-town',
    role: 'town_clerk',
    organisation: { ...organisation, id: town!, kind: 'town', town: town!, units: [town!] },
  },
  enterprise: {
    ...person,
    id: 'p-owner',
    role: 'owner',
    organisation: { ...organisation, id: 'e-1', kind: 'enterprise', entity },
  },
  bank: {
    ...person,
    id: 'p-bank',
    role: 'bank_officer',
    organisation: { ...organisation, id: 'demo-bank', kind: 'bank' },
  },
  auditor: {
    ...person,
    id: 'p-auditor',
    role: 'auditor',
    organisation: { ...organisation, id: 'leading-group-office', kind: 'office' },
  },
  administrator: {
    ...person,
    id: 'p-admin',
    role: 'administrator',
    organisation: { ...organisation, id: 'leading-group-office', kind: 'office' },
  },
  newcomer: { ...person, id: 'p-newcomer', role: 'newcomer', membership: null, organisation: null },
});

/** Of each table, which rows somebody has, as a condition; who is not named has none, and `district` stands for office, leader and department. */
type Expected = Partial<Record<Who | 'district', string>>;

const inTown = `entity_id in (select entity_id from registry.entity_version where town = '${town}' and recorded_to = 'infinity')`;
const own = 'entity_id = :entity';
const ofEntity: Expected = { district: 'true', town: inTown, enterprise: own };
const ofPlan: Expected = { district: 'true', town: 'true' };
const mine = (who: string) => `person_id = '${who}'`;
const inSubmission = (units: string) =>
  `submission_id in (select submission_id from submissions.submission where unit_id in (${units}))`;
const ofSubmission: Expected = {
  office: 'true',
  leader: 'true',
  department: inSubmission(`'tax', '${otherTown}'`),
  town: inSubmission(`'${town}'`),
};
const audited: Expected = { office: 'true', leader: 'true', auditor: 'true' };

const expected: Readonly<Record<string, Expected>> = {
  'registry.entity_search': { district: 'true', town: `town = '${town}'`, enterprise: own },
  'registry.entity_version': { district: 'true', town: `town = '${town}'`, enterprise: own },
  'registry.fact': ofEntity,
  'registry.milestone': ofEntity,
  'registry.designation': ofEntity,
  'registry.entity_merge': { district: 'true', town: `kept_${inTown}`, enterprise: `kept_${own}` },
  'registry.source': { district: 'true', town: 'true', enterprise: 'true' },
  'registry.import_run': { office: 'true' },
  'registry.import_mapping': { office: 'true' },
  'plan.plan': ofPlan,
  'plan.target_definition': ofPlan,
  'plan.decomposition': ofPlan,
  'plan.goal_range': ofPlan,
  'plan.round': { office: 'true', leader: 'true' },
  'plan.round_act': {
    office: 'true',
    leader: 'true',
    department: "unit_id = 'tax' or (unit_id is null and issue > 0)",
    town: `unit_id = '${town}' or (unit_id is null and issue > 0)`,
  },
  'plan.round_goal': {
    office: 'true',
    leader: 'true',
    department: "unit_id = 'tax'",
    town: `unit_id = '${town}'`,
  },
  'indicators.run': ofPlan,
  'indicators.value': { district: 'true', town: `town in ('', '${town}')` },
  'indicators.reported_value': { district: 'true', town: `unit_id = '${town}'` },
  'submissions.submission': {
    office: 'true',
    leader: 'true',
    // it signs the other town's
    department: `unit_id in ('tax', '${otherTown}')`,
    town: `unit_id = '${town}'`,
  },
  'submissions.version': ofSubmission,
  'submissions.act': ofSubmission,
  'submissions.dispute': ofSubmission,
  'submissions.evidence': ofSubmission,
  'submissions.reminder': {
    office: 'true',
    leader: 'true',
    department: "unit_id = 'tax'",
    town: `unit_id = '${town}'`,
  },
  'policies.version': everybody('true'),
  'policies.act': {
    ...everybody("act in ('published', 'repealed')"),
    office: 'true',
    leader: 'true',
    department: 'true',
  },
  'policies.draft': { district: 'true' },
  'policies.standing': ofEntity,
  'policies.enjoyment': ofEntity,
  'policies.notice': { district: 'true', enterprise: own },
  'policies.evaluation': { district: 'true', town: 'true', enterprise: 'true' },
  'policies.run': ofPlan,
  'policies.run_count': { district: 'true', town: `town = '${town}'` },
  'access.organisation': {
    ...everybody("kind <> 'enterprise'"),
    district: 'true',
    enterprise: "kind <> 'enterprise' or organisation_id = 'e-1'",
    administrator: 'true',
    auditor: 'true',
    public: 'false',
  },
  'access.membership': {
    office: 'true',
    leader: 'true',
    department: `organisation_id = 'tax' or ${mine('p-department')}`,
    town: `organisation_id = '${town}' or ${mine('p-town')}`,
    enterprise: `organisation_id = 'e-1' or ${mine('p-owner')}`,
    bank: `organisation_id = 'demo-bank' or ${mine('p-bank')}`,
    auditor: `organisation_id = 'leading-group-office'`,
    administrator: 'true',
    newcomer: 'false',
  },
  'auth."user"': {
    office: 'true',
    administrator: 'true',
    ...Object.fromEntries(
      Object.entries({
        leader: 'leader',
        department: 'department',
        town: 'town',
        enterprise: 'owner',
        bank: 'bank',
        auditor: 'auditor',
        newcomer: 'newcomer',
      }).map(([who, id]) => [who, `id = 'p-${id}'`]),
    ),
  },
  'auth.session': {},
  'auth.account': {},
  'auth.verification': {},
  'auth."twoFactor"': {},
  'auth.passkey': {},
  'access.invitation': {
    office: 'true',
    administrator: 'true',
    enterprise: "organisation_id = 'e-1'",
  },
  'access.one_time_link': {},
  'auth."rateLimit"': {},
  'claims.claim': { office: 'true', newcomer: "person_id = 'p-newcomer'" },
  'claims.proof': { office: 'true' },
  'platform.audit_line': audited,
  'platform.audit_link': audited,
  'platform.audit_head': audited,
  'platform.audit_forgotten': audited,
  'platform.notification': {
    town: 'notification_id = 1',
    administrator: 'true',
  },
  'platform.notification_recipient': { town: "person_id = 'p-town'" },
  'platform.notification_choice': { town: "person_id = 'p-town'" },
  'platform.notification_delivery': { administrator: 'true' },
  'platform.webhook': { administrator: 'true' },
  'platform.done_once': { town: "person_id = 'p-town'" },
  'platform.retention': {},
  'platform.setting': {},
  'platform.migration': {},
};

function everybody(rule: string): Expected {
  const others = ['town', 'enterprise', 'bank', 'auditor', 'administrator', 'newcomer', 'public'] as const;
  return { district: rule, ...Object.fromEntries(others.map((who) => [who, rule])) };
}

beforeAll(async () => {
  test = await createTestDatabase();
  const read = loadPlanPack(readPackFiles(join(root, 'plans/luqiao-2018-2020')));
  if (!read.ok) throw new Error('the plan is not sound');
  await loadPlan(test.db, testActor, read.pack);
  await loadPopulation(test.db, testActor, simulateDistrict({ seed: 5, enterprises: 150 }));
  const found = await rows<{ entity_id: string; version_id: string; name: string }>(
    test.owner,
    sql`select entity_id, version_id, name from registry.entity_version where town = ${town} and recorded_to = 'infinity' and valid_to = 'infinity' order by entity_id limit 2`,
  );
  entity = found[0]!.entity_id;
  moved = found[1]!.entity_id;
  await inTransaction(test.db, (tx) =>
    changeEntity(
      tx,
      { actor: testActor, reason: '迁址' },
      {
        entityId: moved,
        effectiveOn: '2020-12-01',
        fields: { town: otherTown! },
        basedOn: found[1]!.version_id,
      },
    ),
  );
  await countPlan(test.db, '331004', read.pack.plan.id, '2020-12-31');
  await fillTheRest();
});
afterAll(() => test?.drop());

/** A row of somebody's and a row of somebody else's in the tables that are still empty. */
async function fillTheRest(): Promise<void> {
  const organisations = [
    { id: 'leading-group', kind: 'leading_group' },
    { id: 'leading-group-office', kind: 'office' },
    { id: 'tax', kind: 'department' },
    { id: town!, kind: 'town', town },
    { id: otherTown!, kind: 'town', town: otherTown },
    { id: 'demo-bank', kind: 'bank' },
    { id: 'e-1', kind: 'enterprise', entity },
    { id: 'e-2', kind: 'enterprise', entity: moved },
  ] as const;
  const name = { zh: '某单位', en: 'some' };
  await ensureOrganisations(
    test.owner,
    '331004',
    organisations.map((one) => ({ ...one, name })),
  );
  await ensureOrganisations(test.owner, '331002', [{ id: 'elsewhere', kind: 'bank', name }]);
  const people = Object.entries(actors());
  for (const [, { id, role, organisation }] of people) {
    await sql`insert into auth."user" (id, name, email, "emailVerified", district) values (${id}, ${id}, ${`${id}@test.example`}, true, '331004')`.execute(
      test.owner.query,
    );
    if (organisation === null) continue;
    await sql`insert into access.membership (district, person_id, organisation_id, role, granted_by) values ('331004', ${id}, ${organisation.id}, ${role}, 'x')`.execute(
      test.owner.query,
    );
  }
  await test.owner.pool.query(`
    insert into auth."user" (id, name, email, "emailVerified", district) values ('p-elsewhere', 'x', 'elsewhere@test.example', true, '331002');
    insert into access.membership (district, person_id, organisation_id, role, granted_by) values ('331002', 'p-elsewhere', 'elsewhere', 'bank_officer', 'x'), ('331004', 'p-elsewhere', 'e-2', 'owner', 'x');
    insert into auth.session (id, "expiresAt", token, "updatedAt", "userId") values ('s', now() + interval '1 day', 't', now(), 'p-town');
    insert into auth.account (id, "accountId", "providerId", "userId", "updatedAt") values ('a', 'a', 'credential', 'p-town', now());
    insert into auth.verification (id, identifier, value, "expiresAt") values ('v', 'v', 'v', now());
    insert into auth."twoFactor" (id, secret, "backupCodes", "userId") values ('f', 'x', 'x', 'p-town');
    insert into auth.passkey (id, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp") values ('k', 'x', 'p-town', 'c', 0, 'x', false);
    insert into access.invitation (district, email, name, organisation_id, role, token_hash, invited_by_id, invited_by, expires_at)
      select district, 'x' || n || '@test.example', 'x', organisation, 'staff', sha256(convert_to(n::text, 'UTF8')), 'x', 'x', now()
      from (values (1, '331004', 'e-1'), (2, '331004', 'e-2'), (3, '331002', 'elsewhere')) given (n, district, organisation);
    insert into access.one_time_link (district, person_id, purpose, token_hash, email, issued_by, expires_at) values ('331004', 'p-town', 'email', '', 'x', 'x', now());
    insert into claims.claim (district, person_id, entity_id, credit_code, entity_name) values ('331004', 'p-newcomer', 1, 'x', 'x'), ('331004', 'p-elsewhere', 1, 'x', 'x');
    insert into claims.proof (district, claim_id, file_name, media_type, size, sha256, content) select district, claim_id, 'x', 'image/png', 1, 'x', '' from claims.claim;
    insert into auth."rateLimit" (id, key, count, "lastRequest") values ('r', 'r', 1, 1);
    insert into platform.setting (name, value) values ('secret', '1') on conflict do nothing;
    insert into platform.notification (district, notification_id, kind, title, body) overriding system value
      values ('331004', 1, 'x', '{}', '{}'), ('331004', 2, 'x', '{}', '{}');
    insert into platform.notification_recipient (district, person_id, notification_id, in_inbox) values ('331004', 'p-town', 1, true), ('331004', 'nobody', 2, true);
    insert into platform.notification_choice (district, person_id, kind, way, wanted) values ('331004', 'p-town', 'x', 'inbox', true), ('331004', 'nobody', 'x', 'inbox', true);
    insert into platform.webhook (district, name, url, secret, added_by) values ('331004', 'x', 'x', 'x', 'x');
    insert into platform.done_once (district, person_id, key, request_hash) values ('331004', 'p-town', 'k', ''), ('331004', 'nobody', 'k', '');
    insert into platform.retention (district, kind, days, decided_by, reason) values ('331004', 'audit', 4000, 'x', 'x');
    insert into platform.notification_delivery (district, notification_id, way, address) values ('331004', 1, 'email', 'x');
    insert into platform.audit_forgotten (district, before) values ('331004', '2019-01-01');
    insert into plan.decomposition (district, plan_id, target_id, version, rows, effective_from, reason, decided_by)
      values ('331004', 'p', 't', 9, '[]', '2018-01-01', 'x', 'x');
    insert into plan.round (district, round_id, plan_id, content, saved_by) values ('331004', 1, 'p', '{}', 'x');
    insert into plan.round_act (district, plan_id, round_id, act, issue, actor_id, actor_name)
      values ('331004', 'p', 1, 'drafted', 0, 'x', 'x'), ('331004', 'p', 1, 'issued', 1, 'x', 'x');
    insert into plan.round_act (district, plan_id, round_id, act, target_id, unit_id, issue, actor_id, actor_name)
      select '331004', 'p', 1, 'asked', 't', unit, 1, 'x', 'x' from unnest(array['${town}', '${otherTown}', 'tax', 'science']) unit;
    insert into plan.round_goal (district, round_id, issue, target_id, unit_id, year, value)
      select '331004', 1, 1, 't', unit, 2018, 1 from unnest(array['district', '${town}', '${otherTown}', 'tax', 'science']) unit;
    insert into plan.goal_range (district, plan_id, target_id, version, rows, reason, decided_by) values ('331004', 'p', 't', 9, '[]', 'x', 'x');
    insert into indicators.reported_value (district, plan_id, target_id, unit_id, period, value, recorded_by)
      select '331004', 'p', 't', unit, '2018', 1, 'x' from unnest(array['${town}', '${otherTown}', 'tax', 'district']) unit;
    insert into submissions.submission (district, plan_id, form_id, unit_id, period, reviewers)
      select '331004', 'p', 'f', unit, '2018', case unit when '${otherTown}' then array['tax'] else '{}' end
      from unnest(array['${town}', '${otherTown}', 'tax', 'economy']) unit;
    insert into submissions.version (district, submission_id, version, cells, submitted_by_id, submitted_by)
      select district, submission_id, 1, '{}', 'x', 'x' from submissions.submission;
    insert into submissions.act (district, submission_id, act, actor_id, actor_name) select district, submission_id, 'submitted', 'x', 'x' from submissions.submission;
    insert into submissions.dispute (district, submission_id, cell, target_id, counted, claimed, reason, opened_by)
      select district, submission_id, 'c', 't', 1, 2, 'x', 'x' from submissions.submission;
    insert into submissions.evidence (district, file_id, submission_id, item, file_name, size, sha256, media_type, added_by)
      select district, gen_random_uuid(), submission_id, 'i', 'x', 1, 'x', 'x', 'x' from submissions.submission;
    insert into submissions.reminder (district, plan_id, form_id, unit_id, period, reminded_by)
      select district, plan_id, form_id, unit_id, period, 'x' from submissions.submission;
    insert into registry.entity_merge (district, kept_entity_id, absorbed_entity_id, reason, merged_by)
      select district, entity_id, entity_id + 1000000, 'x', 'x' from registry.entity_search;
    insert into registry.import_run (district, file_name, file_sha256, file_size, dry_run, state, started_by) values ('331004', 'f', 'x', 1, true, 'done', 'x');
    insert into registry.import_mapping (district, fingerprint, name, columns, saved_by) values ('331004', 'f', 'x', '[]', 'x');
    insert into policies.version (district, policy_id, version, content, source, sha256, origin, in_force_from, published_by_id, published_by, reason)
      values ('331004', 'p', 1, '{}', '', '', 'library', '2018-01-01', 'x', 'x', 'x');
    insert into policies.draft (district, policy_id, source, saved_by_id, saved_by) values ('331004', 'p', '', 'x', 'x');
    insert into policies.act (district, policy_id, act, actor_id, actor_name) select '331004', 'p', act, 'x', 'x' from unnest(array['drafted', 'published', 'repealed']) act;
    insert into policies.standing (district, policy_id, entity_id, standing) select district, 'p', entity_id, 'met' from registry.entity_search;
    insert into policies.enjoyment (district, policy_id, entity_id, year, decided_on, source_id, recorded_from)
      select district, 'p', entity_id, 2019, '2019-12-31', 1, '2020-01-01' from registry.entity_search;
    insert into policies.notice (district, policy_id, version, entity_id) select district, 'p', 1, entity_id from registry.entity_search;
    insert into policies.evaluation (district, policy_id, version, as_of, known_on, met, nearly, manual, unknown, amount) values ('331004', 'p', 1, '2020-12-31', now(), 1, 1, 1, 1, 1);
    insert into policies.run (district, run_id, as_of, state, started_by) values ('331004', 1, '2020-12-31', 'done', 'x');
    insert into policies.run_count (district, run_id, policy_id, version, town, division, met, nearly, unknown, manual, not_met, not_applicable, amount)
      select '331004', 1, 'p', 1, town, '33', 1, 1, 1, 1, 1, 1, 1 from unnest(array['${town}', '${otherTown}', 'none']) town;
  `);
}

/** Every table of ours, and whether its rows are locked. */
async function allTables(): Promise<{ name: string; locked: boolean }[]> {
  return rows(
    test.owner,
    sql`select n.nspname || '.' || quote_ident(c.relname) as name, c.relrowsecurity as locked
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'jobs') order by 1`,
  );
}

async function count(condition: string, table: string): Promise<number> {
  const spelled = condition.replaceAll(':entity', entity);
  const found = await firstRow<{ n: string }>(
    test.owner,
    sql.raw(`select count(*) as n from ${table} where ${spelled}`) as never,
  );
  return Number(found!.n);
}

/** What somebody counts in each table when they ask for everything. */
async function countedBy(who: Who): Promise<Record<string, number>> {
  const db = openPool({ url: test.url, role: 'miaopu_app', maximum: 1 });
  const work = async () => {
    const counted: Record<string, number> = {};
    for (const { name } of await allTables()) {
      const found = await rows<{ n: string }>(db, sql.raw(`select count(*) as n from ${name}`) as never);
      counted[name] = Number(found[0]!.n);
    }
    return counted;
  };
  try {
    return await (who === 'public' ? asPublic('331004', work) : actAs(actors()[who], work));
  } finally {
    await db.close();
  }
}

describe('every table', () => {
  it('is locked row by row, has something in it, and stands in the list below', async () => {
    const tables = await allTables();
    expect(tables.filter(({ locked }) => !locked)).toEqual([]);
    expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
    for (const { name } of tables) expect([name, await count('true', name)]).not.toEqual([name, 0]);
  });
});

describe('a count of everything without any filter', () => {
  it.each([
    ...ofDistrict,
    'town',
    'enterprise',
    'bank',
    'auditor',
    'administrator',
    'newcomer',
    'public',
  ] as const)(
    'gives exactly their own rows: %s',
    async (who) => {
      const wanted: Record<string, number> = {};
      for (const { name } of await allTables()) {
        const rule =
          expected[name]?.[who] ??
          (ofDistrict.includes(who) ? expected[name]?.district : undefined) ??
          'false';
        const here = (await hasDistrict(name)) ? ` and district = '331004'` : '';
        wanted[name] = await count(`(${rule})${here}`, name);
      }
      expect(await countedBy(who)).toEqual(wanted);
    },
    60_000,
  );

  it('gives nothing where nobody acts', async () => {
    const db = openPool({ url: test.url, role: 'miaopu_app', maximum: 1 });
    try {
      for (const { name } of await allTables())
        expect([name, await rows(db, sql.raw(`select count(*)::int as n from ${name}`) as never)]).toEqual([
          name,
          [{ n: 0 }],
        ]);
    } finally {
      await db.close();
    }
  });

  it('gives nothing of this district to another district’s office', async () => {
    const db = openPool({ url: test.url, role: 'miaopu_app', maximum: 1 });
    const other: Actor = { ...actors().office, district: '331002', id: 'p-elsewhere' };
    try {
      const found = await actAs(other, () =>
        rows<{ n: number }>(db, sql`select count(*)::int as n from registry.entity_version`),
      );
      expect(found).toEqual([{ n: 0 }]);
    } finally {
      await db.close();
    }
  });
});

async function hasDistrict(table: string): Promise<boolean> {
  const found = await firstRow(
    test.owner,
    sql`select from pg_attribute where attrelid = ${table}::regclass and attname = 'district'`,
  );
  return found !== undefined;
}

describe('an enterprise that moved to another town', () => {
  it('is the new town’s today, and stays what it was in the old one’s history', async () => {
    const db = openPool({ url: test.url, role: 'miaopu_app', maximum: 2 });
    const seenBy = (code: string) =>
      withRows(
        { as: 'miaopu_own', district: '331004', person: 'p', role: 'town_clerk', town: code, units: [code] },
        async () => ({
          today: (await rows(db, sql`select from registry.entity_search where entity_id = ${moved}`)).length,
          towns: (
            await rows<{ town: string }>(
              db,
              sql`select distinct town from registry.entity_version where entity_id = ${moved} and recorded_to = 'infinity'`,
            )
          ).map((row) => row.town),
        }),
      );
    try {
      expect(await seenBy(town!)).toEqual({ today: 0, towns: [town] });
      expect(await seenBy(otherTown!)).toEqual({ today: 1, towns: [otherTown] });
    } finally {
      await db.close();
    }
  });
});

describe('a connection', () => {
  it('that served somebody serves the next one with the next one’s rows, also after a failure and in a transaction', async () => {
    const db = openPool({ url: test.url, role: 'miaopu_app', maximum: 1 });
    const countSearch = async () =>
      (await firstRow<{ n: number }>(db, sql`select count(*)::int as n from registry.entity_search`))!.n;
    const { town: clerk, enterprise: owner, bank } = actors();
    try {
      const inTown = await actAs(clerk, countSearch);
      expect(inTown).toBeGreaterThan(1);
      expect(await actAs(owner, countSearch)).toBe(1);
      await expect(
        actAs(clerk, () => inTransaction(db, (tx) => sql`select 1 / 0`.execute(tx.query))),
      ).rejects.toThrow();
      expect(await actAs(bank, countSearch)).toBe(0);
      const inTx = await actAs(clerk, () =>
        inTransaction(
          db,
          async (tx) =>
            (await firstRow<{ n: number }>(tx, sql`select count(*)::int as n from registry.entity_search`))!
              .n,
        ),
      );
      expect(inTx).toBe(inTown);
      expect(await countSearch()).toBe(0);
    } finally {
      await db.close();
    }
  });

  it('lets a unit speak of a round for itself alone, and never act on the round whole', async () => {
    const db = openPool({ url: test.url, role: 'miaopu_app', maximum: 1 });
    const say = (act: string, unit: string | null) =>
      sql`insert into plan.round_act (district, plan_id, round_id, act, target_id, unit_id, issue, actor_id, actor_name, remark)
          values ('331004', 'p', 1, ${act}, ${unit === null ? null : 't'}, ${unit}, 1, 'x', 'x', 'x')`.execute(
        db.query,
      );
    try {
      for (const [actor, unit] of [
        [actors().town, town!],
        [actors().department, 'tax'],
      ] as const) {
        await actAs(actor, () => say('confirmed', unit));
        for (const [act, of] of [
          ['confirmed', otherTown!],
          ['answered', unit],
          ['asked', unit],
          ['signed', null],
        ] as const)
          await expect(actAs(actor, () => say(act, of))).rejects.toThrow(/row-level security/);
      }
      await actAs(actors().office, () => say('answered', town!));
      await expect(actAs(actors().leader, () => say('signed', null))).rejects.toThrow(/row-level security/);
    } finally {
      await db.close();
    }
  });

  it('leaves audit lines in nobody’s name but one’s own', async () => {
    const db = openPool({ url: test.url, role: 'miaopu_app', maximum: 1 });
    const line = (id: string) =>
      sql`insert into platform.audit_line (district, actor_id, actor_name, actor_role, action, record) values ('331004', ${id}, 'x', 'x', 'x', 'x')`.execute(
        db.query,
      );
    try {
      for (const actor of [actors().town, actors().office]) {
        await actAs(actor, () => line(actor.id));
        await expect(actAs(actor, () => line('somebody-else'))).rejects.toThrow(/row-level security/);
      }
    } finally {
      await db.close();
    }
  });
});
