import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { Queryable, Tx } from './connection.ts';

/** Which rows the work sees (db/row-security.sql): the platform's own, those of a district, or somebody's own. */
export type RowScope = {
  readonly as: 'miaopu_system' | 'miaopu_district' | 'miaopu_own';
  readonly district?: string;
  readonly role?: string;
  readonly person?: string;
  readonly organisation?: string;
  readonly town?: string;
  readonly entity?: string;
  readonly units?: readonly string[];
};

const current = new AsyncLocalStorage<RowScope>();

/** Does the work, and whatever it awaits, with these rows in sight. Outside of any scope there are none. */
export function withRows<T>(scope: RowScope, work: () => T): T {
  return current.run(scope, work);
}

/** The platform's own work (start, jobs, command line) sees every row. */
export function asSystem<T>(work: () => T): T {
  return withRows({ as: 'miaopu_system' }, work);
}

const settings = ['district', 'role', 'person', 'organisation', 'town', 'entity', 'units'] as const;

const takeOn = {
  name: 'take-on-scope',
  text: `select set_config('role', $1, false), ${settings.map((name, index) => `set_config('miaopu.${name}', $${index + 2}, false)`).join(', ')}`,
};

const nothing: readonly string[] = ['miaopu_app', ...settings.map(() => '')];

function valuesOf(scope: RowScope | undefined): readonly string[] {
  if (scope === undefined) return nothing;
  return [
    scope.as,
    ...settings.map((name) => (name === 'units' ? (scope.units?.join(',') ?? '') : (scope[name] ?? ''))),
  ];
}

/** What each connection of a scoped pool carries. */
const carried = new WeakMap<pg.ClientBase, readonly string[]>();

/**
 * Does a part of a transaction as the platform itself, where a deed has to reach rows that are not the actor's: to tell others of it.
 * Afterwards the transaction sees what it saw before.
 */
export async function seeingAll<T>(tx: Queryable | Tx, work: () => Promise<T>): Promise<T> {
  if (!('client' in tx)) return asSystem(work);
  const before = carried.get(tx.client);
  // the owner's connections carry nothing, and see everything
  if (before === undefined) return work();
  await tx.client.query({ ...takeOn, values: [...valuesOf({ as: 'miaopu_system' })] });
  try {
    return await work();
  } finally {
    // a transaction that failed takes nothing any more, and its end undoes this too
    await tx.client.query({ ...takeOn, values: [...before] }).catch(() => {});
  }
}

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool whose connections take on the scope of whoever asks for one. That is one round trip more, and only where the connection last
 * worked for somebody else.
 */
export class ScopedPool extends pg.Pool {
  readonly #otherwise: RowScope | undefined;

  /** @param otherwise the scope outside of any; production has none */
  constructor(options: pg.PoolConfig, otherwise?: RowScope) {
    super(options);
    this.#otherwise = otherwise;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const connected = this.#connectAs(current.getStore() ?? this.#otherwise);
    if (callback === undefined) return connected;
    connected.then(
      (client) => callback(undefined, client, (release) => client.release(release as Error | undefined)),
      (error: Error) => callback(error, undefined, () => {}),
    );
    return undefined;
  }

  async #connectAs(scope: RowScope | undefined): Promise<pg.PoolClient> {
    const client = await super.connect();
    const values = valuesOf(scope);
    const before = carried.get(client) ?? nothing;
    if (values.every((value, index) => value === before[index])) {
      carried.set(client, values);
      return client;
    }
    try {
      await client.query({ ...takeOn, values: [...values] });
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
    carried.set(client, values);
    return client;
  }
}
