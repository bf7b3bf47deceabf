import type { AbilityName } from '@miaopu/contract';
import type { Actor } from '../access/index.ts';
import type { Queryable, Tx } from '../db/index.ts';
import type { Message } from '../errors/index.ts';

/** Whose work is looked for: a person, in the organisation that they leave. */
export type Holder = { readonly district: string; readonly person: string; readonly organisation: string };

export type WorkItem = {
  /** As the audit names it: `policies/draft/12`. */
  readonly record: string;
  readonly title: Message;
  /** Its page in the app. */
  readonly link: string | null;
};

/**
 * A kind of work that waits for a named person. Each module whose tables say who has to act declares one, and app.ts lists them; what a
 * person leaves open is shown and handed over from there.
 *
 * @example export const draftWork: OpenWork = { kind: { zh: '政策草稿', … }, ability: 'policy.edit', list, handOver };
 */
export type OpenWork = {
  readonly kind: Message;
  /** What one must be able to do to have such work, and to take it over. */
  readonly ability: AbilityName;
  list(db: Queryable, of: Holder): Promise<readonly WorkItem[]>;
  /** Makes all of it another person's, as one act of the transaction's actor. */
  handOver(
    tx: Tx,
    actor: Actor,
    of: Holder,
    to: { readonly id: string; readonly name: string },
  ): Promise<void>;
};
