import { createHmac, timingSafeEqual } from 'node:crypto';
import { getSessionCookie } from 'better-auth/cookies';
import { sessionDays } from './find-actor.ts';

/**
 * The token of the session that a request's cookie carries; undefined where there is none, or where its signature is not ours. The library
 * signs what it sets: value, a full stop, HMAC-SHA-256 in base64. It is read here because every request asks, and the library's own way
 * looks the session up in the database a second time.
 */
export function readSessionToken(headers: Headers, secret: string): string | undefined {
  const cookie = getSessionCookie(headers);
  if (cookie === null) return undefined;
  const signed = decode(cookie);
  const end = signed.lastIndexOf('.');
  if (end < 1) return undefined;
  const token = signed.slice(0, end);
  const wanted = createHmac('sha256', secret).update(token).digest();
  const given = Buffer.from(signed.slice(end + 1), 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : undefined;
}

/** The cookie of a session as the request carries it, to be kept by the browser for as long again. */
export function renewedCookie(headers: Headers): string | undefined {
  const [, cookie] =
    /(?:^|;\s*)((?:__Secure-)?better-auth\.session_token=[^;]+)/.exec(headers.get('cookie') ?? '') ?? [];
  if (cookie === undefined) return undefined;
  const secure = cookie.startsWith('__Secure-') ? '; Secure' : '';
  return `${cookie}; Max-Age=${sessionDays * 24 * 60 * 60}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
