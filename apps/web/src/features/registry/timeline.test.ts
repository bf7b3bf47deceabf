import type { EntityPage } from '@miaopu/contract';
import { describe, expect, test } from 'vitest';
import { differences, endOfDay, findOrigin, findPredecessor, knownAt, type Version } from './history.ts';
import { buildTimeline } from './timeline.ts';

const source = {
  kind: 'import',
  name: '市场主体登记数据',
  department: '区市场监管局',
  fileName: '主体.csv',
  recordedAt: '2018-01-05T02:00:00.000Z',
} as const;

function version(given: Partial<Version> & { versionId: string }): Version {
  return {
    validFrom: '2015-03-01',
    validTo: null,
    recordedFrom: '2018-01-05T02:00:00.000Z',
    recordedTo: null,
    act: 'registration',
    reason: null,
    evidence: null,
    source,
    fields: { name: '台州市路桥某塑料厂', town: '331004001', capital: '500000.00' },
    derived: {},
    ...given,
  };
}

/** Registered 2015; moved town on 2018-06-01 (told on 2018-06-10); its capital found wrong on 2019-02-01. */
const registered = version({ versionId: '1', recordedTo: '2018-06-10T01:00:00.000Z' });
const registeredUntil = version({
  versionId: '2',
  validTo: '2018-06-01',
  recordedFrom: '2018-06-10T01:00:00.000Z',
});
const moved = version({
  versionId: '3',
  validFrom: '2018-06-01',
  recordedFrom: '2018-06-10T01:00:00.000Z',
  recordedTo: '2019-02-01T03:00:00.000Z',
  act: 'change',
  reason: '迁址',
  fields: { ...registered.fields, town: '331004002' },
});
const corrected = version({
  ...moved,
  versionId: '4',
  recordedFrom: '2019-02-01T03:00:00.000Z',
  recordedTo: null,
  act: 'correction',
  reason: '录入少一个零',
  fields: { ...moved.fields, capital: '5000000.00' },
});
const versions = [corrected, moved, registeredUntil, registered];

function page(given: Partial<EntityPage>): EntityPage {
  return {
    id: '7',
    asOf: '2019-03-01',
    knownOn: '2019-03-01T00:00:00.000Z',
    current: corrected,
    populations: [],
    versions,
    milestones: [],
    designations: [],
    facts: [],
    merges: [],
    ...given,
  };
}

describe('the history of an entity', () => {
  test('a change follows the version it ended, a correction the version it replaced', () => {
    expect(findPredecessor(versions, moved)?.versionId).toBe('1');
    expect(findPredecessor(versions, corrected)?.versionId).toBe('3');
    expect(findPredecessor(versions, registered)).toBeNull();
    expect(differences(moved, corrected)).toEqual([
      { field: 'capital', before: '500000.00', after: '5000000.00' },
    ]);
  });

  test('versions recorded in one go follow each other by their days', () => {
    const first = version({ versionId: '1', validTo: '2018-06-01' });
    const second = version({ versionId: '2', validFrom: '2018-06-01', act: 'change' });
    expect(findPredecessor([second, first], second)?.versionId).toBe('1');
  });

  test('a value keeps the source that first said it', () => {
    expect(findOrigin(versions, corrected, 'name').versionId).toBe('1');
    expect(findOrigin(versions, corrected, 'town').versionId).toBe('3');
    expect(findOrigin(versions, corrected, 'capital').versionId).toBe('4');
  });

  test('what was known on a day includes that whole day and excludes what was superseded', () => {
    expect(knownAt(registered, endOfDay('2018-06-09'))).toBe(true);
    expect(knownAt(registered, endOfDay('2018-06-10'))).toBe(false);
    expect(knownAt(moved, endOfDay('2018-06-10'))).toBe(true);
    expect(knownAt(corrected, null)).toBe(true);
    expect(knownAt(moved, null)).toBe(false);
  });
});

describe('a change learned late', () => {
  /** On 2019-05-01 we learn that it had been renamed on 2017-01-01, before the move that we already knew. */
  const told = '2019-05-01T00:00:00.000Z';
  const late = { ...source, name: '迟到的变更通知', recordedAt: told };
  const renamed = { ...registered.fields, name: '台州市路桥新名塑料厂' };
  const before = version({ ...registeredUntil, versionId: '5', recordedFrom: told, validTo: '2017-01-01' });
  const rename = version({
    versionId: '6',
    validFrom: '2017-01-01',
    validTo: '2018-06-01',
    recordedFrom: told,
    act: 'change',
    reason: '改名',
    source: late,
    fields: renamed,
  });
  const carried = version({
    ...corrected,
    versionId: '7',
    recordedFrom: told,
    fields: { ...corrected.fields, name: renamed.name },
  });
  const all = [
    before,
    rename,
    carried,
    { ...corrected, recordedTo: told },
    { ...registeredUntil, recordedTo: told },
    moved,
    registered,
  ];

  test('shows once, on its day, although it runs on into what we knew already', () => {
    const events = buildTimeline(page({ versions: all }));
    expect(events.map(({ kind, day }) => [kind, day])).toEqual([
      ['correction', '2019-02-01'],
      ['change', '2018-06-01'],
      ['change', '2017-01-01'],
      ['registration', '2015-03-01'],
    ]);
  });

  test('is the source of the value that it carried on', () => {
    expect(findOrigin(all, carried, 'name').versionId).toBe('6');
    expect(findOrigin(all, carried, 'capital').versionId).toBe('4');
  });
});

describe('the timeline', () => {
  test('shows registration, change and correction once each, newest first, and no re-recorded part', () => {
    const events = buildTimeline(page({}));
    expect(events.map(({ kind, day }) => [kind, day])).toEqual([
      ['correction', '2019-02-01'],
      ['change', '2018-06-01'],
      ['registration', '2015-03-01'],
    ]);
  });

  test('shows a corrected figure with both values, and the end of a designation', () => {
    const known = { source, reason: null, evidence: null, ended: null };
    const events = buildTimeline(
      page({
        versions: [],
        facts: [
          {
            ...known,
            field: 'revenue',
            period: '2018Q3',
            value: '100',
            recordedFrom: '2018-10-10T00:00:00.000Z',
            recordedTo: '2018-11-01T20:00:00.000Z',
          },
          {
            ...known,
            field: 'revenue',
            period: '2018Q3',
            value: '120',
            recordedFrom: '2018-11-01T20:00:00.000Z',
            recordedTo: null,
          },
        ],
        designations: [
          {
            ...known,
            id: '9',
            title: 'gazelle',
            level: null,
            certificate: null,
            validFrom: '2018-01-01',
            validTo: '2019-01-01',
            recordedFrom: '2018-01-02T00:00:00.000Z',
            recordedTo: null,
          },
        ],
      }),
    );
    // 20:00 UTC on the first is already the second in the district.
    expect(events.map(({ kind, day }) => [kind, day])).toEqual([
      ['designation_ended', '2019-01-01'],
      ['fact_corrected', '2018-11-02'],
      ['designation', '2018-01-01'],
    ]);
  });

  test('shows what was put right and taken back by hand, but neither an end in the world nor what a merge moved', () => {
    const [first, second, third] = [
      '2021-01-05T02:00:00.000Z',
      '2021-02-05T02:00:00.000Z',
      '2021-03-05T02:00:00.000Z',
    ];
    const known = { source, reason: null, evidence: null, ended: null };
    const rise = {
      ...known,
      id: '1',
      kind: 'rose_above_size',
      happenedOn: '2020-11-20',
      related: null,
      detail: { class: 'industry' },
      recordedFrom: first,
      recordedTo: second,
    };
    const held = {
      ...known,
      id: '2',
      title: 'gazelle',
      level: null,
      certificate: null,
      validFrom: '2018-01-01',
      validTo: null,
      recordedFrom: first,
      recordedTo: second,
    };
    const fact = {
      ...known,
      field: 'tax',
      period: '2020',
      value: '5',
      recordedFrom: first,
      recordedTo: third,
    };
    const merge = {
      mergeId: '3',
      keptId: '7',
      absorbedId: '8',
      absorbedName: '甲厂',
      reason: '同一家',
      mergedAt: '2021-04-01T00:00:00.000Z',
      mergedBy: '办公室',
      undoneAt: null,
    };
    const events = buildTimeline(
      page({
        versions: [],
        milestones: [
          rise,
          { ...rise, happenedOn: '2020-12-20', recordedFrom: second, recordedTo: third },
          { ...rise, id: '4', recordedTo: merge.mergedAt },
        ],
        designations: [held, { ...held, validTo: '2020-01-01', recordedFrom: second, recordedTo: null }],
        facts: [fact, { ...fact, period: '2019', recordedTo: merge.mergedAt }],
        merges: [merge],
      }),
    );
    expect(events.map(({ kind, day }) => [kind, day])).toEqual([
      ['merged', '2021-04-01'],
      ['milestone_withdrawn', '2021-03-05'],
      ['fact_withdrawn', '2021-03-05'],
      ['milestone_corrected', '2021-02-05'],
      ['designation_ended', '2020-01-01'],
      ['designation', '2018-01-01'],
    ]);
  });
});
