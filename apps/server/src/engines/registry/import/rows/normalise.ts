import { parseAmount, parseDate } from '@miaopu/standards';
import type { Derivation } from '../../fields.ts';
import type { RawRow } from '../read/table.ts';
import { cleanCell, cleanName } from './cell.ts';
import type { Columns, PlacedField } from './columns.ts';
import { deriveIndustry, deriveTown, industryReader, readTown, unknownIndustry } from './derive.ts';
import { lastDayOf, readFigures, readRowPeriod } from './figures.ts';
import { type Identity, readCode, readOrganisationCode, readRegistrationNumber } from './identity.ts';
import { formFromName, readLegalForm, readStatus } from './legal-form.ts';
import type { Locator, Where } from './location.ts';
import { problem, quote, type RowProblem } from './problems.ts';
import type { RowEntity, RowOutcome } from './record.ts';
import { findShiftedCode, type ShapeCheck } from './shape.ts';

export type NormaliserOptions = {
  readonly columns: Columns;
  readonly locator: Locator;
  readonly checkShape: ShapeCheck;
  /** The day on which the file was true. */
  readonly asOf: string;
  readonly dateSystem: '1900' | '1904';
  /** Takes rows of other districts too, without a town. */
  readonly acceptOtherDistricts: boolean;
};

/** What the rows had in common that a person should know, though none was rejected for it. */
export type Tally = { registeredElsewhere: number; locatedElsewhere: number; repairedCodes: number };

export type Normaliser = { readonly normalise: (row: RawRow) => RowOutcome; readonly tally: Tally };

/** Everything that a row's reading collects. */
type Draft = {
  readonly entity: RowEntity;
  readonly problems: RowProblem[];
  derived: Record<string, Derivation> | null;
};

/** Reads rows into records: values normalised and checked, town and industry derived where the row is silent about them. */
export function createNormaliser(options: NormaliserOptions): Normaliser {
  const { columns, checkShape } = options;
  const { at } = columns;
  const tally: Tally = { registeredElsewhere: 0, locatedElsewhere: 0, repairedCodes: 0 };
  const readIndustry = industryReader(columns.industryEdition);
  const text = (row: RawRow, field: PlacedField) => (at[field] < 0 ? '' : cleanCell(row.cells[at[field]]));

  function normalise(row: RawRow): RowOutcome {
    const misshapen = checkShape(row);
    if (misshapen !== undefined) return { ok: false, problems: [misshapen] };
    const draft: Draft = { entity: blankEntity(), problems: [], derived: null };
    const { entity, problems } = draft;
    const identity = readIdentity(row, draft);
    entity.name = cleanName(text(row, 'name')) || null;
    readForm(row, draft);
    const precision = readDays(row, draft);
    readCapital(row, draft);
    entity.address = text(row, 'address') || null;
    entity.business_scope = text(row, 'business_scope') || null;
    entity.legal_representative = text(row, 'legal_representative') || null;
    entity.phone = text(row, 'phone') || null;
    placeRow(row, draft, identity);
    readOrDeriveIndustry(row, draft);
    const period = readPeriod(row, problems);
    const facts = readFigures(columns.figures, row.cells, period, problems);
    if (problems.length > 0) return { ok: false, problems };
    const own = period === null ? options.asOf : lastDayOf(period);
    return {
      ok: true,
      record: {
        line: row.line,
        cells: row.cells,
        entity,
        derived: draft.derived,
        organisationCode: identity.organisationCode,
        asOf: own < options.asOf ? own : options.asOf,
        establishedPrecision: precision,
        facts,
      },
    };
  }

  function readIdentity(row: RawRow, draft: Draft): Identity {
    const { entity, problems } = draft;
    const identity = { ...readCode(text(row, 'credit_code'), at.credit_code, problems) };
    if (at.credit_code >= 0 && identity.creditCode === null && identity.registrationNumber === null) {
      const shifted = findShiftedCode(row.cells, at.credit_code);
      if (shifted !== undefined && shifted.column !== at.registration_number)
        problems.splice(0, problems.length, shifted);
    }
    if (at.registration_number >= 0) {
      const old = readRegistrationNumber(text(row, 'registration_number'), at.registration_number, problems);
      identity.registrationNumber ??= old.registrationNumber;
      identity.creditCode ??= old.creditCode;
    }
    if (at.organisation_code >= 0)
      identity.organisationCode ??= readOrganisationCode(text(row, 'organisation_code'));
    entity.credit_code = identity.creditCode;
    entity.registration_number = identity.registrationNumber;
    if (identity.repaired !== null) {
      tally.repairedCodes++;
      mark(draft, 'credit_code', identity.repaired);
    }
    if (
      !hasKey(identity) &&
      problems.length === 0 &&
      (text(row, 'name') === '' || text(row, 'address') === '')
    )
      problems.push(noKey());
    return identity;
  }

  function readForm(row: RawRow, draft: Draft): void {
    const { entity, problems } = draft;
    const said = text(row, 'legal_form') || text(row, 'category');
    const form = said === '' ? null : readLegalForm(said);
    if (form !== null) {
      entity.category = form.category;
      entity.legal_form = form.legalForm;
    } else if (entity.name !== null) {
      const { category, legalForm, confidence, because } = formFromName(entity.name);
      entity.category = category;
      entity.legal_form = legalForm;
      mark(draft, 'category', { confidence, because });
      if (legalForm !== null) mark(draft, 'legal_form', { confidence, because });
    }
    const status = text(row, 'status');
    if (status === '') return;
    entity.status = readStatus(status) ?? null;
    if (entity.status === null) problems.push(unknownStatus(status, at.status));
  }

  function readDays(row: RawRow, draft: Draft): 'day' | 'month' | 'year' {
    const { entity, problems } = draft;
    const established = readDay(text(row, 'established_on'), at.established_on, problems);
    const ended = readDay(text(row, 'ended_on'), at.ended_on, problems);
    entity.established_on = established?.date ?? null;
    entity.ended_on = ended?.date ?? null;
    if (established && established.date > options.asOf)
      problems.push(afterAsOf(established.date, at.established_on));
    if (ended && ended.date > options.asOf) problems.push(afterAsOf(ended.date, at.ended_on));
    if (established && ended && ended.date < established.date)
      problems.push(endsBefore(established.date, ended.date));
    // an end without a status is an end all the same
    if (ended && (entity.status === null || entity.status === 'active')) entity.status = 'deregistered';
    const precision = established?.precision ?? 'day';
    if (precision !== 'day')
      mark(draft, 'established_on', {
        confidence: 0.5,
        because: `原文“${text(row, 'established_on')}”没有写到日`,
      });
    return precision;
  }

  function readDay(written: string, column: number, problems: RowProblem[]) {
    if (written === '') return undefined;
    const read = parseDate(written, { serial: options.dateSystem });
    if (read.kind === 'problem') problems.push({ code: 'date', column, message: read.message });
    return read.kind === 'date' ? read : undefined;
  }

  function afterAsOf(day: string, column: number): RowProblem {
    return problem(
      'future_date',
      column,
      `${day} 晚于这份文件的截止日 ${options.asOf}。请核对日期;如文件是后来的,请改截止日。`,
      `${day} is after the day this file speaks for, ${options.asOf}. Check the date, or give the file a later day.`,
    );
  }

  function readCapital(row: RawRow, draft: Draft): void {
    const written = text(row, 'capital');
    if (written === '') return;
    const currency = CURRENCIES[text(row, 'currency')];
    const read = parseAmount(written, {
      unit: columns.capitalUnit,
      ...(currency === undefined ? {} : { currency }),
    });
    if (read.kind === 'problem')
      draft.problems.push({ code: 'amount', column: at.capital, message: read.message });
    if (read.kind !== 'amount') return;
    draft.entity.capital = toCents(read.amount);
    draft.entity.currency = read.currency;
  }

  /** Where the row is, whether that is ours, and its town. */
  function placeRow(row: RawRow, draft: Draft, identity: Identity): void {
    const { entity } = draft;
    const said = text(row, 'town');
    const where = locate(row, entity.address ?? '');
    const county = (where.kind === 'ours' ? where.county : null) ?? options.locator.county;
    const division = (identity.creditCode?.slice(2, 8) ?? identity.registrationNumber?.slice(0, 6)) || null;
    const registrar = division === null ? null : options.locator.isRegistrar(division);
    const foreign = where.kind === 'elsewhere';
    if (!foreign) readTownOf(row, draft, county, said);
    if (foreign && registrar === true) tally.locatedElsewhere++;
    if (registrar === false && !foreign) tally.registeredElsewhere++;
    if (options.acceptOtherDistricts) return;
    if (foreign && registrar !== true)
      draft.problems.push(otherPlace(where.name, options.locator.name, at.address));
    // nothing in the row says that it is here, and its code was issued elsewhere
    if (where.kind === 'unknown' && entity.town === null && registrar === false)
      draft.problems.push(otherCode(division!, options.locator.name, at.credit_code));
  }

  function locate(row: RawRow, address: string): Where {
    if (address !== '') {
      const where = options.locator.ofAddress(address);
      if (where.kind !== 'unknown') return where;
    }
    const said = text(row, 'district');
    return said === '' ? { kind: 'unknown' } : options.locator.ofDivision(said);
  }

  function readTownOf(row: RawRow, draft: Draft, county: string | null, said: string): void {
    if (county === null) return;
    const { entity } = draft;
    let reading = said === '' ? null : readTown(said, county);
    if (said !== '' && reading === null) {
      // a village in the town's column is as telling as one in an address
      reading = deriveTown(said, county);
      if (reading === null) draft.problems.push(unknownTown(said, options.locator.name, at.town));
    }
    const village = text(row, 'village');
    if (reading === null && village !== '') reading = deriveTown(village, county);
    if (reading === null && entity.address !== null) reading = deriveTown(entity.address, county);
    if (reading === null) return;
    entity.town = reading.value;
    if (reading.derivation !== null) mark(draft, 'town', reading.derivation);
  }

  function readOrDeriveIndustry(row: RawRow, draft: Draft): void {
    const { entity } = draft;
    const said = text(row, 'industry');
    const read = said === '' ? 'section' : readIndustry(said);
    if (read === 'unknown') {
      draft.problems.push(unknownIndustry(said, at.industry));
      return;
    }
    const scope = entity.business_scope ?? (read === 'words' ? said : '');
    const reading = typeof read === 'object' ? read : deriveIndustry(scope, entity.name ?? '');
    if (reading === null) return;
    entity.industry = reading.value;
    if (reading.derivation !== null) mark(draft, 'industry', reading.derivation);
  }

  function readPeriod(row: RawRow, problems: RowProblem[]): string | null {
    const written = text(row, 'year');
    if (written === '') return null;
    const period = readRowPeriod(written);
    if (period === undefined) problems.push(unknownPeriod(written, at.year));
    return period ?? null;
  }

  return { normalise, tally };
}

const CURRENCIES: Readonly<Record<string, string>> = {
  人民币: 'CNY',
  人民币元: 'CNY',
  美元: 'USD',
  港币: 'HKD',
  港元: 'HKD',
  欧元: 'EUR',
  日元: 'JPY',
  英镑: 'GBP',
  新台币: 'TWD',
};

function blankEntity(): RowEntity {
  return {
    name: null,
    credit_code: null,
    registration_number: null,
    category: null,
    legal_form: null,
    status: null,
    established_on: null,
    ended_on: null,
    capital: null,
    currency: null,
    industry: null,
    town: null,
    address: null,
    business_scope: null,
    legal_representative: null,
    phone: null,
  };
}

function mark(draft: Draft, field: string, derivation: Derivation): void {
  draft.derived ??= {};
  draft.derived[field] = derivation;
}

function hasKey({ creditCode, registrationNumber, organisationCode }: Identity): boolean {
  return creditCode !== null || registrationNumber !== null || organisationCode !== null;
}

/** The column holds two decimals. */
function toCents(decimal: string): string {
  const point = decimal.indexOf('.');
  return point < 0 || decimal.length - point <= 3 ? decimal : Number(decimal).toFixed(2);
}

function noKey(): RowProblem {
  return problem(
    'no_key',
    null,
    '本行没有统一社会信用代码和注册号,名称和地址也不全,无法辨认是哪个主体。请补填代码。',
    'The row has neither a credit code nor a registration number, nor both name and address. Give the code.',
  );
}

function unknownStatus(text: string, column: number): RowProblem {
  return problem(
    'status',
    column,
    `“${quote(text)}”不是登记状态。请填写存续、注销、吊销或迁出。`,
    `“${quote(text)}” is no status. Write 存续, 注销, 吊销 or 迁出.`,
  );
}

function endsBefore(established: string, ended: string): RowProblem {
  return problem(
    'date',
    null,
    `注销日期 ${ended} 早于成立日期 ${established}。请核对。`,
    `It ended on ${ended}, before it was established on ${established}. Check both.`,
  );
}

function unknownTown(text: string, district: string, column: number): RowProblem {
  return problem(
    'town',
    column,
    `“${quote(text)}”不是${district}的镇街。请填写镇街全称,或留空由地址推断。`,
    `“${quote(text)}” is no town of ${district}. Give its full name, or leave it empty to have it derived from the address.`,
  );
}

function unknownPeriod(text: string, column: number): RowProblem {
  return problem(
    'period',
    column,
    `“${quote(text)}”不是年份。请写成 2018 或 2018年三季度。`,
    `“${quote(text)}” is no year. Write 2018 or 2018Q3.`,
  );
}

function otherPlace(name: string, district: string, column: number): RowProblem {
  return problem(
    'other_district',
    column < 0 ? null : column,
    `本行位于${name},代码也不是${district}核发的。请报给${name},或改正地址。`,
    `The row lies in ${name} and its code was not issued by ${district}. Send it there, or correct the address.`,
  );
}

function otherCode(division: string, district: string, column: number): RowProblem {
  return problem(
    'other_district',
    column < 0 ? null : column,
    `代码由 ${division} 的登记机关核发,本行也没有写明在${district}。如确在${district},请在地址中写明。`,
    `The code was issued by the office of ${division}, and nothing in the row says ${district}. If it is here, say so in the address.`,
  );
}
