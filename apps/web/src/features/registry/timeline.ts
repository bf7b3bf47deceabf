import type { EntityPage } from '@miaopu/contract';
import {
  compareInstants,
  type Difference,
  differences,
  type Fact,
  findPredecessor,
  isCarriedOn,
  type Version,
} from './history.ts';
import { type Designation, keyOf, type Milestone } from './record-draft.ts';

type Common = {
  readonly key: string;
  /** The day it is filed under: when it happened in the world, or for an act of our own the day we did it. */
  readonly day: string;
  /** The instant at which we learned or did it. */
  readonly recordedAt: string;
};

export type TimelineEvent = Common &
  (
    | { readonly kind: 'registration'; readonly version: Version }
    | {
        readonly kind: 'change' | 'correction' | 'merge' | 'unmerge';
        readonly version: Version;
        readonly differences: readonly Difference[];
      }
    | { readonly kind: 'milestone'; readonly milestone: Milestone }
    | {
        readonly kind: 'designation' | 'designation_ended';
        readonly designation: Designation;
      }
    | {
        readonly kind: 'fact_corrected' | 'fact_withdrawn';
        readonly before: Fact;
        readonly after: Fact | null;
      }
    | {
        readonly kind: 'milestone_corrected' | 'milestone_withdrawn';
        readonly before: Milestone;
        readonly after: Milestone | null;
      }
    | {
        readonly kind: 'designation_corrected' | 'designation_withdrawn';
        readonly before: Designation;
        readonly after: Designation | null;
      }
    | { readonly kind: 'merged' | 'merge_undone'; readonly merge: EntityPage['merges'][number] }
  );

export type TimelineKind = TimelineEvent['kind'];

/** Acts of ours on the record, as against things that happened in the world. */
export const actsOnTheRecord: ReadonlySet<TimelineKind> = new Set([
  'correction',
  'merge',
  'unmerge',
  'fact_corrected',
  'fact_withdrawn',
  'milestone_corrected',
  'milestone_withdrawn',
  'designation_corrected',
  'designation_withdrawn',
  'merged',
  'merge_undone',
]);

/** The day of an instant in the district's time zone, `2018-08-01`. */
export function dayOf(instant: string): string {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000);
  return local.toISOString().slice(0, 10);
}

function versionEvents(versions: readonly Version[]): TimelineEvent[] {
  return versions.flatMap((version): TimelineEvent[] => {
    const before = findPredecessor(versions, version);
    const common = { key: `version-${version.versionId}`, recordedAt: version.recordedFrom, version };
    if (before === null) return [{ ...common, kind: 'registration', day: version.validFrom }];
    const changed = differences(before, version);
    if (version.act === 'merge' || version.act === 'unmerge') {
      // A merge has its own line with its reason; the version only matters when it changed a field.
      if (changed.length === 0) return [];
      return [{ ...common, kind: version.act, day: dayOf(version.recordedFrom), differences: changed }];
    }
    // Acts on other days re-record their neighbours: nothing happened there.
    if (changed.length === 0 || isCarriedOn(before, version)) return [];
    if (version.act === 'correction') {
      return [{ ...common, kind: 'correction', day: dayOf(version.recordedFrom), differences: changed }];
    }
    return [{ ...common, kind: 'change', day: version.validFrom, differences: changed }];
  });
}

/** A record that was believed until an instant, with what took its place then; null where it was taken back. */
type Superseded<Row> = { readonly at: string; readonly before: Row; readonly after: Row | null };

/** What was put right or taken back. What a merge moved from one entity to another was neither. */
function supersededIn<Row extends Fact | Milestone | Designation>(
  records: readonly Row[],
  merges: EntityPage['merges'],
): Superseded<Row>[] {
  const moved = new Set(merges.flatMap(({ mergedAt, undoneAt }) => [mergedAt, undoneAt]));
  return records.flatMap((before) => {
    const at = before.recordedTo;
    if (at === null || moved.has(at)) return [];
    const after =
      records.find((other) => other.recordedFrom === at && keyOf(other) === keyOf(before)) ?? null;
    return [{ at, before, after }];
  });
}

function actOn(at: string, name: string) {
  return { key: `${name}-${at}`, day: dayOf(at), recordedAt: at };
}

function factEvents({ facts, merges }: EntityPage): TimelineEvent[] {
  return supersededIn(facts, merges).flatMap(({ at, before, after }): TimelineEvent[] => {
    if (before.value === after?.value) return [];
    const kind = after === null ? 'fact_withdrawn' : 'fact_corrected';
    return [{ ...actOn(at, `fact-${keyOf(before)}`), kind, before, after }];
  });
}

function milestoneEvents({ milestones, merges }: EntityPage): TimelineEvent[] {
  const happened = milestones
    .filter((milestone) => milestone.recordedTo === null)
    .map(
      (milestone): TimelineEvent => ({
        key: `milestone-${milestone.id}`,
        kind: 'milestone',
        day: milestone.happenedOn,
        recordedAt: milestone.recordedFrom,
        milestone,
      }),
    );
  const acts = supersededIn(milestones, merges).map(
    ({ at, before, after }): TimelineEvent => ({
      ...actOn(at, `milestone-${before.id}`),
      kind: after === null ? 'milestone_withdrawn' : 'milestone_corrected',
      before,
      after,
    }),
  );
  return [...happened, ...acts];
}

/** Whether the world ended the title: nothing else of the record differs. */
function isEnd(before: Designation, after: Designation): boolean {
  if (before.validTo !== null || after.validTo === null) return false;
  return (['title', 'level', 'validFrom', 'certificate'] as const).every(
    (name) => before[name] === after[name],
  );
}

function designationActs({ designations, merges }: EntityPage): TimelineEvent[] {
  return supersededIn(designations, merges)
    .filter(({ before, after }) => after === null || !isEnd(before, after))
    .map(
      ({ at, before, after }): TimelineEvent => ({
        ...actOn(at, `designation-${before.id}`),
        kind: after === null ? 'designation_withdrawn' : 'designation_corrected',
        before,
        after,
      }),
    );
}

function designationEvents(designations: EntityPage['designations']): TimelineEvent[] {
  return designations
    .filter((designation) => designation.recordedTo === null)
    .flatMap((designation): TimelineEvent[] => {
      const common = { recordedAt: designation.recordedFrom, designation };
      const begun: TimelineEvent = {
        ...common,
        key: `designation-${designation.id}`,
        kind: 'designation',
        day: designation.validFrom,
      };
      if (designation.validTo === null) return [begun];
      return [
        begun,
        {
          ...common,
          key: `designation-${designation.id}-end`,
          kind: 'designation_ended',
          day: designation.validTo,
        },
      ];
    });
}

function mergeEvents(merges: EntityPage['merges']): TimelineEvent[] {
  return merges.flatMap((merge): TimelineEvent[] => {
    const merged: TimelineEvent = {
      key: `merge-${merge.mergeId}`,
      kind: 'merged',
      day: dayOf(merge.mergedAt),
      recordedAt: merge.mergedAt,
      merge,
    };
    if (merge.undoneAt === null) return [merged];
    return [
      merged,
      {
        key: `merge-${merge.mergeId}-undone`,
        kind: 'merge_undone',
        day: dayOf(merge.undoneAt),
        recordedAt: merge.undoneAt,
        merge,
      },
    ];
  });
}

/** Everything that happened to an entity and to what we know of it, newest first. */
export function buildTimeline(page: EntityPage): TimelineEvent[] {
  const events = [
    ...versionEvents(page.versions),
    ...milestoneEvents(page),
    ...designationEvents(page.designations),
    ...designationActs(page),
    ...factEvents(page),
    ...mergeEvents(page.merges),
  ];
  return events.sort(
    (a, b) =>
      b.day.localeCompare(a.day) || compareInstants(b.recordedAt, a.recordedAt) || (a.key < b.key ? 1 : -1),
  );
}
