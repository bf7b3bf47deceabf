import { parseAmount, parseDate } from '@miaopu/standards';
import { Decimal } from 'decimal.js';
import type { RawRow } from '../read/table.ts';
import { cleanName } from './cell.ts';
import { deriveIndustry, industryReader, unknownIndustry } from './derive.ts';
import { lastDayOf, readFigures, readRowPeriod } from './figures.ts';
import { type Identity, readCode, readOrganisationCode, readRegistrationNumber } from './identity.ts';
import { formFromName, readLegalForm, readStatus } from './legal-form.ts';
import { placeRow } from './place.ts';
import { cellOf, mark, type Reading, type ReadingRules, startReading, type Tally } from './reading.ts';
import type { RowOutcome } from './record.ts';
import { findShiftedCode } from './shape.ts';
import {
  afterAsOf,
  badCapital,
  endsBefore,
  longName,
  noKey,
  unknownPeriod,
  unknownStatus,
} from './value-problems.ts';

export type Normaliser = { readonly normalise: (row: RawRow) => RowOutcome; readonly tally: Tally };

/** Reads rows into records: values normalised and checked, town and industry derived where the row is silent about them. */
export function createNormaliser(rules: ReadingRules): Normaliser {
  const tally: Tally = { registeredElsewhere: 0, locatedElsewhere: 0, repairedCodes: 0 };
  const readIndustry = industryReader(rules.columns.industryEdition);
  return {
    tally,
    normalise(row) {
      const misshapen = rules.checkShape(row);
      if (misshapen !== undefined) return { ok: false, problems: [misshapen] };
      return normaliseRow(startReading(rules, tally, row), readIndustry);
    },
  };
}

function normaliseRow(reading: Reading, readIndustry: ReturnType<typeof industryReader>): RowOutcome {
  const { row, rules, entity, problems } = reading;
  const identity = readIdentity(reading);
  readName(reading);
  readForm(reading);
  readStatusOf(reading);
  const establishedPrecision = readDays(reading);
  readCapital(reading);
  entity.address = cellOf(reading, 'address') || null;
  entity.business_scope = cellOf(reading, 'business_scope') || null;
  entity.legal_representative = unmasked(cellOf(reading, 'legal_representative'));
  entity.phone = unmasked(cellOf(reading, 'phone'));
  placeRow(reading, identity);
  readOrDeriveIndustry(reading, readIndustry);
  const period = readPeriod(reading);
  const facts = readFigures(rules.columns.figures, row.cells, period, problems);
  if (problems.length > 0) return { ok: false, problems };
  const own = period === null ? rules.asOf : lastDayOf(period);
  return {
    ok: true,
    record: {
      line: row.line,
      cells: row.cells,
      entity,
      derived: reading.derived,
      organisationCode: identity.organisationCode,
      asOf: own < rules.asOf ? own : rules.asOf,
      establishedPrecision,
      facts,
    },
  };
}

/** What our own exports hide says nothing: it must not replace what we know. */
function unmasked(text: string): string | null {
  return text === '' || text.includes('*') ? null : text;
}

function readIdentity(reading: Reading): Identity {
  const { entity, problems, row } = reading;
  const { at } = reading.rules.columns;
  const identity = { ...readCode(cellOf(reading, 'credit_code'), at.credit_code, problems) };
  if (at.credit_code >= 0 && identity.creditCode === null && identity.registrationNumber === null) {
    const shifted = findShiftedCode(row.cells, at.credit_code);
    if (shifted !== undefined && shifted.column !== at.registration_number)
      problems.splice(0, problems.length, shifted);
  }
  if (at.registration_number >= 0) {
    const number = cellOf(reading, 'registration_number');
    const old = readRegistrationNumber(number, at.registration_number, problems);
    identity.registrationNumber ??= old.registrationNumber;
    identity.creditCode ??= old.creditCode;
  }
  if (at.organisation_code >= 0)
    identity.organisationCode ??= readOrganisationCode(cellOf(reading, 'organisation_code'));
  entity.credit_code = identity.creditCode;
  entity.registration_number = identity.registrationNumber;
  if (identity.repaired !== null) {
    reading.tally.repairedCodes++;
    mark(reading, 'credit_code', identity.repaired);
  }
  if (!hasKey(identity) && problems.length === 0 && !hasNameAndAddress(reading)) problems.push(noKey());
  return identity;
}

function hasKey({ creditCode, registrationNumber, organisationCode }: Identity): boolean {
  return creditCode !== null || registrationNumber !== null || organisationCode !== null;
}

function hasNameAndAddress(reading: Reading): boolean {
  return cellOf(reading, 'name') !== '' && cellOf(reading, 'address') !== '';
}

/** The longest name on a licence is far shorter; a longer text is a scope or a remark in the wrong column. */
const LONGEST_NAME = 200;

function readName(reading: Reading): void {
  const name = cleanName(cellOf(reading, 'name'));
  if (name.length > LONGEST_NAME) reading.problems.push(longName(name.length, reading.rules.columns.at.name));
  reading.entity.name = name || null;
}

function readForm(reading: Reading): void {
  const { entity } = reading;
  const said = cellOf(reading, 'legal_form') || cellOf(reading, 'category');
  const form = said === '' ? null : readLegalForm(said);
  if (form !== null) {
    entity.category = form.category;
    entity.legal_form = form.legalForm;
  } else if (entity.name !== null) {
    const { category, legalForm, confidence, because } = formFromName(entity.name);
    entity.category = category;
    entity.legal_form = legalForm;
    mark(reading, 'category', { confidence, because });
    if (legalForm !== null) mark(reading, 'legal_form', { confidence, because });
  }
}

function readStatusOf(reading: Reading): void {
  const said = cellOf(reading, 'status');
  if (said === '') return;
  reading.entity.status = readStatus(said) ?? null;
  if (reading.entity.status === null)
    reading.problems.push(unknownStatus(said, reading.rules.columns.at.status));
}

function readDays(reading: Reading): 'day' | 'month' | 'year' {
  const { entity, problems, rules } = reading;
  const { at } = rules.columns;
  const established = readDay(reading, 'established_on');
  const ended = readDay(reading, 'ended_on');
  entity.established_on = established?.date ?? null;
  entity.ended_on = ended?.date ?? null;
  if (established && established.date > rules.asOf)
    problems.push(afterAsOf(established.date, rules.asOf, at.established_on));
  if (ended && ended.date > rules.asOf) problems.push(afterAsOf(ended.date, rules.asOf, at.ended_on));
  if (established && ended && ended.date < established.date)
    problems.push(endsBefore(established.date, ended.date));
  // an end without a status is an end all the same
  if (ended && (entity.status === null || entity.status === 'active')) entity.status = 'deregistered';
  const precision = established?.precision ?? 'day';
  if (precision !== 'day') {
    const because = `原文“${cellOf(reading, 'established_on')}”没有写到日`;
    mark(reading, 'established_on', { confidence: 0.5, because });
  }
  return precision;
}

function readDay(reading: Reading, field: 'established_on' | 'ended_on') {
  const written = cellOf(reading, field);
  if (written === '') return undefined;
  const read = parseDate(written, { serial: reading.rules.dateSystem });
  if (read.kind === 'problem')
    reading.problems.push({ code: 'date', column: reading.rules.columns.at[field], message: read.message });
  return read.kind === 'date' ? read : undefined;
}

/** Registered capital is kept with two decimals and eighteen digits before them. */
const MOST_CAPITAL = 18;

function readCapital(reading: Reading): void {
  const written = cellOf(reading, 'capital');
  if (written === '') return;
  const { columns } = reading.rules;
  const currency = CURRENCIES[cellOf(reading, 'currency')];
  const read = parseAmount(written, {
    unit: columns.capitalUnit,
    ...(currency === undefined ? {} : { currency }),
  });
  if (read.kind === 'problem')
    reading.problems.push({ code: 'amount', column: columns.at.capital, message: read.message });
  if (read.kind !== 'amount') return;
  const amount = toCents(read.amount);
  if (amount.startsWith('-') || amount.split('.')[0]!.length > MOST_CAPITAL)
    reading.problems.push(badCapital(written, columns.at.capital));
  reading.entity.capital = amount;
  reading.entity.currency = read.currency;
}

function toCents(decimal: string): string {
  const point = decimal.indexOf('.');
  return point < 0 || decimal.length - point <= 3 ? decimal : new Decimal(decimal).toFixed(2);
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

function readOrDeriveIndustry(reading: Reading, readIndustry: ReturnType<typeof industryReader>): void {
  const { entity, problems, rules } = reading;
  const said = cellOf(reading, 'industry');
  const read = said === '' ? 'section' : readIndustry(said);
  if (read === 'unknown') {
    problems.push(unknownIndustry(said, rules.columns.at.industry));
    return;
  }
  const scope = entity.business_scope ?? (read === 'words' ? said : '');
  const found = typeof read === 'object' ? read : deriveIndustry(scope, entity.name ?? '');
  if (found === null) return;
  entity.industry = found.value;
  if (found.derivation !== null) mark(reading, 'industry', found.derivation);
}

function readPeriod(reading: Reading): string | null {
  const [year, quarter] = [cellOf(reading, 'year'), cellOf(reading, 'quarter')];
  if (year === '' && quarter === '') return null;
  const period = readRowPeriod(year, quarter);
  const { at } = reading.rules.columns;
  if (period === undefined)
    reading.problems.push(unknownPeriod(`${year}${quarter}`, year === '' ? at.quarter : at.year));
  return period ?? null;
}
