import { defineWords, type EnglishOf } from '../../shared/words.ts';

export const zh = {
  title: '接受邀请',
  void: '邀请打不开',
  to: '邀请您加入{{organisation}}，角色是“{{role}}”。',
  'to.newcomer': '开通一个苗圃账号，之后可以认领您的企业。',
  for: '发给 {{email}}，{{until}} 前有效，只能用一次。',
  name: '姓名',
  'name.missing': '请填写姓名',
  password: '设置登录密码',
  accept: '开通并登录',
  'accept.passkey': '不设密码，用这台设备的通行密钥',
  'accept.single_sign_on': '用{{name}}登录并接受',
  'passkey.name': '开通账号时的设备',
  failed: '没有办成',
  sign_in_first: '这个邮箱已有账号。请先登录，登录后会回到这里。',
  other_account: '您现在登录的是 {{email}}，不是受邀的账号。请换用受邀的账号登录。',
  sign_in: '去登录',
  join: '接受邀请',
  'register.title': '企业开通账号',
  'register.text': '填写邮箱，系统会发来一个链接。打开后设置密码，就可以用统一社会信用代码认领企业。',
  'register.closed': '本系统没有设置邮件服务，请联系领导小组办公室发邀请。',
  'register.sent': '链接已发出，请查收邮件。几分钟后仍没有收到，请检查垃圾邮件或联系领导小组办公室。',
  'register.send': '发送链接',
  email: '电子邮箱',
  'email.missing': '请填写电子邮箱，例如 wang@example.org',
} as const;

export const en: EnglishOf<typeof zh> = {
  title: 'Your invitation',
  void: 'This invitation does not open',
  to: 'You are invited to join {{organisation}} as “{{role}}”.',
  'to.newcomer': 'Open a Miaopu account; then you can claim your enterprise.',
  for: 'For {{email}}; it opens until {{until}} and works once.',
  name: 'Name',
  'name.missing': 'Enter your name',
  password: 'Choose a password',
  accept: 'Open the account and sign in',
  'accept.passkey': 'No password: use a passkey of this device',
  'accept.single_sign_on': 'Accept with {{name}}',
  'passkey.name': 'Device of the first day',
  failed: 'It did not succeed',
  sign_in_first: 'This e-mail has an account already. Sign in first; you come back here.',
  other_account: 'You are signed in as {{email}}, which is not who was invited. Sign in with that account.',
  sign_in: 'Sign in',
  join: 'Accept',
  'register.title': 'An account for your enterprise',
  'register.text':
    'Enter your e-mail: a link comes with which you choose a password. Then you claim your enterprise by its credit code.',
  'register.closed': 'No e-mail goes out from here: ask the leading group’s office for an invitation.',
  'register.sent':
    'The link is on its way. If it has not come in a few minutes, look among unwanted mail or ask the leading group’s office.',
  'register.send': 'Send the link',
  email: 'E-mail',
  'email.missing': 'Enter your e-mail address, for example wang@example.org',
};

export const useWords = defineWords('invitation', { zh, en });
