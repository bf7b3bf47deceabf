import type { EntityCategory, EntityStatus, LegalForm } from '@miaopu/standards';
import type { Derivation } from '../../fields.ts';
import type { RowProblem } from './problems.ts';

/** What a row says of an entity. Null: the row says nothing about it (never: it is empty). */
export type RowEntity = {
  name: string | null;
  credit_code: string | null;
  registration_number: string | null;
  category: EntityCategory | null;
  legal_form: LegalForm | null;
  status: EntityStatus | null;
  established_on: string | null;
  ended_on: string | null;
  capital: string | null;
  currency: string | null;
  industry: string | null;
  town: string | null;
  address: string | null;
  business_scope: string | null;
  legal_representative: string | null;
  phone: string | null;
};

export type RowFact = {
  readonly field: string;
  readonly period: string;
  readonly value: string;
  readonly column: number;
};

/** A row that is in order. */
export type RowRecord = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly entity: RowEntity;
  /** Of the fields above, those that we derived; null where the row said them all. */
  readonly derived: Record<string, Derivation> | null;
  /** 9 characters: an entity without a code of its own can be found by the one inside its credit code. */
  readonly organisationCode: string | null;
  /** The day on which the row was true. */
  readonly asOf: string;
  readonly establishedPrecision: 'day' | 'month' | 'year';
  readonly facts: readonly RowFact[];
};

export type RowOutcome =
  | { readonly ok: true; readonly record: RowRecord }
  | { readonly ok: false; readonly problems: readonly RowProblem[] };
