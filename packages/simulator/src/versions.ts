import { dayText, instantText } from './days.ts';
import { type Attributes, departments, type JournalEntry, type Life } from './life.ts';
import type { PopulationEntityVersion } from './rows.ts';

type Segment = {
  readonly from: number;
  readonly to: number | null;
  readonly attributes: Attributes;
};
type OpenRow = Segment & {
  readonly known: number;
  readonly act: JournalEntry['act'];
  readonly reason: string | null;
  readonly evidence: string | null;
};

/**
 * The rows of an entity's two histories: for each instant at which something was learned, what was then believed about all its days.
 * What is no longer believed is closed, what is newly believed is opened, what stays the same stays.
 */
export function versionsOf(life: Life): PopulationEntityVersion[] {
  const entries = life.journal.toSorted((a, b) => a.day - b.day || a.known - b.known);
  const instants = [...new Set(entries.map((entry) => entry.known))].sort((a, b) => a - b);
  const rows: PopulationEntityVersion[] = [];
  let open: OpenRow[] = [];
  for (const instant of instants) {
    const believed = segmentsAt(entries, instant);
    const kept = open.filter((row) => believed.some((segment) => same(row, segment)));
    for (const row of open) {
      if (!kept.includes(row)) rows.push(toRow(life.key, row, instant));
    }
    const opened = believed
      .filter((segment) => !kept.some((row) => same(row, segment)))
      .map((segment) => openRow(entries, segment, instant));
    open = [...kept, ...opened];
  }
  for (const row of open) rows.push(toRow(life.key, row, null));
  return rows;
}

/** What is believed at an instant about all days, cut at each day on which something changed. */
function segmentsAt(entries: readonly JournalEntry[], instant: number): Segment[] {
  const segments: Segment[] = [];
  let attributes: Attributes | null = null;
  let from = 0;
  for (const entry of entries) {
    if (entry.known > instant) continue;
    if (attributes !== null && entry.day > from) segments.push({ from, to: entry.day, attributes });
    from = entry.day;
    attributes = { ...attributes, ...entry.patch } as Attributes;
  }
  if (attributes !== null) segments.push({ from, to: null, attributes });
  return segments;
}

function same(a: Segment, b: Segment): boolean {
  if (a.from !== b.from || a.to !== b.to) return false;
  return (Object.keys(a.attributes) as (keyof Attributes)[]).every(
    (field) => a.attributes[field] === b.attributes[field],
  );
}

/** A row is a correction when a correction brought it; a stretch that was only cut short keeps what began it. */
function openRow(entries: readonly JournalEntry[], segment: Segment, instant: number): OpenRow {
  const correction = entries.find((entry) => entry.known === instant && entry.act === 'correction');
  const beginning = entries.filter(
    (entry) => entry.day === segment.from && entry.known <= instant && entry.act !== 'correction',
  );
  const cause = correction ?? beginning[0]!;
  const reasons = beginning.map((entry) => entry.reason).filter((reason) => reason !== null);
  return {
    ...segment,
    known: instant,
    act: cause.act,
    reason: correction ? correction.reason : reasons.length > 0 ? reasons.join('、') : null,
    evidence: cause.evidence,
  };
}

function toRow(key: number, row: OpenRow, until: number | null): PopulationEntityVersion {
  const { establishedOn, endedOn, capital, ...attributes } = row.attributes;
  return {
    key,
    validFrom: dayText(row.from),
    validTo: row.to === null ? null : dayText(row.to),
    act: row.act,
    reason: row.reason,
    ...attributes,
    establishedOn: dayText(establishedOn),
    endedOn: endedOn === null ? null : dayText(endedOn),
    capital: capital === null ? null : String(capital),
    recordedFrom: instantText(row.known),
    recordedTo: until === null ? null : instantText(until),
    department: departments.registration,
    evidence: row.evidence,
  };
}
