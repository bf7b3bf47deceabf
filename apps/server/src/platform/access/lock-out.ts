import { judgePassword, passwordProblems } from '@miaopu/contract';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { type Db, firstRow, sql } from '../db/index.ts';

/** So many wrong passwords within so many minutes, with no right one between them, lock an account for as long after the last. */
const most = 5;
const minutes = 15;

/**
 * Until when an account takes no password, an instant; undefined where it takes one. The audit's own lines are what is counted, so a
 * restart forgets nothing. Attempts while it is locked are not tried and do not make it longer.
 */
export async function findLock(owner: Db, email: string): Promise<string | undefined> {
  const found = await firstRow<{ until: string }>(
    owner,
    sql`
      select max(failed.happened_at) + make_interval(mins => ${minutes}) as until
      from auth."user" person
      join platform.audit_line failed on failed.district = person.district and failed.record = 'person/' || person.id
        and failed.action = 'access.sign_in_failed' and failed.after ->> 'status' = 'UNAUTHORIZED'
        and failed.happened_at > now() - make_interval(mins => ${minutes})
      where person.email = lower(${email})
        and failed.audit_id > coalesce(
          (select max(came.audit_id) from platform.audit_line came
           where came.district = person.district and came.record = failed.record and came.action in ('access.signed_in', 'access.person.unlocked', 'access.password.reset')), 0)
      having count(*) >= ${most}`,
  );
  return found?.until;
}

/** A key is added within a day of signing in: whoever finds an open session does not make themselves a way in. In milliseconds. */
const freshFor = 24 * 60 * 60 * 1000;

/** What is looked at before sign-in does anything: whether the account is locked, whether a new password will do, and whether a key may be added. */
export function guardSignIn(owner: Db) {
  return createAuthMiddleware(async (call) => {
    const { email, newPassword } = (call.body ?? {}) as { email?: unknown; newPassword?: unknown };
    if (call.path === '/sign-in/email' && typeof email === 'string') {
      const until = await findLock(owner, email);
      if (until !== undefined)
        throw new APIError('TOO_MANY_REQUESTS', {
          code: 'ACCOUNT_LOCKED',
          message: `locked until ${until}`,
          until,
        });
    }
    if (call.path === '/passkey/generate-register-options') {
      const session = await getSessionFromCtx(call);
      if (session && Date.now() - new Date(session.session.createdAt).getTime() > freshFor)
        throw new APIError('FORBIDDEN', { code: 'SESSION_NOT_FRESH', message: 'sign in again first' });
    }
    if (call.path === '/change-password' && typeof newPassword === 'string') {
      const session = await getSessionFromCtx(call);
      const problem = session && (await judgePassword(newPassword, session.user)).problem;
      if (problem)
        throw new APIError('BAD_REQUEST', {
          code: `PASSWORD_${problem.toUpperCase()}`,
          message: passwordProblems[problem].en,
        });
    }
  });
}
