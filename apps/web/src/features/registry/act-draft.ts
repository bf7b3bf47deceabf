import { entityFields, isValidCreditCode, shiftDecimal } from '@miaopu/standards';
import type { Version } from './history.ts';
import { keep, readKept } from './kept-draft.ts';

export type ActKind = 'change' | 'correct';

/** What a person has filled in; amounts in 万元 as they type them, an empty text is no value. */
export type Draft = {
  effectiveOn?: string | undefined;
  versionId?: string | undefined;
  chosen?: string[] | undefined;
  values?: Record<string, string | undefined> | undefined;
  reason?: string | undefined;
  evidence?: string | undefined;
};

const required: ReadonlySet<string> = new Set(['name', 'category', 'status']);

/** Fields that a change may be about: what an entity was born with does not change, it can only have been wrong. */
export function fieldsFor(kind: ActKind): string[] {
  const all = Object.keys(entityFields);
  return kind === 'correct' ? all : all.filter((field) => field !== 'established_on');
}

export function isRequired(field: string): boolean {
  return required.has(field);
}

/** Whether a shown value hides a part, so that it cannot be edited in place. */
export function isMasked(field: string, value: string | null | undefined): boolean {
  return field in entityFields && 'personal' in entityFields[field as 'phone'] && /\*/.test(value ?? '');
}

/** A stored value as it is edited: yuan become 万元, exactly. */
export function toEdited(field: string, value: string | null | undefined): string {
  if (!value || isMasked(field, value)) return '';
  return field === 'capital' ? shiftDecimal(value, -4) : value;
}

/** An edited value as it is stored; nothing where it was emptied. */
export function toStored(field: string, text: string | undefined): string | null {
  const plain = text?.trim() ?? '';
  if (plain === '') return null;
  return field === 'capital' ? shiftDecimal(plain.replaceAll(',', ''), 4) : plain;
}

export type ValueProblem =
  | 'form.value.missing'
  | 'form.value.same'
  | 'form.value.code'
  | 'form.value.amount'
  | null;

/** What is wrong with an edited value; the server checks again. */
export function findValueProblem(field: string, text: string | undefined, version: Version): ValueProblem {
  const plain = text?.trim() ?? '';
  if (plain === '' && isRequired(field)) return 'form.value.missing';
  if (field === 'capital' && plain !== '' && !/^\d[\d,]*(\.\d{1,6})?$/.test(plain))
    return 'form.value.amount';
  if (field === 'credit_code' && plain !== '' && !isValidCreditCode(plain.toUpperCase()))
    return 'form.value.code';
  // Confirming a derived value turns it into one that a person stated, so it may stay the same.
  const same = plain === toEdited(field, version.fields[field]) && !(field in version.derived);
  return same && !isMasked(field, version.fields[field]) ? 'form.value.same' : null;
}

/** The fields to send: only those that were chosen. */
export function statedFields(draft: Draft): Record<string, string | null> {
  return Object.fromEntries(
    (draft.chosen ?? []).map((field) => [field, toStored(field, draft.values?.[field])]),
  );
}

/** What was filled in and not sent, also after a reload. */
export function readDraft(kind: ActKind, entityId: string): Draft | null {
  return readKept(`${kind}.${entityId}`);
}

export function keepDraft(kind: ActKind, entityId: string, draft: Draft | null): void {
  keep(`${kind}.${entityId}`, draft);
}
