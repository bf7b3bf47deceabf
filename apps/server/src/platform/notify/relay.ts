import { type Db, inTransaction, rows, sql } from '../db/index.ts';
import type { Jobs } from '../jobs/index.ts';
import type { Parcel } from './deliver.ts';

export const deliverQueue = 'notify-deliver';

const every = 1000;
const parcelSize = 20;

/**
 * Hands the outbox over to the queue, in parcels, each delivery once: what is in the outbox was committed with its deed. What still waits
 * after a day was lost with its queue (a restored backup), and is handed over again.
 *
 * @returns how many deliveries were handed over
 */
export async function handOver(db: Db, jobs: Pick<Jobs, 'send'>): Promise<number> {
  return inTransaction(db, async (tx) => {
    const found = await rows<{ district: string; id: string }>(
      tx,
      sql`update platform.notification_delivery set handed_over_at = now()
          where (district, delivery_id) in (
            select district, delivery_id from platform.notification_delivery
            where state = 'waiting' and (handed_over_at is null or handed_over_at < now() - interval '1 day')
            order by delivery_id limit 1000 for update skip locked)
          returning district, delivery_id as id`,
    );
    for (const parcel of parcelsOf(found)) await jobs.send(deliverQueue, parcel);
    return found.length;
  });
}

function parcelsOf(found: readonly { district: string; id: string }[]): Parcel[] {
  return [...Map.groupBy(found, ({ district }) => district)].flatMap(([district, rowsOf]) => {
    const ids = rowsOf.map(({ id }) => id);
    return Array.from({ length: Math.ceil(ids.length / parcelSize) }, (_, index) => ({
      district,
      deliveries: ids.slice(index * parcelSize, (index + 1) * parcelSize),
    }));
  });
}

/** Looks into the outbox once a second until it is closed. */
export function startRelay(db: Db, jobs: Jobs, onError: (error: Error) => void): { close(): Promise<void> } {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let hadFailed = false;
  const look = async () => {
    try {
      while (!closed && (await handOver(db, jobs)) > 0);
      hadFailed = false;
    } catch (error) {
      // said once, not every second while the database is away
      if (!hadFailed) onError(error as Error);
      hadFailed = true;
    }
    if (!closed) timer = setTimeout(start, every).unref();
  };
  const start = () => {
    looking = look();
  };
  start();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
