import PgBoss from 'pg-boss';
import { connectionName } from '../postgres/index.ts';

/** Work that goes on when the page that asked for it is left. The queue lives in the same database. */
export type Jobs = {
  /** Declares a queue and what to do with each of its jobs, one at a time. */
  work<Data extends object>(
    queue: string,
    handler: (data: Data, signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
  send(queue: string, data: object): Promise<void>;
  stop(): Promise<void>;
};

/** Opens the queue. It works as the tables' owner, because it makes its own tables. */
export async function openJobs(url: string, onError: (error: Error) => void): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    schema: 'jobs',
    application_name: connectionName,
  });
  boss.on('error', onError);
  await boss.start();
  const stopping = new AbortController();
  return {
    work: async (queue, handler) => {
      await boss.createQueue(queue, { name: queue, retryLimit: 2, expireInHours: 2 });
      await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: 0.5 }, async (jobs) => {
        for (const job of jobs) await handler(job.data as never, stopping.signal);
      });
    },
    send: async (queue, data) => {
      await boss.send(queue, data);
    },
    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, wait: true, timeout: 10_000 });
    },
  };
}
