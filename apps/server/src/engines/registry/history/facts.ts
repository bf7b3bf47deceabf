import { type FactField, factFields } from '@miaopu/standards';
import { recordAudit } from '../../../platform/audit/index.ts';
import { dayInChina, periodInWords } from '../../../platform/clock/index.ts';
import { firstRow, sql, type Tx } from '../../../platform/db/index.ts';
import { firstDayOf } from '../days.ts';
import { registryFailure } from '../errors.ts';
import { type Act, type ActUnderWay, beginAct, whoActed } from './act.ts';
import { getOpenVersions } from './versions.ts';

/** Which figure: of which entity, which field, which year (`2018`) or quarter (`2018Q3`). */
export type FactKey = {
  readonly entityId: string;
  readonly field: string;
  readonly period: string;
};

const decimalForm = /^-?\d{1,16}(\.\d{1,4})?$/;

/** A period has figures from its first day on. */
function refuseFuture({ at }: ActUnderWay, { period }: FactKey): void {
  const [day, today] = [firstDayOf(period), dayInChina(new Date(at))];
  if (day > today) throw registryFailure('registry.in_the_future', { day, today });
}

function refuseImpossible({ field, period }: FactKey, values: readonly string[]): void {
  const problems = [
    ...(field in factFields ? [] : [{ path: 'field', message: unknownField }]),
    ...(/^\d{4}(Q[1-4])?$/.test(period) ? [] : [{ path: 'period', message: badPeriod }]),
    ...(values.every((value) => decimalForm.test(value)) ? [] : [{ path: 'value', message: badValue }]),
  ];
  if (problems.length > 0) throw registryFailure('registry.fields_invalid', {}, problems);
}

const unknownField = {
  zh: '没有这项指标,请使用字段目录中的名称。',
  en: 'There is no such figure: use a name of the field catalogue.',
};
const badPeriod = {
  zh: '期间应写成 2018 或 2018Q3。',
  en: 'Write the period as 2018 or 2018Q3.',
};
const badValue = {
  zh: '数值应为最多 16 位整数和 4 位小数的数字。',
  en: 'Give a number of at most 16 whole digits and 4 decimals.',
};

/** Which figure, in words. */
function inWords({ field, period }: FactKey) {
  return { field: factFields[field as FactField], period: periodInWords(period) };
}

type OpenFact = { readonly value: string; readonly recorded_from: string };

function findOpenFact(tx: Tx, district: string, key: FactKey): Promise<OpenFact | undefined> {
  return firstRow<OpenFact>(
    tx,
    sql`select trim_scale(value)::text as value, recorded_from from registry.fact
        where district = ${district} and field = ${key.field} and period = ${key.period} and entity_id = ${key.entityId}
          and recorded_to = 'infinity'`,
  );
}

async function getOpenFact(tx: Tx, district: string, key: FactKey): Promise<OpenFact> {
  const found = await findOpenFact(tx, district, key);
  if (found === undefined) throw registryFailure('registry.fact_not_found', inWords(key));
  return found;
}

async function isSame(tx: Tx, one: string, other: string): Promise<boolean> {
  return (await firstRow<{ same: boolean }>(tx, sql`select ${one}::numeric = ${other}::numeric as same`))!
    .same;
}

async function insertFact(tx: Tx, act: Act, underWay: ActUnderWay, key: FactKey, value: string) {
  await sql`insert into registry.fact (district, field, period, entity_id, value, source_id, evidence, recorded_from)
            values (${underWay.district}, ${key.field}, ${key.period}, ${key.entityId}, ${value}, ${underWay.sourceId},
                    ${act.evidence ?? null}, ${underWay.at})`.execute(tx.query);
}

async function closeFact(tx: Tx, { district, at }: ActUnderWay, key: FactKey): Promise<void> {
  await sql`update registry.fact set recorded_to = ${at}
            where district = ${district} and field = ${key.field} and period = ${key.period} and entity_id = ${key.entityId}
              and recorded_to = 'infinity'`.execute(tx.query);
}

function auditFact(
  tx: Tx,
  act: Act,
  done: 'recorded' | 'corrected' | 'withdrawn',
  key: FactKey,
  before: string | null,
  after: string | null,
) {
  return recordAudit(tx, {
    actor: act.actor,
    action: `registry.fact.${done}`,
    record: `registry/entity/${key.entityId}/fact/${key.field}/${key.period}`,
    before: before === null ? undefined : { value: before },
    after: { value: after, evidence: act.evidence ?? null },
    reason: act.reason,
  });
}

/**
 * Records a figure that we did not have. The same figure again changes nothing.
 *
 * @throws registry.fact_exists where another value is already known: that is a correction, not a record
 */
export async function recordFact(
  tx: Tx,
  act: Act,
  fact: FactKey & { readonly value: string },
): Promise<'recorded' | 'unchanged'> {
  refuseImpossible(fact, [fact.value]);
  const underWay = await beginAct(tx, act, [fact.entityId]);
  refuseFuture(underWay, fact);
  await getOpenVersions(tx, underWay.district, fact.entityId);
  const known = await findOpenFact(tx, underWay.district, fact);
  if (known !== undefined) {
    if (await isSame(tx, known.value, fact.value)) return 'unchanged';
    throw registryFailure('registry.fact_exists', { ...inWords(fact), value: known.value });
  }
  await insertFact(tx, act, underWay, fact, fact.value);
  await auditFact(tx, act, 'recorded', fact, null, fact.value);
  return 'recorded';
}

/**
 * We had the wrong figure.
 *
 * @param correction `was` is the value that the writer saw; where another one is known by now, the write is refused
 * @throws registry.superseded, registry.fact_not_found
 */
export async function correctFact(
  tx: Tx,
  act: Act,
  correction: FactKey & { readonly value: string; readonly was: string },
): Promise<'corrected' | 'unchanged'> {
  const { value, was } = correction;
  refuseImpossible(correction, [value, was]);
  const underWay = await beginAct(tx, act, [correction.entityId]);
  const known = await getOpenFact(tx, underWay.district, correction);
  if (await isSame(tx, known.value, value)) return 'unchanged';
  await refuseOtherFact(tx, underWay, known, was);
  await closeFact(tx, underWay, correction);
  await insertFact(tx, act, underWay, correction, value);
  await auditFact(tx, act, 'corrected', correction, known.value, value);
  return 'corrected';
}

/**
 * There is no such figure after all: it is missing again.
 *
 * @throws registry.superseded, registry.fact_not_found
 */
export async function withdrawFact(
  tx: Tx,
  act: Act,
  withdrawal: FactKey & { readonly was: string },
): Promise<void> {
  refuseImpossible(withdrawal, [withdrawal.was]);
  const underWay = await beginAct(tx, act, [withdrawal.entityId]);
  const known = await getOpenFact(tx, underWay.district, withdrawal);
  await refuseOtherFact(tx, underWay, known, withdrawal.was);
  await closeFact(tx, underWay, withdrawal);
  await auditFact(tx, act, 'withdrawn', withdrawal, known.value, null);
}

async function refuseOtherFact(tx: Tx, { district }: ActUnderWay, known: OpenFact, was: string) {
  if (await isSame(tx, known.value, was)) return;
  throw registryFailure('registry.superseded', await whoActed(tx, district, known.recorded_from));
}
