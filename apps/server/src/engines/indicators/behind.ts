import type { Measure } from '@miaopu/plan';
import { type Db, firstRow, type RawBuilder, rows, sql } from '../../platform/db/index.ts';
import { joinEntity } from '../registry/index.ts';
import { membersOf } from './members.ts';
import { completeYears, type Moment, quartersBetween } from './moment.ts';

export type Part = 'numerator' | 'denominator' | 'denominator_only';

/** Which rows of a measure a number stands for. */
export type Slice = {
  readonly part: Part;
  /** A town's code, `none` for rows without a known town; absent for the district. */
  readonly town?: string;
  readonly year?: number;
  readonly quarter?: string;
};

export type BehindRow = {
  readonly id: string;
  readonly name: string;
  readonly credit_code: string | null;
  readonly registration_number: string | null;
  readonly category: string;
  readonly legal_form: string | null;
  readonly status: string;
  readonly town: string | null;
  readonly industry: string | null;
  readonly established_on: string | null;
  readonly derived: Record<string, { confidence: number }> | null;
  readonly day: string;
  readonly in_numerator: boolean;
  readonly amount: string;
  readonly evidence: string | null;
  readonly source: string | null;
  /** Of a coverage, by which policy the enterprise is here. */
  readonly policy: string | null;
};

export type Behind = { readonly value: string; readonly total: number };

type Periods = { readonly numerator: readonly string[]; readonly denominator: readonly string[] };

/** The members' periods that a slice's numerator and denominator are made of. */
export function periodsOf(
  measure: Measure,
  moment: Moment,
  { year, quarter }: Pick<Slice, 'year' | 'quarter'>,
): Periods {
  const until = moment.asOf < moment.plan.end ? moment.asOf : moment.plan.end;
  const quarters = quartersBetween(moment.plan.start, until);
  const chosen = quarters.filter(
    (one) =>
      (quarter === undefined || one === quarter) && (year === undefined || one.startsWith(String(year))),
  );
  const years = completeYears(moment).filter((one) => year === undefined || one === String(year));
  const lastYear = years.at(-1);
  const both = (periods: readonly string[]): Periods => ({ numerator: periods, denominator: periods });
  if ('flow' in measure) return both(chosen);
  if ('stock' in measure) return both(chosen.slice(-1));
  if ('sum_ratio' in measure || 'coverage' in measure) return both(lastYear === undefined ? [] : [lastYear]);
  if (!('growth' in measure)) return both([]);
  const baseYear = measure.base.slice(0, 4);
  const before = year === undefined ? baseYear : String(year - 1);
  if ('stock' in measure.of)
    return { numerator: chosen.slice(-1), denominator: [before === baseYear ? 'base' : `${before}Q4`] };
  const ofYear = (one: string | undefined) =>
    one === undefined ? [] : [1, 2, 3, 4].map((n) => `${one}Q${n}`);
  return { numerator: ofYear(lastYear), denominator: ofYear(before) };
}

async function chosenMembers(
  db: Db,
  measure: Measure,
  moment: Moment,
  slice: Slice,
): Promise<RawBuilder<unknown> | undefined> {
  const members = await membersOf(db, measure, moment);
  if (members === undefined) return undefined;
  const periods = periodsOf(measure, moment, slice);
  const wanted = slice.part === 'numerator' ? periods.numerator : periods.denominator;
  const town =
    slice.town === undefined
      ? sql`true`
      : slice.town === 'none'
        ? sql`member.town is null`
        : sql`member.town = ${slice.town}`;
  const part = {
    numerator: sql`member.in_numerator`,
    denominator: sql`true`,
    denominator_only: sql`not member.in_numerator`,
  }[slice.part];
  const amount = sql.ref(slice.part === 'numerator' ? 'member.numerator' : 'member.denominator');
  return sql`select member.*, ${amount} as amount from (${members}) member where member.period = any(${[...wanted]}::text[]) and ${town} and ${part}`;
}

/** How many rows stand behind a number, and the number itself: their amounts' sum. Undefined where nothing is counted from the registry. */
export async function countBehind(
  db: Db,
  measure: Measure,
  moment: Moment,
  slice: Slice,
): Promise<Behind | undefined> {
  const members = await chosenMembers(db, measure, moment, slice);
  if (members === undefined) return undefined;
  const found = await firstRow<{ total: string; value: string }>(
    db,
    sql`select count(*) as total, trim_scale(coalesce(sum(amount), 0)) as value from (${members}) chosen`,
  );
  return { total: Number(found!.total), value: found!.value };
}

/** The enterprises behind a number, as they were on the day that counts; made of the same rows as the number. */
export async function listBehind(
  db: Db,
  measure: Measure,
  moment: Moment,
  slice: Slice,
  page: { limit: number; offset: number },
): Promise<BehindRow[]> {
  const members = await chosenMembers(db, measure, moment, slice);
  if (members === undefined) return [];
  return rows<BehindRow>(
    db,
    sql`
      select c.entity_id as id, c.name, c.credit_code, c.registration_number, c.category, c.legal_form, c.status, chosen.town, c.industry,
             c.established_on, c.derived, chosen.day, chosen.in_numerator, trim_scale(chosen.amount) as amount, chosen.evidence, coalesce(source.department, source.name) as source,
             ${'coverage' in measure ? sql`chosen.policy_id` : sql`null`}::text as policy
      from (${members}) chosen
      ${joinEntity('c', sql`chosen.entity_id`, sql`chosen.day`, moment, { titles: [] })}
      left join registry.source source on source.district = ${moment.district} and source.source_id = chosen.source_id
      order by chosen.day, c.name, c.entity_id${'coverage' in measure ? sql`, chosen.policy_id` : sql``} limit ${page.limit} offset ${page.offset}`,
  );
}
