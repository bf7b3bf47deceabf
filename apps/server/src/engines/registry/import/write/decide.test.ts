import { describe, expect, it } from 'vitest';
import type { EntityFields } from '../../fields.ts';
import type { Version } from '../../history/timeline.ts';
import type { RowRecord } from '../rows/record.ts';
import { decideKnown, decideNew, findNews } from './decide.ts';

const silent: RowRecord['entity'] = {
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

function row(entity: Partial<RowRecord['entity']>, more: Partial<RowRecord> = {}): RowRecord {
  return {
    line: 2,
    cells: [],
    entity: { ...silent, ...entity },
    derived: null,
    organisationCode: null,
    asOf: '2020-12-31',
    establishedPrecision: 'day',
    facts: [],
    ...more,
  };
}

function version(fields: Partial<EntityFields>, more: Partial<Version> = {}): Version {
  return {
    versionId: '1',
    validFrom: '2015-01-01',
    validTo: 'infinity',
    act: 'registration',
    reason: null,
    sourceId: '7',
    evidence: null,
    fields: { ...silent, name: '甲厂', category: 'enterprise', status: 'active', ...fields } as EntityFields,
    derived: {},
    ...more,
  };
}

const stamp = { sourceId: '9', fileName: '名册.csv' };
const guess = { town: { confidence: 0.9, because: '地址' } };
const decide = (record: RowRecord, versions: Version[], isOverruled = (_: string) => false) =>
  decideKnown(record, versions, stamp, isOverruled);

describe('a row about somebody new', () => {
  it('without any day holds from the file’s day and counts as no flow', () => {
    const { recorded, milestones } = decideNew(row({ name: '甲厂', category: 'enterprise' }), stamp);
    expect(recorded.map(({ validFrom, validTo, fields }) => [validFrom, validTo, fields.status])).toEqual([
      ['2020-12-31', 'infinity', 'active'],
    ]);
    expect(milestones).toEqual([]);
  });

  it('that ended before it could be known began no later than it ended', () => {
    const { recorded } = decideNew(
      row({ name: '甲厂', status: 'deregistered', ended_on: '2018-05-01' }),
      stamp,
    );
    expect(recorded.map(({ validFrom, validTo, fields }) => [validFrom, validTo, fields.status])).toEqual([
      ['2018-05-01', 'infinity', 'deregistered'],
    ]);
  });

  it('says how exactly its day is known', () => {
    const record = row({ name: '甲厂', established_on: '2018-08-01' }, { establishedPrecision: 'month' });
    expect(decideNew(record, stamp).milestones).toEqual([
      { kind: 'established', happenedOn: '2018-08-01', detail: { precision: 'month' } },
    ]);
  });
});

describe('news', () => {
  it.each([
    ['a silent cell is none', row({}), {}, {}, [], []],
    ['the same value is none', row({ phone: '1' }), { phone: '1' }, {}, [], []],
    [
      'the same amount written otherwise is none',
      row({ capital: '500000' }),
      { capital: '500000.00' },
      {},
      [],
      [],
    ],
    ['another value is a change', row({ phone: '2' }), { phone: '1' }, {}, [], ['phone']],
    ['a value where there was none is a correction', row({ phone: '2' }), {}, {}, ['phone'], []],
    [
      'another day of birth is a correction',
      row({ established_on: '2014-01-01' }),
      { established_on: '2015-01-01' },
      {},
      ['established_on'],
      [],
    ],
    ['a stated value for a guess is a correction', row({ town: 'b' }), { town: 'a' }, guess, ['town'], []],
    [
      'a stated value that confirms a guess is a correction',
      row({ town: 'a' }),
      { town: 'a' },
      guess,
      ['town'],
      [],
    ],
    [
      'a guess against a stated value is none',
      row({ town: 'b' }, { derived: guess }),
      { town: 'a' },
      {},
      [],
      [],
    ],
    [
      'another guess from the same address is a correction',
      row({ town: 'b', address: 'x' }, { derived: guess }),
      { town: 'a', address: 'x' },
      guess,
      ['town'],
      [],
    ],
    [
      'another guess from another address is a change, like the address',
      row({ town: 'b', address: 'y' }, { derived: guess }),
      { town: 'a', address: 'x' },
      guess,
      [],
      ['town', 'address'],
    ],
    [
      'a guess that is no surer, from less, is none',
      row({ town: 'b' }, { derived: guess }),
      { town: 'a' },
      guess,
      [],
      [],
    ],
  ] as const)('%s', (_, record, fields, derived, corrections, changes) => {
    expect(findNews(record, version(fields, { derived }))).toEqual({ corrections, changes });
  });
});

describe('a row about somebody known', () => {
  it('changes the world from its day and lets later knowledge stand', () => {
    const versions = [
      version({ phone: '1' }, { validTo: '2021-06-01' }),
      version({ phone: '3' }, { versionId: '2', validFrom: '2021-06-01', act: 'change' }),
    ];
    const { closed, recorded } = decide(row({ phone: '2' }), versions)!;
    expect(closed).toEqual(['1']);
    expect(
      recorded.map(({ act, validFrom, validTo, fields }) => [act, validFrom, validTo, fields.phone]),
    ).toEqual([
      ['registration', '2015-01-01', '2020-12-31', '1'],
      ['change', '2020-12-31', '2021-06-01', '2'],
    ]);
  });

  it('fills a gap in each version that has it and changes in the same breath', () => {
    const versions = [
      version({ phone: '1' }, { validTo: '2019-01-01' }),
      version({ phone: '5' }, { versionId: '2', validFrom: '2019-01-01', act: 'change' }),
    ];
    const { closed, recorded } = decide(row({ phone: '2', industry: '2929' }), versions)!;
    expect([...closed].sort()).toEqual(['1', '2']);
    expect(
      recorded.map(({ act, validFrom, fields }) => [act, validFrom, fields.phone, fields.industry]),
    ).toEqual([
      ['correction', '2015-01-01', '1', '2929'],
      ['correction', '2019-01-01', '5', '2929'],
      ['change', '2020-12-31', '2', '2929'],
    ]);
  });

  it('moves a start that was only the day of an earlier file', () => {
    const versions = [version({}, { validFrom: '2019-12-31' })];
    const { recorded, establishedMoved, milestones } = decide(
      row({ established_on: '2012-03-04' }),
      versions,
    )!;
    expect(recorded.map(({ validFrom, fields }) => [validFrom, fields.established_on])).toEqual([
      ['2012-03-04', '2012-03-04'],
    ]);
    expect(establishedMoved).toBe(true);
    expect(milestones).toMatchObject([{ kind: 'established', happenedOn: '2012-03-04' }]);
  });

  it('is nothing where all it says has been overruled', () => {
    expect(
      decide(row({ phone: '2' }), [version({ phone: '1' })], (column) => column === 'phone'),
    ).toBeUndefined();
  });

  it('keeps the marks of what stays derived', () => {
    const record = row({ town: 'b', address: 'y', phone: '2' }, { derived: guess });
    const { recorded } = decide(record, [version({ town: 'a', address: 'x' }, { derived: guess })])!;
    expect(recorded.at(-1)).toMatchObject({ fields: { town: 'b', phone: '2' }, derived: guess });
  });
});
