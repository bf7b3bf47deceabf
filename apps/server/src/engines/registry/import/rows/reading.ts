import type { Derivation } from '../../fields.ts';
import type { RawRow } from '../read/table.ts';
import { cleanCell } from './cell.ts';
import type { Columns, PlacedField } from './columns.ts';
import type { Locator } from './location.ts';
import type { RowProblem } from './problems.ts';
import type { RowEntity } from './record.ts';
import type { ShapeCheck } from './shape.ts';

/** How the rows of a file are to be read. */
export type ReadingRules = {
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

/** A row while it is read: its cells by meaning, and what has been read of it. */
export type Reading = {
  readonly rules: ReadingRules;
  readonly tally: Tally;
  readonly row: RawRow;
  readonly entity: RowEntity;
  readonly problems: RowProblem[];
  derived: Record<string, Derivation> | null;
};

export function startReading(rules: ReadingRules, tally: Tally, row: RawRow): Reading {
  return { rules, tally, row, entity: blankEntity(), problems: [], derived: null };
}

/** The cell of a meaning; '' where the file has no such column or the cell says nothing. */
export function cellOf({ rules, row }: Reading, field: PlacedField): string {
  const at = rules.columns.at[field];
  return at < 0 ? '' : cleanCell(row.cells[at]);
}

/** Marks a value that the row did not say. */
export function mark(reading: Reading, field: string, derivation: Derivation): void {
  reading.derived ??= {};
  reading.derived[field] = derivation;
}

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
