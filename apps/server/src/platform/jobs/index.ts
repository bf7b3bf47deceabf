import PgBoss from 'pg-boss';
import { asSystem } from '../db/index.ts';
import { connectionName } from '../postgres/index.ts';

/** How often a job that failed is tried again, each time after about twice as long. */
export type Retries<Data> = {
  readonly limit: number;
  /** Seconds before the first of them. */
  readonly delay: number;
  /** After so many minutes a job that goes on counts as failed: its process died, or it hangs. */
  readonly expire: number;
  /** What to do with a job that failed each time, or that ended with its process. */
  readonly givenUp?: (data: Data) => Promise<void>;
};

/** Work that goes on when the page that asked for it is left. The queue lives in the same database. */
export type Jobs = {
  /** Declares a queue and what to do with each of its jobs, one at a time; a job is the platform's own work and sees every row. */
  work<Data extends object>(
    queue: string,
    handler: (data: Data, signal: AbortSignal) => Promise<void>,
    retries?: Retries<Data>,
  ): Promise<void>;
  send(queue: string, data: object): Promise<void>;
  /** Runs work at times in China said as cron does: `15 3 * * *` is a quarter past three each night. */
  schedule(queue: string, cron: string, handler: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** How many jobs of each queue are in each state. */
  count(): Promise<readonly { queue: string; state: string; jobs: number }[]>;
  stop(): Promise<void>;
};

const fewRetries = { retryLimit: 2 };

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

  async function declare(queue: string, settings: PgBoss.Queue): Promise<void> {
    await boss.createQueue(queue, settings);
    // one that was declared otherwise by an earlier version
    await boss.updateQueue(queue, settings);
  }
  async function take<Data>(queue: string, handler: (data: Data) => Promise<void>): Promise<void> {
    await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: 0.5 }, async (jobs) => {
      for (const job of jobs) await asSystem(() => handler(job.data as Data));
    });
  }

  return {
    work: async (queue, handler, retries) => {
      const name = queue;
      let settings: PgBoss.Queue = { name, expireInHours: 2, ...fewRetries };
      if (retries !== undefined) {
        const { limit, delay, expire } = retries;
        settings = {
          name,
          retryLimit: limit,
          retryDelay: delay,
          retryBackoff: true,
          expireInMinutes: expire,
        };
        if (retries.givenUp !== undefined) {
          const deadLetter = `${queue}-given-up`;
          await declare(deadLetter, { name: deadLetter, ...fewRetries });
          await take(deadLetter, retries.givenUp);
          settings = { ...settings, deadLetter };
        }
      }
      await declare(queue, settings);
      await take(queue, (data) => handler(data as never, stopping.signal));
    },
    send: async (queue, data) => {
      await boss.send(queue, data);
    },
    schedule: async (queue, cron, handler) => {
      await declare(queue, { name: queue, expireInHours: 2, ...fewRetries });
      await boss.schedule(queue, cron, {}, { tz: 'Asia/Shanghai' });
      await take(queue, () => handler(stopping.signal));
    },
    count: async () => {
      const counted = await boss
        .getDb()
        .executeSql(
          'select name as queue, state::text, count(*)::integer as jobs from jobs.job group by 1, 2',
          [],
        );
      return counted.rows as { queue: string; state: string; jobs: number }[];
    },
    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, wait: true, timeout: 10_000 });
    },
  };
}
