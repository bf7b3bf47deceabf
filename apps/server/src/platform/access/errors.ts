import { defineErrors } from '../errors/index.ts';

export const accessFailure = defineErrors({
  'access.no_organisation': {
    status: 404,
    zh: '没有编号为“{organisation}”的单位,或该单位已撤销。',
    en: 'There is no organisation “{organisation}”, or it has ended.',
  },
  'access.organisation_needed': {
    status: 400,
    zh: '角色“{role}”需要说明所在单位。',
    en: 'The role “{role}” needs an organisation to be named.',
  },
  'access.role_not_there': {
    status: 400,
    zh: '“{organisation}”没有“{role}”这个角色。',
    en: '“{organisation}” has no role “{role}”.',
  },
  'access.no_membership': {
    status: 404,
    zh: '您没有这个身份,或该身份已终止。请刷新页面后重新选择。',
    en: 'You do not hold this membership, or it has ended. Reload the page and choose again.',
  },
  'access.invitation_void': {
    status: 404,
    zh: '这个邀请链接已失效:可能已经用过、过期、撤回,或有更新的一封。请联系邀请您的人重发。',
    en: 'This invitation’s link is void: it was used, has expired, was withdrawn, or there is a newer one. Ask whoever invited you to send it again.',
  },
  'access.known_already': {
    status: 409,
    zh: '邮箱 {email} 已有账号。请先登录,再打开邀请链接。',
    en: '{email} has an account already: sign in first, then open the link again.',
  },
  'access.invited_another': {
    status: 403,
    zh: '这个邀请是发给 {email} 的,与您登录的账号不同。请换用该账号登录。',
    en: 'This invitation is for {email}, which is not the account that you are signed in with.',
  },
  'access.weak_password': { status: 400, zh: '{because}', en: '{because}' },
});
