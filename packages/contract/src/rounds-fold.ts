/** Where a decomposition round (分解方案) stands. */
export const roundStates = ['draft', 'issued', 'revising', 'signed', 'withdrawn'] as const;
export type RoundState = (typeof roundStates)[number];

/**
 * What is done to a round. Of the whole: drafted, issued, reopened, signed, withdrawn. Of one target's numbers for one unit: asked (the
 * office wants its word), dropped (it has no number any more), confirmed, objected, answered.
 */
export const roundActNames = [
  'drafted',
  'issued',
  'asked',
  'dropped',
  'confirmed',
  'objected',
  'answered',
  'reopened',
  'signed',
  'withdrawn',
] as const;
export type RoundActName = (typeof roundActNames)[number];

/** An act as far as a round's state depends on it. */
export type RoundDeed = {
  readonly act: RoundActName;
  /** Of one target's numbers for one unit; null of the whole. */
  readonly target: string | null;
  readonly unit: string | null;
};

const after: Readonly<Record<RoundActName, RoundState | undefined>> = {
  drafted: 'draft',
  issued: 'issued',
  asked: undefined,
  dropped: undefined,
  confirmed: undefined,
  objected: undefined,
  answered: undefined,
  reopened: 'revising',
  signed: 'signed',
  withdrawn: 'withdrawn',
};

/** Where a round stands after what was done to it, oldest first. */
export function roundStateOf(deeds: readonly RoundDeed[]): RoundState {
  return deeds.reduce<RoundState>((state, { act }) => after[act] ?? state, 'draft');
}

/** What the office may do to a round in each state. Its numbers can be changed where it can be issued. */
export const roundActsIn = {
  draft: ['issue', 'withdraw'],
  issued: ['answer', 'reopen', 'sign', 'withdraw'],
  revising: ['answer', 'issue', 'withdraw'],
  signed: [],
  withdrawn: [],
} as const satisfies Record<RoundState, readonly string[]>;
export type RoundAct = (typeof roundActsIn)[RoundState][number];

export function roundIsOpen(state: RoundState): boolean {
  return roundActsIn[state].length > 0;
}

/** Whether a round's numbers can be changed. */
export function roundIsWritten(state: RoundState): boolean {
  return (roundActsIn[state] as readonly RoundAct[]).includes('issue');
}

/** waiting: nothing said yet. answered: the office has replied to the objection, and the unit may still confirm or object anew. */
export const roundWords = ['waiting', 'confirmed', 'objected', 'answered'] as const;
export type RoundWord = (typeof roundWords)[number];

/** What a unit has said of one target's numbers, with the acts that say it. */
export type UnitWord<Deed extends RoundDeed = RoundDeed> = {
  readonly target: string;
  readonly unit: string;
  readonly word: RoundWord;
  /** The unit's own last act, and the office's reply to an objection. */
  readonly said: Deed | null;
  readonly reply: Deed | null;
};

/**
 * What each unit has said of each target, in the order of asking. Asking again, because the numbers have changed, forgets what was said of
 * the old ones.
 */
export function unitWordsOf<Deed extends RoundDeed>(deeds: readonly Deed[]): UnitWord<Deed>[] {
  const words = new Map<string, UnitWord<Deed>>();
  for (const deed of deeds) {
    const { act, target, unit } = deed;
    if (target === null || unit === null) continue;
    const key = `${target} ${unit}`;
    const before = words.get(key);
    if (act === 'asked') words.set(key, { target, unit, word: 'waiting', said: null, reply: null });
    else if (act === 'dropped') words.delete(key);
    else if (before === undefined) continue;
    else if (act === 'confirmed' || act === 'objected')
      words.set(key, { ...before, word: act, said: deed, reply: null });
    else if (act === 'answered' && before.word === 'objected')
      words.set(key, { ...before, word: 'answered', reply: deed });
  }
  return [...words.values()];
}

/** How many of a round's numbers stand at each word. */
export function countWords(words: readonly Pick<UnitWord, 'word'>[]): Record<RoundWord, number> {
  const counts: Record<RoundWord, number> = { waiting: 0, confirmed: 0, objected: 0, answered: 0 };
  for (const { word } of words) counts[word]++;
  return counts;
}

/** What silence means: nothing; consent when a declared day is over; consent, since it is over. */
export const silences = ['none', 'declared', 'agrees'] as const;
export type Silence = (typeof silences)[number];

/** What silence means on a day: consent only from the day after one that was declared when units were asked. */
export function silenceOn(
  asked: { readonly day: string | null; readonly silenceAgrees: boolean } | undefined,
  today: string,
): Silence {
  if (!asked?.silenceAgrees || asked.day === null) return 'none';
  return today > asked.day ? 'agrees' : 'declared';
}

/**
 * Why a round cannot be signed off yet: objections that the office has not answered; units that have said nothing, unless their silence
 * agrees by now (逾期未反馈视为无异议).
 */
export function signingWaitsFor<Deed extends RoundDeed>(
  words: readonly UnitWord<Deed>[],
  silence: Silence,
): UnitWord<Deed>[] {
  return words.filter(({ word }) => word === 'objected' || (word === 'waiting' && silence !== 'agrees'));
}
