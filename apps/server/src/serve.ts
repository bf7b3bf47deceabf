import { type AppParts, buildApp, type Services } from './app.ts';
import { openSignIn, type SignIn } from './platform/access/index.ts';
import { systemClock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import { asSystem, openDatabase } from './platform/db/index.ts';
import { openJobs } from './platform/jobs/index.ts';
import { openLog } from './platform/log/index.ts';
import { openOutbox } from './platform/notify/index.ts';
import { applyRetention } from './platform/retention/index.ts';
import { retentionRules } from './retention.ts';

export type Running = {
  readonly address: string;
  readonly services: Services;
  readonly signIn: SignIn;
  close(): Promise<void>;
};

export type ServeOptions = AppParts & {
  /** Ends a start that is not done yet; what it opened is closed again. */
  readonly signal?: AbortSignal;
  /** Told of each step, for the person who waits. */
  readonly tell?: (step: string) => void;
  /** What must be there before the first request is answered (plan, demo district). */
  readonly prepare?: (services: Services, signIn: SignIn, tell: (step: string) => void) => Promise<void>;
};

/** So many milliseconds are left to requests that are under way when the server is ended. */
const patience = 20_000;

/** Opens everything the server needs, prepares, listens; `close` undoes it in the opposite order and loses nothing. */
export async function serve(
  config: Config,
  {
    tell = () => {},
    prepare,
    signal = new AbortController().signal,
    log = openLog({ level: 'warn' }),
    ...parts
  }: ServeOptions = {},
): Promise<Running> {
  const complain = (error: Error) => log.error({ err: error }, 'background work failed');
  const { onClose, close } = openClosers(complain);
  // what runs in the database ends with its connection, so that a long preparation does not keep us
  const abort = () => void close();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const database = await openDatabase(config, tell);
    onClose(() => database.close(signal.aborted ? 0 : undefined));
    signal.throwIfAborted();
    const signIn = await openSignIn(database.owner, database.url, config);
    onClose(signIn.close);
    const jobs = await openJobs(database.url, complain);
    onClose(jobs.stop);
    const services: Services = { db: database.db, clock: systemClock, jobs, config };
    await jobs.schedule('retention', '40 2 * * *', async (signal) => {
      const { district } = config;
      const rules = retentionRules(config);
      await applyRetention({
        owner: database.owner,
        district,
        now: systemClock.now(),
        rules,
        dryRun: false,
        signal,
      });
    });
    const outbox = await openOutbox(services, complain);
    onClose(outbox.close);
    const app = await asSystem(() => buildApp(services, signIn, { log, ...parts }));
    onClose(async () => {
      await app.requests.drain(patience);
      await app.close();
    });
    signal.throwIfAborted();
    await asSystem(() => prepare?.(services, signIn, tell));
    signal.throwIfAborted();
    const address = await app.listen({ port: config.port, host: config.host });
    return { address, services, signIn, close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** What is opened is closed in the opposite order, each thing once; one that cannot be closed (its database was killed) does not keep the rest. */
function openClosers(complain: (error: Error) => void) {
  const closers: (() => Promise<void>)[] = [];
  let closing = Promise.resolve();
  const closeAll = async () => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop())
      await closer().catch(complain);
  };
  return {
    onClose: (closer: () => Promise<void>) => {
      closers.push(closer);
    },
    close: (): Promise<void> => {
      closing = closing.then(closeAll);
      return closing;
    },
  };
}
