import type {
  Cells,
  CellValue,
  SubmissionDeedName,
  SubmissionStanding,
  SubmissionState,
} from '@miaopu/contract';
import { afterDeed } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { firstRow, type Queryable, rows, sql, type Tx } from '../../platform/db/index.ts';
import type { Place } from './place.ts';

export type Stored = {
  readonly id: string;
  readonly form: string;
  readonly unit: string;
  readonly period: string;
  readonly revision: number;
  readonly cells: Cells;
  readonly state: SubmissionState;
  readonly version: number;
  readonly step: number | null;
  readonly approved: number | null;
  readonly warnings: number;
  /** When it was submitted for the first time, and the last. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
};

const columns = sql`s.submission_id as id, s.form_id as form, s.unit_id as unit, s.period, s.revision, s.cells, s.state, s.version, s.step,
  s.approved_version as approved, s.warnings, submitted.first_at as "firstAt", submitted.last_at as "lastAt"`;
const source = sql`submissions.submission s left join lateral (
    select min(submitted_at) as first_at, max(submitted_at) as last_at from submissions.version v
    where v.district = s.district and v.submission_id = s.submission_id) submitted on true`;

function keyOf(district: string, { pack, declared, unit, period }: Place) {
  return sql`s.district = ${district} and s.plan_id = ${pack.plan.id} and s.form_id = ${declared.form.id} and s.unit_id = ${unit.id} and s.period = ${period}`;
}

/** The submission at a place, where somebody has begun it. */
export async function findStored(db: Queryable, district: string, place: Place): Promise<Stored | undefined> {
  return firstRow<Stored>(db, sql`select ${columns} from ${source} where ${keyOf(district, place)}`);
}

/** All that was begun of a plan's submissions, as far as whoever asks sees them. */
export async function listStored(
  db: Queryable,
  district: string,
  planId: string,
  { state, period }: { readonly state?: SubmissionState; readonly period?: string } = {},
): Promise<Stored[]> {
  return rows<Stored>(
    db,
    sql`select ${columns} from ${source} where s.district = ${district} and s.plan_id = ${planId}
          ${state === undefined ? sql`` : sql`and s.state = ${state}`} ${period === undefined ? sql`` : sql`and s.period = ${period}`}`,
  );
}

/** The submission at a place, kept from everybody else until the transaction ends; begun where nobody had. */
export async function lockStored(tx: Tx, district: string, place: Place): Promise<Stored> {
  const { pack, declared, unit, period } = place;
  await sql`
    insert into submissions.submission (district, plan_id, form_id, unit_id, period, reviewers)
    values (${district}, ${pack.plan.id}, ${declared.form.id}, ${unit.id}, ${period}, ${[...declared.reviewers]}::text[])
    on conflict (district, plan_id, form_id, unit_id, period) do nothing`.execute(tx.query);
  await sql`select from submissions.submission s where ${keyOf(district, place)} for update`.execute(
    tx.query,
  );
  return (await findStored(tx, district, place))!;
}

/** Writes the working copy. */
export async function writeCells(
  tx: Tx,
  district: string,
  id: string,
  revision: number,
  cells: Cells,
): Promise<void> {
  await sql`update submissions.submission set revision = ${revision}, cells = ${JSON.stringify(cells)}::jsonb
            where district = ${district} and submission_id = ${id}::bigint`.execute(tx.query);
}

export type Deed = {
  readonly act: SubmissionDeedName;
  readonly version: number | null;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly step: number | null;
  readonly remark: string | null;
  readonly remarks: { cell: string; words: string }[];
};

/** What was done to a submission, oldest first. */
export async function listDeeds(db: Queryable, district: string, id: string): Promise<Deed[]> {
  return rows<Deed>(
    db,
    sql`select act, version, happened_at as at, jsonb_build_object('id', actor_id, 'name', actor_name) as by, step, remark, remarks
        from submissions.act where district = ${district} and submission_id = ${id}::bigint order by act_id`,
  );
}

export type NewDeed = Pick<Deed, 'act' | 'version'> & Partial<Pick<Deed, 'step' | 'remark' | 'remarks'>>;

/** Records what somebody did, and where that leaves the submission: the same fold that reads the deeds. */
export async function recordDeed(
  tx: Tx,
  actor: Actor,
  { id, state, version, step, approved }: Stored,
  deed: NewDeed,
  warnings?: number,
): Promise<SubmissionStanding> {
  await sql`
    insert into submissions.act (district, submission_id, act, version, step, remark, remarks, actor_id, actor_name)
    values (${actor.district}, ${id}::bigint, ${deed.act}, ${deed.version}, ${deed.step ?? null}, ${deed.remark ?? null},
            ${JSON.stringify(deed.remarks ?? [])}::jsonb, ${actor.id}, ${actor.name})`.execute(tx.query);
  const now = afterDeed({ state, version, step, approved }, deed);
  await sql`
    update submissions.submission set state = ${now.state}, version = ${now.version}, step = ${now.step}, approved_version = ${now.approved}
      ${warnings === undefined ? sql`` : sql`, warnings = ${warnings}`}
    where district = ${actor.district} and submission_id = ${id}::bigint`.execute(tx.query);
  return now;
}

export type Version = {
  readonly version: number;
  readonly cells: Record<string, CellValue>;
  readonly submittedBy: string;
  readonly submittedAt: string;
  readonly restatedBecause: string | null;
};

/** What was submitted, the oldest first. */
export async function listVersions(db: Queryable, district: string, id: string): Promise<Version[]> {
  return rows<Version>(
    db,
    sql`select version, cells, submitted_by as "submittedBy", submitted_at as "submittedAt", restated_because as "restatedBecause"
        from submissions.version where district = ${district} and submission_id = ${id}::bigint order by version`,
  );
}

/** Keeps what is submitted. */
export async function addVersion(
  tx: Tx,
  actor: Actor,
  id: string,
  { version, cells, restatedBecause }: Pick<Version, 'version' | 'cells' | 'restatedBecause'>,
): Promise<void> {
  await sql`
    insert into submissions.version (district, submission_id, version, cells, submitted_by_id, submitted_by, restated_because)
    values (${actor.district}, ${id}::bigint, ${version}, ${JSON.stringify(cells)}::jsonb, ${actor.id}, ${actor.name}, ${restatedBecause})`.execute(
    tx.query,
  );
}
