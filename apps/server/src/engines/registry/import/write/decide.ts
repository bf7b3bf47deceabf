import type { Derivation, Derivations, EntityColumn, EntityFields } from '../../fields.ts';
import {
  type Plan,
  planChange,
  planCorrection,
  type Stamp,
  type StatedFields,
  type Version,
  type VersionBody,
  versionOn,
} from '../../history/timeline.ts';
import type { RowRecord } from '../rows/record.ts';

/** What an import does to one entity. */
export type Decision = {
  /** Versions whose knowledge closes. */
  readonly closed: readonly string[];
  readonly recorded: readonly VersionBody[];
  readonly milestones: readonly DecidedMilestone[];
  /** The established day was filled or corrected: an older milestone of another day must give way. */
  readonly establishedMoved: boolean;
};
export type DecidedMilestone = {
  readonly kind: 'established' | 'deregistered' | 'revoked' | 'moved_out' | 'moved_town';
  readonly happenedOn: string;
  readonly detail: Readonly<Record<string, string>>;
};

export type ImportStamp = { readonly sourceId: string; readonly fileName: string };

const ENDINGS = { deregistered: 'deregistered', revoked: 'revoked', moved_out: 'moved_out' } as const;
type Ending = keyof typeof ENDINGS;
const isEnding = (status: string | null | undefined): status is Ending => status != null && status in ENDINGS;

const evidenceOf = (record: RowRecord) => `第 ${record.line} 行`;

/**
 * An entity that we did not know: what the file says is taken to hold since it was established (a file is a picture of one day,
 * and nothing earlier is known), or since the file's day. An end with a day splits it in two.
 */
export function decideNew(record: RowRecord, stamp: ImportStamp): Decision {
  const { entity, derived, asOf } = record;
  const fields = { ...entity, status: entity.status ?? 'active' } as EntityFields;
  const base = {
    act: 'registration' as const,
    reason: null,
    sourceId: stamp.sourceId,
    evidence: evidenceOf(record),
    derived: derived ?? {},
  };
  const start = entity.established_on ?? earlier(asOf, entity.ended_on);
  const end = isEnding(fields.status) ? (entity.ended_on ?? asOf) : null;
  const recorded: VersionBody[] =
    end !== null && end > start
      ? [
          {
            ...base,
            fields: { ...fields, status: 'active', ended_on: null },
            validFrom: start,
            validTo: end,
          },
          { ...base, act: 'change', fields, validFrom: end, validTo: 'infinity' },
        ]
      : [{ ...base, fields, validFrom: start, validTo: 'infinity' }];
  const milestones: DecidedMilestone[] = [];
  if (entity.established_on !== null) milestones.push(establishedOn(record));
  // an end whose day nobody gave is no dated event
  if (isEnding(fields.status) && entity.ended_on !== null)
    milestones.push({ kind: ENDINGS[fields.status], happenedOn: entity.ended_on, detail: {} });
  return { closed: [], recorded, milestones, establishedMoved: false };
}

function establishedOn({ entity, establishedPrecision }: RowRecord): DecidedMilestone {
  return {
    kind: 'established',
    happenedOn: entity.established_on!,
    detail: establishedPrecision === 'day' ? {} : { precision: establishedPrecision },
  };
}

function earlier(a: string, b: string | null): string {
  return b !== null && b < a ? b : a;
}

/** What of a row tells something about a known entity, by what kind of act it must be recorded. */
export type News = {
  /** We knew nothing, or had only guessed, or it cannot change in the world (a day of birth). */
  readonly corrections: EntityColumn[];
  /** The world changed. */
  readonly changes: EntityColumn[];
};

/** From what a derived field was read: where that has changed, so has what follows from it. */
const DERIVED_FROM: Readonly<Partial<Record<string, readonly (keyof EntityFields)[]>>> = {
  town: ['address'],
  industry: ['business_scope', 'name'],
  category: ['name'],
  legal_form: ['name'],
};

/**
 * Compares a row with what we hold true on its day. A silent cell says nothing; a derived value never replaces one that somebody
 * said; a value that replaces nothing, or only our guess, is a correction of our knowledge and not a change of the world.
 */
export function findNews(record: RowRecord, current: VersionBody): News {
  const corrections: EntityColumn[] = [];
  const changes: EntityColumn[] = [];
  for (const column of Object.keys(record.entity) as EntityColumn[]) {
    const value = record.entity[column];
    if (value === null) continue;
    const before = current.fields[column];
    const wasGuess = column in current.derived;
    const isGuess = record.derived !== null && column in record.derived;
    if (sameValue(column, before, value)) {
      if (wasGuess && !isGuess) corrections.push(column);
    } else if (before === null || column === 'established_on') {
      if (before === null || !isGuess) corrections.push(column);
    } else if (isGuess) {
      if (!wasGuess) continue;
      if (DERIVED_FROM[column]?.some((from) => differs(record, current, from))) changes.push(column);
      else if (isBetterGuess(record, current, column)) corrections.push(column);
    } else if (wasGuess) corrections.push(column);
    else changes.push(column);
  }
  return { corrections, changes };
}

/** A guess gives way to one from the same text (we have learned to read it better) or to a surer one. */
function isBetterGuess(record: RowRecord, current: VersionBody, column: EntityColumn): boolean {
  const main = DERIVED_FROM[column]?.[0];
  if (main !== undefined && record.entity[main] !== null) return true;
  return record.derived![column]!.confidence > current.derived[column]!.confidence;
}

function differs(record: RowRecord, current: VersionBody, column: keyof EntityFields): boolean {
  const value = record.entity[column];
  return value !== null && current.fields[column] !== null && current.fields[column] !== value;
}

function sameValue(column: EntityColumn, before: string | null, value: string): boolean {
  if (before === value) return true;
  return column === 'capital' && before !== null && Number(before) === Number(value);
}

/**
 * What a row does to an entity that we know; undefined where it tells nothing new.
 *
 * @param versions its present knowledge, by day
 * @param isOverruled whether a person or an authority has replaced exactly this value before: a file does not bring it back
 */
export function decideKnown(
  record: RowRecord,
  versions: readonly Version[],
  stamp: ImportStamp,
  isOverruled: (column: EntityColumn, value: string) => boolean,
): Decision | undefined {
  const day = dayToTouch(record, versions);
  const current = versionOn(versions, day)!;
  const news = findNews(record, current);
  const keep = (column: EntityColumn) => !isOverruled(column, record.entity[column]!);
  const corrections = news.corrections.filter(keep);
  // a file older than all we know fills gaps and overrides nothing
  const changes = record.asOf < current.validFrom ? [] : news.changes.filter(keep);
  if (corrections.length === 0 && changes.length === 0) return undefined;
  const work = startWork(versions, record.derived ?? {});
  correctAll(work, corrections, record, stamp);
  const ended = endingOf(record, current, changes);
  const plain =
    ended === null ? changes : changes.filter((column) => column !== 'status' && column !== 'ended_on');
  changeFrom(work, day, plain, record, stamp);
  if (ended !== null) changeFrom(work, ended.day, ended.columns, record, stamp);
  const milestones = milestonesOf(record, current, corrections, changes, ended?.dated ?? null, day);
  return { ...resultOf(work), milestones, establishedMoved: corrections.includes('established_on') };
}

/** The day to act on: the file's, moved into what is known. */
function dayToTouch(record: RowRecord, versions: readonly Version[]): string {
  if (versionOn(versions, record.asOf) !== undefined) return record.asOf;
  const later = versions.find((version) => version.validFrom > record.asOf);
  return (later ?? versions.at(-1)!).validFrom;
}

function endingOf(record: RowRecord, current: VersionBody, changes: readonly EntityColumn[]) {
  const { status, ended_on } = record.entity;
  if (!isEnding(status) || !changes.includes('status')) return null;
  const columns = (['status', 'ended_on'] as const).filter((column) => record.entity[column] !== null);
  const day = ended_on !== null && ended_on > current.validFrom ? ended_on : earlier(record.asOf, ended_on);
  return { day, columns, dated: { kind: ENDINGS[status], happenedOn: ended_on ?? record.asOf } };
}

function milestonesOf(
  record: RowRecord,
  current: VersionBody,
  corrections: readonly EntityColumn[],
  changes: readonly EntityColumn[],
  ended: { kind: Ending; happenedOn: string } | null,
  day: string,
): DecidedMilestone[] {
  const milestones: DecidedMilestone[] = [];
  if (corrections.includes('established_on')) milestones.push(establishedOn(record));
  if (ended !== null) {
    const dated: Record<string, string> = record.entity.ended_on === null ? { dated_by: 'import' } : {};
    milestones.push({ ...ended, detail: dated });
  }
  if (changes.includes('town') && current.fields.town !== null) {
    const detail = { from: current.fields.town, to: record.entity.town! };
    milestones.push({ kind: 'moved_town', happenedOn: day, detail });
  }
  return milestones;
}

/** The versions while several acts are worked out one after the other; what is not stored yet has a number of its own. */
type Work = {
  versions: Version[];
  readonly closed: Set<string>;
  readonly marks: Readonly<Record<string, Derivation>>;
  next: number;
};
const TEMPORARY = 'new:';

function startWork(versions: readonly Version[], marks: Readonly<Record<string, Derivation>>): Work {
  return { versions: [...versions], closed: new Set(), marks, next: 0 };
}

function apply(work: Work, plan: Plan | undefined, stated: StatedFields): void {
  if (plan === undefined) return;
  for (const id of plan.closed) if (!id.startsWith(TEMPORARY)) work.closed.add(id);
  const kept = work.versions.filter((version) => !plan.closed.includes(version.versionId));
  const made = plan.recorded.map((body, index) => ({
    ...(index < plan.target ? body : { ...body, derived: marked(body, stated, work.marks) }),
    versionId: `${TEMPORARY}${work.next++}`,
  }));
  work.versions = [...kept, ...made].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
}

/** A value that this file only derived keeps its mark. */
function marked(
  body: VersionBody,
  stated: StatedFields,
  marks: Readonly<Record<string, Derivation>>,
): Derivations {
  const derived: Record<string, Derivation> = { ...body.derived };
  for (const column of Object.keys(stated) as EntityColumn[]) {
    if (column in marks && body.fields[column] === stated[column]) derived[column] = marks[column]!;
  }
  return derived;
}

function statedOf(record: RowRecord, columns: readonly EntityColumn[]): StatedFields {
  return Object.fromEntries(columns.map((column) => [column, record.entity[column]]));
}

/** A gap is filled in every version that has it; what was wrong on one day is corrected where it stands. */
function correctAll(
  work: Work,
  columns: readonly EntityColumn[],
  record: RowRecord,
  stamp: ImportStamp,
): void {
  if (columns.length === 0) return;
  const act: Stamp = {
    act: 'correction',
    reason: `导入补全或更正:${stamp.fileName}`,
    sourceId: stamp.sourceId,
    evidence: evidenceOf(record),
  };
  const born = columns.includes('established_on') ? record.entity.established_on! : null;
  for (const [index, version] of [...work.versions].entries()) {
    const here = columns.filter(
      (column) =>
        version.fields[column] === null ||
        column in version.derived ||
        column === 'established_on' ||
        holds(version, record),
    );
    const start = born !== null && index === 0 && born < version.validFrom ? { validFrom: born } : {};
    const stated = statedOf(record, here);
    apply(
      work,
      planCorrection(work.versions, { versionId: version.versionId, stated, ...start }, act),
      stated,
    );
  }
}

function holds(version: VersionBody, record: RowRecord): boolean {
  return version.validFrom <= record.asOf && record.asOf < version.validTo;
}

function changeFrom(
  work: Work,
  day: string,
  columns: readonly EntityColumn[],
  record: RowRecord,
  stamp: ImportStamp,
): void {
  if (columns.length === 0) return;
  const act: Stamp = {
    act: 'change',
    reason: `导入:${stamp.fileName}`,
    sourceId: stamp.sourceId,
    evidence: evidenceOf(record),
  };
  const stated = statedOf(record, columns);
  apply(work, planChange(work.versions, day, stated, act), stated);
}

function resultOf(work: Work): { closed: string[]; recorded: VersionBody[] } {
  const recorded = work.versions.filter((version) => version.versionId.startsWith(TEMPORARY));
  return { closed: [...work.closed], recorded };
}
