import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countWords,
  type RoundDeed,
  roundActNames,
  roundActsIn,
  roundIsOpen,
  roundIsWritten,
  roundStateOf,
  roundStates,
  signingWaitsFor,
  silenceOn,
  unitWordsOf,
} from './rounds-fold.ts';

const whole = (act: RoundDeed['act']): RoundDeed => ({ act, target: null, unit: null });
const of = (act: RoundDeed['act'], target = '2.1.a', unit = 'east'): RoundDeed => ({ act, target, unit });
const wordsAfter = (...deeds: RoundDeed[]) =>
  unitWordsOf(deeds).map(({ target, unit, word }) => `${target} ${unit} ${word}`);

describe('a round', () => {
  it('is drafted, issued, taken back, issued anew and signed off', () => {
    const states = (['drafted', 'issued', 'reopened', 'issued', 'signed'] as const).map((_, index, acts) =>
      roundStateOf(acts.slice(0, index + 1).map(whole)),
    );
    expect(states).toEqual(['draft', 'issued', 'revising', 'issued', 'signed']);
  });

  it('is not moved by what units say of it', () => {
    expect(
      roundStateOf([whole('drafted'), whole('issued'), of('asked'), of('objected'), of('answered')]),
    ).toBe('issued');
  });

  it('is written in while it is drafted and revised, and open until it is signed off or withdrawn', () => {
    expect(roundStates.filter(roundIsWritten)).toEqual(['draft', 'revising']);
    expect(roundStates.filter(roundIsOpen)).toEqual(['draft', 'issued', 'revising']);
    expect(roundActsIn.issued).toContain('sign');
  });
});

describe('a unit’s word', () => {
  it('is waited for once it was asked, and the last one counts', () => {
    expect(wordsAfter(of('asked'))).toEqual(['2.1.a east waiting']);
    expect(wordsAfter(of('asked'), of('objected'), of('confirmed'))).toEqual(['2.1.a east confirmed']);
    expect(wordsAfter(of('asked'), of('confirmed'), of('objected'))).toEqual(['2.1.a east objected']);
  });

  it('that objects may be answered, and then be confirmed or objected anew', () => {
    const answered = [of('asked'), of('objected'), of('answered')];
    expect(wordsAfter(...answered)).toEqual(['2.1.a east answered']);
    expect(wordsAfter(...answered, of('objected'))).toEqual(['2.1.a east objected']);
    expect(unitWordsOf([...answered, of('confirmed')])[0]).toMatchObject({ word: 'confirmed', reply: null });
  });

  it('is forgotten when its numbers change, and gone with them', () => {
    expect(wordsAfter(of('asked'), of('confirmed'), of('asked'))).toEqual(['2.1.a east waiting']);
    expect(wordsAfter(of('asked'), of('dropped'))).toEqual([]);
  });

  it('is no word of anybody who was not asked, nor of another target or unit', () => {
    expect(wordsAfter(of('confirmed'), of('answered'))).toEqual([]);
    expect(wordsAfter(of('asked'), of('asked', '2.1.a', 'west'), of('confirmed', '2.1.a', 'west'))).toEqual([
      '2.1.a east waiting',
      '2.1.a west confirmed',
    ]);
  });
});

describe('signing off', () => {
  it('waits for answers to objections, and for the silent unless silence agrees', () => {
    const words = unitWordsOf([
      ...['a', 'b', 'c', 'd'].map((unit) => of('asked', '2.1.a', unit)),
      of('confirmed', '2.1.a', 'a'),
      of('objected', '2.1.a', 'b'),
      of('objected', '2.1.a', 'c'),
      of('answered', '2.1.a', 'c'),
    ]);
    expect(countWords(words)).toEqual({ waiting: 1, confirmed: 1, objected: 1, answered: 1 });
    expect(signingWaitsFor(words, 'declared').map(({ unit }) => unit)).toEqual(['b', 'd']);
    expect(signingWaitsFor(words, 'agrees').map(({ unit }) => unit)).toEqual(['b']);
  });
});

it('silence agrees from the day after the one that was declared, and never without one', () => {
  const asked = { day: '2019-05-31', silenceAgrees: true };
  expect(['2019-05-31', '2019-06-01'].map((today) => silenceOn(asked, today))).toEqual([
    'declared',
    'agrees',
  ]);
  expect(silenceOn({ ...asked, silenceAgrees: false }, '2019-06-01')).toBe('none');
  expect(silenceOn({ ...asked, day: null }, '2019-06-01')).toBe('none');
  expect(silenceOn(undefined, '2019-06-01')).toBe('none');
});

it('whatever is done, each pair has one word, and every word has an asking behind it', () => {
  const deed = fc.record({
    act: fc.constantFrom(...roundActNames),
    target: fc.constantFrom('2.1.a', '2.2.a', null),
    unit: fc.constantFrom('east', 'west', null),
  });
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const words = unitWordsOf(deeds);
      const keys = words.map(({ target, unit }) => `${target} ${unit}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { target, unit, word, said, reply } of words) {
        const own = deeds.filter((one) => one.target === target && one.unit === unit);
        const since = own.slice(own.findLastIndex(({ act }) => act === 'asked') + 1);
        expect(own.some(({ act }) => act === 'asked')).toBe(true);
        expect(since.some(({ act }) => act === 'dropped')).toBe(false);
        expect(said === null).toBe(word === 'waiting');
        expect(reply === null).toBe(word !== 'answered');
        const last = since.findLast(({ act }) => act === 'confirmed' || act === 'objected');
        expect(said).toBe(last ?? null);
      }
    }),
  );
});
