import { type CatalogueField, factFields, shiftDecimal } from '@miaopu/standards';
import type { Fact } from './history.ts';
import type { Entity } from './knowledge.ts';

export type Milestone = Entity['milestones'][number];
export type Designation = Entity['designations'][number];
export type AnyRecord = Fact | Milestone | Designation;

/**
 * One act on one of the records that hang off an entity. Recording and ending say something of the world; correcting and withdrawing
 * say that our record was wrong.
 */
export type RecordTarget =
  | { readonly of: 'fact'; readonly act: 'record' | 'correct' | 'withdraw'; readonly key?: string }
  | { readonly of: 'milestone'; readonly act: 'record' | 'correct' | 'withdraw'; readonly key?: string }
  | {
      readonly of: 'designation';
      readonly act: 'record' | 'correct' | 'end' | 'withdraw';
      readonly key?: string;
    };
export type RecordKind = RecordTarget['of'];

/** What a person has filled in: by the names of the contract, all as they type it; an empty text is none. */
export type RecordDraft = { [name: string]: string | undefined };

/** Which records are told apart by: a figure by what and when, the others by their number. */
export function keyOf(record: AnyRecord): string {
  return 'id' in record ? record.id : `${record.field} ${record.period}`;
}

/** What stands in the record today. */
export function findOpen(entity: Entity, of: RecordKind, key: string | undefined): AnyRecord | undefined {
  const records: readonly AnyRecord[] = entity[`${of}s`];
  return records.find((record) => record.recordedTo === null && keyOf(record) === key);
}

export function openFacts(entity: Entity): Fact[] {
  return entity.facts.filter((fact) => fact.recordedTo === null);
}

const names = {
  fact: ['value'],
  milestone: ['kind', 'happenedOn', 'board', 'class', 'related'],
  designation: ['title', 'level', 'validFrom', 'validTo', 'certificate'],
} as const satisfies Record<RecordKind, readonly string[]>;

/** The parts of a record that can be wrong. */
export function namesOf(of: RecordKind): readonly string[] {
  return names[of];
}

function textIn(detail: Record<string, unknown>, name: string): string {
  return typeof detail[name] === 'string' ? detail[name] : '';
}

/** A record as it is edited. */
export function draftOf(record: AnyRecord): RecordDraft {
  if ('value' in record) {
    const { field, period, value } = record;
    return { field, period, value: toTyped(field, value) };
  }
  if ('kind' in record) {
    const { kind, happenedOn, related, detail } = record;
    return {
      kind,
      happenedOn,
      related: related?.id ?? '',
      board: textIn(detail, 'board'),
      class: textIn(detail, 'class'),
    };
  }
  const { title, level, validFrom, validTo, certificate } = record;
  return { title, level: level ?? '', validFrom, validTo: validTo ?? '', certificate: certificate ?? '' };
}

const figures: Readonly<Record<string, CatalogueField>> = factFields;

/** Money is typed in 万元 and shares in percent. */
function places(field: string): number {
  if (figures[field]?.unit === 'yuan') return 4;
  return figures[field]?.share ? -2 : 0;
}

/** A stored figure as it is typed. */
export function toTyped(field: string, value: string): string {
  return shiftDecimal(value, -places(field));
}

/** A typed figure as it is stored, exactly. */
export function toStored(field: string, text: string): string {
  return shiftDecimal(text.trim().replaceAll(',', ''), places(field));
}

export type FigureProblem = 'form.value.missing' | 'form.value.number' | 'form.value.digits' | null;

/** What is wrong with a typed figure; the server checks again. */
export function findFigureProblem(field: string, text: string | undefined): FigureProblem {
  const plain = text?.trim() ?? '';
  if (plain === '') return 'form.value.missing';
  if (!/^-?\d[\d,]*(\.\d+)?$/.test(plain)) return 'form.value.number';
  return /^-?\d{1,16}(\.\d{1,4})?$/.test(toStored(field, plain)) ? null : 'form.value.digits';
}

/** Which parts a kind of event has beside its day. */
export function detailOf(kind: string | undefined): 'board' | 'class' | 'related' | null {
  if (kind === 'listed') return 'board';
  if (kind === 'rose_above_size' || kind === 'fell_below_size') return 'class';
  return kind === 'converted' ? 'related' : null;
}

/** The draft without parts that belong to another kind of event than the one chosen now. */
export function withoutStrangers(draft: RecordDraft, seen: RecordDraft): RecordDraft {
  if (draft.kind === undefined || draft.kind === seen.kind) return draft;
  const own = detailOf(draft.kind);
  const strangers = ['board', 'class', 'related'].filter((name) => name !== own);
  return { ...draft, ...Object.fromEntries(strangers.map((name) => [name, ''])) };
}

/** What was typed differently from what was seen, by name; null where it was emptied. */
export function changesIn(
  of: RecordKind,
  draft: RecordDraft,
  seen: RecordDraft,
): Record<string, string | null> {
  const mine = withoutStrangers(draft, seen);
  const changed = namesOf(of).filter((name) => (mine[name] ?? '').trim() !== (seen[name] ?? ''));
  return Object.fromEntries(changed.map((name) => [name, mine[name]?.trim() || null]));
}
