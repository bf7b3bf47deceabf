import { buildApp } from '../apps/server/src/app.ts';
import { openSignIn } from '../apps/server/src/platform/access/index.ts';
import { systemClock } from '../apps/server/src/platform/clock/index.ts';
import { readConfig } from '../apps/server/src/platform/config/index.ts';
import type { App } from '../apps/server/src/platform/http/index.ts';
import { openJobs } from '../apps/server/src/platform/jobs/index.ts';
import { code, type District } from './district.ts';

export const account = { email: 'office@bench.example', password: 'a-long-bench-password', name: '办公室' };
const host = '127.0.0.1';

export type ServedDistrict = {
  readonly app: App;
  /** A request of someone who is signed in, without a network. */
  get(url: string): Promise<unknown>;
  close(): Promise<void>;
};

/** The whole server over a district, with someone signed in. */
export async function serveDistrict(
  district: District,
  { web }: { readonly web: boolean },
): Promise<ServedDistrict> {
  const { db, owner, url } = district;
  const config = readConfig({ DATABASE_URL: url });
  const signIn = await openSignIn(owner, url, config);
  const jobs = await openJobs(url, (error) => process.stderr.write(`${error.message}\n`));
  const app = await buildApp({ db, clock: systemClock, jobs, config }, signIn, { web });
  await signIn.createPerson({ ...account, district: code, memberships: [{ role: 'office' }] });
  const { email, password } = account;
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { host, origin: `http://${host}` },
    payload: { email, password },
  });
  if (signedIn.statusCode !== 200) throw new Error(`Signing in was answered by ${signedIn.statusCode}.`);
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  return {
    app,
    get: async (path) => {
      const answer = await app.inject({ method: 'GET', url: path, headers: { host, cookie } });
      if (answer.statusCode !== 200)
        throw new Error(`${path} was answered by ${answer.statusCode}: ${answer.body}`);
      return answer.json();
    },
    close: async () => {
      await app.close();
      await jobs.stop();
      await signIn.close();
    },
  };
}
