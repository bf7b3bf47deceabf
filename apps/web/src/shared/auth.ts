import { CallFailed, unreachable } from './client.ts';
import type { Labels } from './words.ts';

/** What sign-in answered: not a call of the contract, but the library's own. */
export type AuthAnswer = { readonly status: number; readonly data: Readonly<Record<string, unknown>> };

/** Asks sign-in (`/api/auth/…`). A status of 0 means that the server was not reached. */
export async function askAuth(path: string, body?: object): Promise<AuthAnswer> {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      credentials: 'same-origin',
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    return { status: response.status, data: (await response.json().catch(() => null)) ?? {} };
  } catch {
    return { status: 0, data: {} };
  }
}

const refusals: Readonly<Record<string, Labels>> = {
  INVALID_EMAIL_OR_PASSWORD: {
    zh: '邮箱或密码不对。请核对后重新填写；忘记密码的，点下面的“忘记密码”。',
    en: 'The e-mail or the password is wrong. Check both and try again, or choose “Forgotten password” below.',
  },
  INVALID_EMAIL: { zh: '这不是电子邮箱，请核对后重新填写。', en: 'This is no e-mail address: check it.' },
  INVALID_PASSWORD: {
    zh: '当前密码不对，请重新填写。',
    en: 'The current password is wrong: enter it again.',
  },
  INVALID_CODE: {
    zh: '验证码不对。请确认手机时间准确，填写验证器里最新的 6 位数字。',
    en: 'The code is wrong. Check that your phone’s clock is right and enter the newest 6 digits.',
  },
  CODE_USED: {
    zh: '这个验证码刚才已经用过。请等手机上换成下一个再填写。',
    en: 'This code was used a moment ago: wait until your phone shows the next one.',
  },
  INVALID_BACKUP_CODE: {
    zh: '备用码不对，或已经用过。',
    en: 'The spare code is wrong, or has been used.',
  },
  INVALID_TWO_FACTOR_COOKIE: {
    zh: '等待时间过长，请从头登录。',
    en: 'It took too long: sign in from the start.',
  },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: {
    zh: '验证码错了太多次，请从头登录。',
    en: 'Too many wrong codes: sign in from the start.',
  },
  ACCOUNT_TEMPORARILY_LOCKED: {
    zh: '验证码连续填错 5 次，一刻钟后才能再试。',
    en: 'Five wrong codes in a row: try again in a quarter of an hour.',
  },
  ACCOUNT_CLOSED: {
    zh: '这个账号已被管理员锁定，需要时请联系管理员。',
    en: 'An administrator locked this account: ask them if you need it.',
  },
  KEY_NOT_GIVEN: {
    zh: '没有取得通行密钥：您取消了操作，或这台设备上没有本系统的密钥。可改用密码登录。',
    en: 'No passkey was given: you turned away, or this device has none for here. Use your password instead.',
  },
  KEY_NOT_UNLOCKED: {
    zh: '通行密钥没有解锁。请用指纹、面容或设备密码确认。',
    en: 'The passkey was not unlocked: confirm with your finger, face or the device’s code.',
  },
  PASSKEY_NOT_FOUND: {
    zh: '这个通行密钥没有在本系统登记，或已被移除。请改用密码登录。',
    en: 'This passkey is not known here, or was removed. Use your password instead.',
  },
  NOT_INVITED: {
    zh: '统一身份认证的这个邮箱在本系统没有账号，也没有待接受的邀请。请联系领导小组办公室。',
    en: 'The e-mail of your single sign-on has no account here and no invitation: ask the leading group’s office.',
  },
  'access.invitation_void': {
    zh: '这个邀请链接已失效，请联系邀请您的人重发。',
    en: 'This invitation’s link is void: ask whoever invited you to send it again.',
  },
  SESSION_NOT_FRESH: {
    zh: '登录已超过一天。为安全起见，请退出后重新登录再办理。',
    en: 'You signed in more than a day ago. To be safe, sign out and in again, then do this.',
  },
  PASSWORD_SHORT: { zh: '密码至少 10 个字符。', en: 'A password has at least 10 characters.' },
  PASSWORD_COMMON: { zh: '新密码太容易被猜到，请换一个。', en: 'The new password is too easily guessed.' },
  PASSWORD_PERSONAL: {
    zh: '密码里不能有您的姓名或邮箱。',
    en: 'A password may not contain your name or your e-mail address.',
  },
};

const unknown: Labels = {
  zh: '没有办成。请稍后重试；仍不行，请联系管理员。',
  en: 'It did not succeed. Try again later; if it persists, tell the administrator.',
};
const busy: Labels = {
  zh: '尝试次数过多，请稍等一分钟。',
  en: 'Too many attempts: wait a minute.',
};

/** Goes to the district's single sign-on, which comes back to `to`; a refusal comes back to the sign-in page. */
export async function goToSingleSignOn(provider: string, to: string): Promise<void> {
  const back = `/sign-in?entered=1&to=${encodeURIComponent(to)}`;
  const { url } = await callAuth('sign-in/social', {
    provider,
    callbackURL: back,
    errorCallbackURL: '/sign-in',
  });
  if (typeof url === 'string') window.location.assign(url);
}

/** Asks sign-in and gives the answer's data. Throws {@link CallFailed} in words that say what to do. */
export async function callAuth(path: string, body?: object): Promise<AuthAnswer['data']> {
  const answer = await askAuth(path, body);
  if (answer.status >= 200 && answer.status < 300) return answer.data;
  throw refusalOf(answer);
}

/** A refusal of sign-in in words. */
export function refusalOf({ status, data }: AuthAnswer): CallFailed {
  if (status === 0) return unreachable();
  const code = typeof data.code === 'string' ? data.code : 'auth.refused';
  return new CallFailed({
    code,
    status,
    labels: refusals[code] ?? (status === 429 ? busy : unknown),
    requestId: null,
  });
}
