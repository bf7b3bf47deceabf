import type { DraftAct, DraftState } from './policies-office.ts';

/** What was done to a draft, as far as its state depends on it. */
export type DraftDeed = {
  readonly act: 'drafted' | 'saved' | 'submitted' | 'returned' | 'published' | 'withdrawn' | 'repealed';
  readonly by: { readonly id: string };
};

const after = {
  drafted: 'draft',
  saved: undefined, // saving moves nothing
  submitted: 'submitted',
  returned: 'returned',
  published: 'published',
  withdrawn: 'withdrawn',
  repealed: undefined, // is done to the policy, not to a draft
} as const satisfies Record<DraftDeed['act'], DraftState | undefined>;

/** Where a draft stands after what was done to it, oldest first. */
export function draftStateOf(deeds: readonly DraftDeed[]): DraftState {
  return deeds.reduce<DraftState>((state, { act }) => after[act] ?? state, 'draft');
}

/** What may be done to a draft in each state. It can be written in where it can be submitted. */
export const draftActsIn = {
  draft: ['submit', 'withdraw'],
  returned: ['submit', 'withdraw'],
  submitted: ['return', 'publish', 'withdraw'],
  published: [],
  withdrawn: [],
} as const satisfies Record<DraftState, readonly DraftAct[]>;

/** Whoever wrote in it does not review it (一人起草、另一人审核). */
export function isAuthor(deeds: readonly DraftDeed[], personId: string): boolean {
  return deeds.some(({ act, by }) => (act === 'drafted' || act === 'saved') && by.id === personId);
}

/** What a person may do to a draft now. */
export function draftActsFor(deeds: readonly DraftDeed[], personId: string): DraftAct[] {
  const reviews = (act: DraftAct) => act === 'return' || act === 'publish';
  return draftActsIn[draftStateOf(deeds)].filter((act) => !reviews(act) || !isAuthor(deeds, personId));
}
