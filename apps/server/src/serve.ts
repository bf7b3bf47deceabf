import { type AppParts, buildApp, type Services } from './app.ts';
import { openSignIn, type SignIn } from './platform/access/index.ts';
import { systemClock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import { openDatabase } from './platform/db/index.ts';
import { openJobs } from './platform/jobs/index.ts';

export type Running = {
  readonly address: string;
  readonly services: Services;
  readonly signIn: SignIn;
  close(): Promise<void>;
};

export type ServeOptions = AppParts & {
  /** Told of each step, for the person who waits. */
  readonly tell?: (step: string) => void;
  /** What must be there before the first request is answered (plan, demo district). */
  readonly prepare?: (services: Services, signIn: SignIn, tell: (step: string) => void) => Promise<void>;
};

/** Opens everything the server needs, prepares, listens; `close` undoes it in the opposite order and loses nothing. */
export async function serve(
  config: Config,
  { tell = () => {}, prepare, ...parts }: ServeOptions = {},
): Promise<Running> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const database = await openDatabase(config, tell);
    closers.push(database.close);
    const signIn = await openSignIn(database.owner, database.url);
    closers.push(signIn.close);
    const jobs = await openJobs(database.url, (error) => process.stderr.write(`${error.message}\n`));
    closers.push(jobs.stop);
    const services: Services = { db: database.db, clock: systemClock, jobs, config };
    const app = await buildApp(services, signIn, parts);
    closers.push(() => app.close());
    await prepare?.(services, signIn, tell);
    const address = await app.listen({ port: config.port, host: config.host });
    return { address, services, signIn, close };
  } catch (error) {
    await close();
    throw error;
  }
}
