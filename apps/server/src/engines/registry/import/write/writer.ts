import type { Actor } from '../../../../platform/access/index.ts';
import { type Copy, copyInto, firstRow, sql, type Tx } from '../../../../platform/db/index.ts';
import { recordSource } from '../../history/act.ts';
import { refreshSearch } from '../../search/refresh.ts';
import type { RowProblem } from '../rows/problems.ts';
import type { RowRecord } from '../rows/record.ts';
import {
  closeEstablished,
  closeVersionsOf,
  copyOfFacts,
  copyOfMilestones,
  copyOfSearch,
  copyOfVersions,
  createEntityIds,
  type EntityIds,
  type EntityMilestone,
  OUR_SOURCE,
  type Recorded,
  type Recording,
} from './copy.ts';
import { type Decision, decideKnown, decideNew, findNews, type ImportStamp } from './decide.ts';
import { closeFacts, type EntityFact, planFacts } from './figures.ts';
import { type Aliases, loadAliases, loadOverruled, loadVersions, type Match, matchRows } from './match.ts';
import { conflict, conflicts, nameMissing, sameEntity } from './match-problems.ts';
import { instantsFrom, rounds } from './rounds.ts';

export type Written = {
  inserted: number;
  updated: number;
  unchanged: number;
  rejected: { record: RowRecord; problem: RowProblem }[];
};

export type Writer = {
  /** Hands a batch over once the one before it has arrived: while the database takes it, the next can be read and checked. */
  write(records: readonly RowRecord[]): Promise<Written>;
  /** Waits for the last batch. */
  finish(): Promise<void>;
};

export type WriterOptions = {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly at: string;
  readonly fileName: string;
  readonly fileSha256: string | null;
  readonly sourceName: string;
  readonly department: string | null;
  /** Rows speak for years of their own, so a file may name an entity more than once. */
  readonly hasYears: boolean;
};

/**
 * Writes records batch by batch inside the caller's transaction: each batch is matched with one query a key, decided in memory,
 * and stored with COPY into the tables themselves, in one turn. A source is recorded with the first thing that is new.
 */
export async function createWriter(options: WriterOptions): Promise<Writer> {
  const { tx, actor, fileName } = options;
  const { district } = actor;
  const instants = instantsFrom(options.at);
  const aliases = await loadAliases(tx, district);
  const known = await firstRow(
    tx,
    sql`select from registry.entity_version where district = ${district} limit 1`,
  );
  // in an empty registry whatever a file names for the first time is new; what it names twice the caller has sorted out
  const mayMatch = known !== undefined || options.hasYears;
  let sourceId: string | undefined;
  const source = async () => {
    sourceId ??= await recordSource(tx, actor, options.at, {
      kind: 'import',
      name: options.sourceName,
      department: options.department,
      fileName,
      fileSha256: options.fileSha256,
    });
    return sourceId;
  };
  const line = createLine(tx);
  const ids = createEntityIds(tx);
  return {
    finish: line.arrival,
    async write(all) {
      const written: Written = { inserted: 0, updated: 0, unchanged: 0, rejected: [] };
      // rows of several years name an entity more than once: they are taken in turns, earlier years first
      for (const records of options.hasYears ? rounds(all) : [all]) {
        const at = instants.next();
        // what the last batch brought has to be there before we ask what is known
        if (mayMatch) await line.arrival();
        const batch = await prepare(tx, district, records, mayMatch ? aliases : null);
        for (const rejected of batch.rejected) written.rejected.push(rejected);
        if (batch.fresh.length + batch.known.length === 0) continue;
        await writeRound({ tx, district, at, fileName, source, line, ids }, batch, written);
      }
      return written;
    },
  };
}

/** Batches on their way to the database, one at a time. */
type Line = {
  /** Makes copies ready, and hands them over when those before have arrived. */
  send(copies: readonly Copy[]): Promise<void>;
  arrival(): Promise<void>;
};

function createLine(tx: Tx): Line {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async send(copies) {
      const before = last;
      last = copyInto(tx, copies, before);
      // told to whoever sends next, or waits for it
      last.catch(() => {});
      await before;
    },
    arrival: async () => {
      await last;
    },
  };
}

type Batch = {
  readonly fresh: RowRecord[];
  readonly known: { record: RowRecord; match: Match }[];
  readonly rejected: { record: RowRecord; problem: RowProblem }[];
};

async function prepare(
  tx: Tx,
  district: string,
  records: readonly RowRecord[],
  aliases: Aliases | null,
): Promise<Batch> {
  const matches = aliases === null ? [] : await matchRows(tx, district, records, aliases);
  const batch: Batch = { fresh: [], known: [], rejected: [] };
  const taken = new Map<string, RowRecord>();
  records.forEach((record, index) => {
    const match = matches[index];
    if (match === undefined) {
      if (record.entity.name === null || record.entity.category === null)
        batch.rejected.push({ record, problem: nameMissing() });
      else batch.fresh.push(record);
      return;
    }
    if (match.by === 'alias') {
      batch.known.push({ record, match });
      return;
    }
    const other = taken.get(match.entityId);
    if (other !== undefined) batch.rejected.push({ record, problem: sameEntity(other) });
    else {
      taken.set(match.entityId, record);
      batch.known.push({ record, match });
    }
  });
  return batch;
}

type Round = {
  readonly tx: Tx;
  readonly district: string;
  readonly at: string;
  readonly fileName: string;
  readonly source: () => Promise<string>;
  readonly line: Line;
  readonly ids: EntityIds;
};

async function writeRound(round: Round, batch: Batch, written: Written): Promise<void> {
  const { tx, district, at } = round;
  const stored: Stored = {
    closed: [],
    recorded: [],
    presents: [],
    milestones: [],
    facts: [],
    figures: new Set(),
    touched: [],
    reborn: [],
  };
  await decideAll(round, batch, stored, written);
  const figures = await figuresOf(
    tx,
    district,
    batch.fresh.length > 0 && batch.known.length === 0,
    stored.facts,
  );
  const changedByFact = new Set(figures.recorded.map((fact) => fact.entityId));
  settle(stored, changedByFact, written);
  if (stored.recorded.length + figures.recorded.length === 0) return;
  const recording: Recording = { tx, district, at, sourceId: await round.source() };
  await closeVersionsOf(recording, stored.closed);
  await closeEstablished(recording, stored.reborn);
  await closeFacts(tx, district, at, figures.closed);
  await round.line.send([
    copyOfVersions(recording, stored.recorded),
    copyOfMilestones(recording, stored.milestones),
    copyOfFacts(recording, figures.recorded),
    copyOfSearch(recording, stored.presents),
  ]);
  const refreshed = stored.touched.filter((each) => each.versions).map((each) => each.entityId);
  if (refreshed.length === 0) return;
  await round.line.arrival();
  await refreshSearch(tx, district, refreshed);
}

async function figuresOf(tx: Tx, district: string, onlyNew: boolean, facts: EntityFact[]) {
  if (facts.length === 0 || onlyNew) return { closed: [], recorded: facts };
  return planFacts(tx, district, facts);
}

type Stored = {
  readonly closed: { entityId: string; versionId: string }[];
  readonly recorded: Recorded[];
  readonly presents: Recorded[];
  readonly milestones: EntityMilestone[];
  readonly facts: EntityFact[];
  /** What the facts are of: nothing is recorded twice in one round. */
  readonly figures: Set<string>;
  /** Entities that were known, and whether their versions changed. */
  readonly touched: { entityId: string; versions: boolean }[];
  readonly reborn: string[];
};

async function decideAll(round: Round, batch: Batch, stored: Stored, written: Written): Promise<void> {
  const { tx, district, fileName } = round;
  const versions = await loadVersions(
    tx,
    district,
    batch.known.map(({ match }) => match.entityId),
  );
  const news = batch.known.filter(({ record, match }) => {
    if (match.by === 'alias') return false;
    const known = versions.get(match.entityId);
    return known?.some((version) => hasNews(record, version)) ?? false;
  });
  const overruled = await loadOverruled(
    tx,
    district,
    news.map(({ match }) => match.entityId),
  );
  const stamp: ImportStamp = { fileName, sourceId: OUR_SOURCE };
  for (const { record, match } of batch.known) {
    const { entityId, by } = match;
    if (by === 'alias') {
      // the office has decided that the two are one: the other's row adds its figures and unsettles nothing
      keep(stored, record, entityId, undefined);
      stored.touched.push({ entityId, versions: false });
      continue;
    }
    const known = versions.get(entityId);
    if (known === undefined || conflicts(record, known)) {
      written.rejected.push({ record, problem: conflict(record, known, by) });
      continue;
    }
    const decision = decideKnown(record, known, stamp, (column, value) => overruled(entityId, column, value));
    keep(stored, record, entityId, decision);
    stored.touched.push({ entityId, versions: decision !== undefined });
  }
  const ids = await round.ids.take(batch.fresh.length, round.line.arrival);
  batch.fresh.forEach((record, index) => {
    const entityId = ids[index]!;
    const decision = decideNew(record, stamp);
    keep(stored, record, entityId, decision);
    stored.presents.push({ entityId, body: decision.recorded.at(-1)! });
  });
  written.inserted += batch.fresh.length;
}

function hasNews(record: RowRecord, version: Parameters<typeof findNews>[1]): boolean {
  const { corrections, changes } = findNews(record, version);
  return corrections.length + changes.length > 0;
}

function keep(stored: Stored, record: RowRecord, entityId: string, decision: Decision | undefined): void {
  for (const fact of record.facts) {
    const key = `${entityId}\u001f${fact.field}\u001f${fact.period}`;
    if (stored.figures.has(key)) continue;
    stored.figures.add(key);
    stored.facts.push({ ...fact, entityId, line: record.line });
  }
  if (decision === undefined) return;
  for (const versionId of decision.closed) stored.closed.push({ entityId, versionId });
  for (const body of decision.recorded) stored.recorded.push({ entityId, body });
  for (const milestone of decision.milestones)
    stored.milestones.push({ ...milestone, entityId, evidence: `第 ${record.line} 行` });
  if (decision.establishedMoved) stored.reborn.push(entityId);
}

function settle(stored: Stored, changedByFact: ReadonlySet<string>, written: Written): void {
  for (const { entityId, versions } of stored.touched) {
    if (versions || changedByFact.has(entityId)) written.updated++;
    else written.unchanged++;
  }
}
