import type { definitionSchema } from '@miaopu/contract';
import {
  explainMeasure,
  kindMismatch,
  type Labels,
  type Measure,
  measureSchema,
  measureText,
  parseMeasure,
  type Target,
  type Words,
} from '@miaopu/plan';
import type { z } from 'zod';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, type Queryable, rows, sql } from '../../platform/db/index.ts';
import { planFailure } from './errors.ts';
import { findTarget, getPack } from './in-force.ts';

export type DefinitionPage = z.infer<typeof definitionSchema>;

/** A definition (口径) as it is kept: the words and the measure. */
export type StoredDefinition = {
  readonly numerator: Labels;
  readonly denominator: Labels | null;
  readonly baseline: Labels | null;
  readonly basis: 'gross' | 'net' | 'none';
  readonly distinct: Labels | null;
  readonly evidence: Labels;
  readonly source: string;
  readonly measure: Measure;
};

/** What the pack says of how a target is counted. */
export function storedDefinition({ definition, measure }: Target): StoredDefinition {
  const { numerator, denominator, baseline, basis, distinct, evidence, source } = definition;
  return { numerator, denominator, baseline, basis, distinct, evidence, source, measure };
}

type Row = {
  readonly version: number;
  readonly definition: StoredDefinition;
  readonly reason: string;
  readonly document_number: string | null;
  readonly decided_by: string;
  readonly decided_at: string;
};

/** Reads a measure that a person wrote. @throws plan.bad_measure with every mistake, where it is and a way out */
function readDecided(text: string, target: Target): Measure {
  const read = parseMeasure(text);
  if (!read.ok) {
    throw planFailure(
      'plan.bad_measure',
      {},
      read.problems.map(({ line, column, message, suggestion }) => ({
        path: `measure:${line}:${column}`,
        message: withWayOut(message, suggestion),
      })),
    );
  }
  const mismatch = kindMismatch(target.kind, read.measure);
  if (mismatch === undefined) return read.measure;
  const message = withWayOut(mismatch.message, mismatch.suggestion);
  throw planFailure('plan.bad_measure', {}, [{ path: 'measure', message }]);
}

function withWayOut(message: Words, suggestion: Words): Words {
  return { zh: `${message.zh}。${suggestion.zh}`, en: `${message.en}. ${suggestion.en}` };
}

/** All versions of a target's definition, newest first, each with its measure in plain words. */
export async function listDefinitions(
  db: Queryable,
  district: string,
  planId: string,
  targetId: string,
): Promise<DefinitionPage[]> {
  const pack = await getPack(db, district, planId);
  const target = findTarget(pack, targetId);
  const found = await rows<Row>(
    db,
    sql`select version, definition, reason, document_number, decided_by, decided_at from plan.target_definition
        where district = ${district} and plan_id = ${planId} and target_id = ${targetId} order by version desc`,
  );
  const ambiguity = pack.ambiguities.find((one) => one.id === target.ambiguities[0]);
  const choice = ambiguity?.choices.find((one) => one.id === ambiguity.default);
  return found.map(({ version, definition, reason, document_number, decided_by, decided_at }) => {
    const measure = measureSchema.parse(definition.measure);
    const source = pack.units.find((unit) => unit.id === definition.source);
    return {
      version,
      numerator: definition.numerator,
      denominator: definition.denominator,
      baseline: definition.baseline,
      basis: definition.basis,
      distinctBy: definition.distinct,
      evidence: definition.evidence,
      source: {
        id: definition.source,
        name: source?.name ?? { zh: definition.source, en: definition.source },
      },
      measure: measureText(measure),
      explained: { zh: explainMeasure(measure, 'zh'), en: explainMeasure(measure, 'en') },
      ambiguity:
        ambiguity === undefined || choice === undefined
          ? null
          : { id: ambiguity.id, question: ambiguity.question, choice: choice.words },
      reason,
      documentNumber: document_number,
      decidedBy: decided_by,
      decidedAt: decided_at,
    };
  });
}

export type NewDefinition = {
  /** The version that the writer saw: a newer one refuses the write. */
  readonly basedOn: number;
  readonly measure: string;
  readonly numerator: Labels;
  readonly denominator: Labels | null;
  readonly baseline: Labels | null;
  readonly basis: StoredDefinition['basis'];
  readonly distinctBy: Labels | null;
  readonly evidence: Labels;
  readonly reason: string;
  readonly documentNumber: string | null;
};

/** Decides how a target is counted from now on, as a new version; the old ones stay. Returns the new version's number. */
export async function decideDefinition(
  db: Db,
  actor: Actor,
  planId: string,
  targetId: string,
  decision: NewDefinition,
): Promise<number> {
  const { district } = actor;
  const target = findTarget(await getPack(db, district, planId), targetId);
  const { basedOn, measure, distinctBy, reason, documentNumber, ...words } = decision;
  const definition: StoredDefinition = {
    ...words,
    distinct: distinctBy,
    source: target.definition.source,
    measure: readDecided(measure, target),
  };
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('definition ' || ${district} || ${planId} || ${targetId}, 0))`.execute(
      tx.query,
    );
    const latest = await firstRow<{ version: number; decided_by: string; definition: StoredDefinition }>(
      tx,
      sql`select version, decided_by, definition from plan.target_definition
          where district = ${district} and plan_id = ${planId} and target_id = ${targetId} order by version desc limit 1`,
    );
    if (latest !== undefined && latest.version !== basedOn)
      throw planFailure('plan.definition_moved_on', { version: latest.version, by: latest.decided_by });
    const version = (latest?.version ?? 0) + 1;
    await sql`
      insert into plan.target_definition (district, plan_id, target_id, version, definition, reason, document_number, decided_by)
      values (${district}, ${planId}, ${targetId}, ${version}, ${JSON.stringify(definition)}::jsonb, ${reason}, ${documentNumber}, ${actor.name})`.execute(
      tx.query,
    );
    await recordAudit(tx, {
      actor,
      action: 'plan.definition.decided',
      record: `plan/${planId}/target/${targetId}`,
      before: latest?.definition,
      after: { version, ...definition },
      reason,
    });
    return version;
  });
}
