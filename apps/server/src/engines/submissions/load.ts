import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CellValue, type SubmissionDeed, submissionStandingOf } from '@miaopu/contract';
import type { PlanPack } from '@miaopu/plan';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, inTransaction, rows, sql } from '../../platform/db/index.ts';
import { getDeclared } from './forms.ts';

/** A submission as it came to be elsewhere: what was filled in, and what was done to it, oldest first. */
export type GivenSubmission = {
  readonly form: string;
  readonly unit: string;
  readonly period: string;
  readonly cells: Readonly<Record<string, CellValue>>;
  readonly filledBy: string;
  readonly filledAt: string;
  readonly warnings: number;
  readonly deeds: readonly (SubmissionDeed & {
    readonly by: string;
    readonly at: string;
    readonly step?: number;
    readonly remark?: string;
    readonly remarks?: readonly { readonly cell: string; readonly words: string }[];
  })[];
  readonly evidence: readonly { readonly item: string; readonly name: string; readonly content: Buffer }[];
};

/**
 * Takes over submissions with their history, as a district that changes to this platform has them, and as the demo has. What stands at a
 * place already stays. Nobody is told, and nothing is carried into the indicators: that has its own way.
 *
 * @param folder where evidence stands
 * @returns how many are new
 */
export async function loadSubmissions(
  db: Db,
  actor: Actor,
  pack: PlanPack,
  given: readonly GivenSubmission[],
  folder: string,
): Promise<number> {
  const { district } = actor;
  const planId = pack.plan.id;
  const all = given.map((one) => ({ ...one, standing: submissionStandingOf(one.deeds) }));
  return inTransaction(db, async (tx) => {
    const added = await rows<{ id: string; form: string; unit: string; period: string }>(
      tx,
      sql`insert into submissions.submission
            (district, plan_id, form_id, unit_id, period, reviewers, revision, cells, state, version, step, approved_version, warnings)
          select ${district}, ${planId}, given.form, given.unit, given.period, given.reviewers, 1, given.cells, given.state, given.version,
            given.step, given.approved, given.warnings
          from jsonb_to_recordset(${JSON.stringify(all.map((one) => rowOf(pack, one)))}::jsonb) as given
            (form text, unit text, period text, reviewers text[], cells jsonb, state text, version int, step int, approved int, warnings int)
          on conflict (district, plan_id, form_id, unit_id, period) do nothing
          returning submission_id as id, form_id as form, unit_id as unit, period`,
    );
    const idOf = new Map(added.map(({ id, form, unit, period }) => [`${form} ${unit} ${period}`, id]));
    const fresh = all.flatMap((one) => {
      const id = idOf.get(`${one.form} ${one.unit} ${one.period}`);
      return id === undefined ? [] : [{ ...one, id }];
    });
    const deeds = fresh.flatMap(({ id, cells, deeds: done }) => done.map((deed) => ({ id, cells, ...deed })));
    await sql`
      insert into submissions.version (district, submission_id, version, cells, submitted_at, submitted_by_id, submitted_by)
      select ${district}, given.id, given.version, given.cells, given.at, 'loaded', given.by
      from jsonb_to_recordset(${JSON.stringify(deeds.filter(({ act }) => act === 'submitted'))}::jsonb) as given
        (id bigint, version int, cells jsonb, at timestamptz, by text)`.execute(tx.query);
    await sql`
      insert into submissions.act (district, submission_id, act, version, step, remark, remarks, happened_at, actor_id, actor_name)
      select ${district}, given.id, given.act, given.version, given.step, given.remark, coalesce(given.remarks, '[]'), given.at, 'loaded', given.by
      from jsonb_to_recordset(${JSON.stringify(deeds.map((deed, n) => ({ ...deed, n })))}::jsonb) as given
        (id bigint, act text, version int, step int, remark text, remarks jsonb, at timestamptz, by text, n int)
      order by given.n`.execute(tx.query);
    const files = fresh.flatMap(({ id, evidence, filledBy, filledAt, standing }) =>
      evidence.map((file) => ({
        ...file,
        id,
        file: randomUUID(),
        by: filledBy,
        at: filledAt,
        size: file.content.length,
        sha256: createHash('sha256').update(file.content).digest('hex'),
        first: standing.version === 0 ? null : 1,
      })),
    );
    await mkdir(folder, { recursive: true });
    for (const { file, content } of files) await writeFile(join(folder, file), content);
    await sql`
      insert into submissions.evidence (district, file_id, submission_id, item, file_name, size, sha256, media_type, added_at, added_by, first_version)
      select ${district}, given.file, given.id, given.item, given.name, given.size, given.sha256, 'application/pdf', given.at, given.by, given.first
      from jsonb_to_recordset(${JSON.stringify(files.map(({ content: _, ...row }) => row))}::jsonb) as given
        (file uuid, id bigint, item text, name text, size bigint, sha256 text, at timestamptz, by text, first int)`.execute(
      tx.query,
    );
    if (fresh.length > 0)
      await recordAudit(tx, {
        actor,
        action: 'submissions.history.loaded',
        record: `plan/${planId}/submissions`,
        after: { submissions: fresh.length },
      });
    return fresh.length;
  });
}

function rowOf(
  pack: PlanPack,
  {
    form,
    unit,
    period,
    cells,
    filledBy,
    filledAt,
    warnings,
    standing,
  }: GivenSubmission & { readonly standing: ReturnType<typeof submissionStandingOf> },
) {
  return {
    form,
    unit,
    period,
    reviewers: getDeclared(pack, form).reviewers,
    cells: Object.fromEntries(
      Object.entries(cells).map(([id, cell]) => [id, { ...cell, revision: 1, by: filledBy, at: filledAt }]),
    ),
    ...standing,
    warnings,
  };
}
