import { AsyncLocalStorage } from 'node:async_hooks';

/** Where an act comes from: the network address of a call and its number. */
export type Origin = { readonly address: string; readonly requestId: string };

const current = new AsyncLocalStorage<Origin>();

/** Does the work as part of a call: whatever it awaits finds the call's origin. */
export function fromOrigin<T>(origin: Origin, work: () => T): T {
  return current.run(origin, work);
}

/** The call that this work is part of; nothing on the command line and in work that the platform does by itself. */
export function findOrigin(): Origin | undefined {
  return current.getStore();
}
