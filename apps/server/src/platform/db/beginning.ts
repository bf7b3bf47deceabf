import { AsyncLocalStorage } from 'node:async_hooks';
import type { Tx } from './connection.ts';

type Beginning = { first: ((tx: Tx) => Promise<void>) | undefined };
const current = new AsyncLocalStorage<Beginning>();

/**
 * Does the work so that its first transaction begins with something of ours: that is done if the transaction is, and undone with it.
 * What it throws ends the transaction and the work.
 */
export function beginningWith<T>(first: (tx: Tx) => Promise<void>, work: () => T): T {
  return current.run({ first }, work);
}

/** What a transaction that begins now has to do first; it is given out once. */
export async function begin(tx: Tx): Promise<void> {
  const beginning = current.getStore();
  const first = beginning?.first;
  if (first === undefined) return;
  beginning!.first = undefined;
  await first(tx);
}
