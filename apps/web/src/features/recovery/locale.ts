import { defineWords, type EnglishOf } from '../../shared/words.ts';

export const zh = {
  back: '返回登录',
  again: '重新申请',
  sign_in: '去登录',
  failed: '没有办成',
  void: '链接打不开',
  email: '电子邮箱',
  'email.missing': '请填写电子邮箱，例如 wang@example.org',
  no_mail: '请联系系统管理员或领导小组办公室',
  'no_mail.text':
    '本系统没有设置邮件服务。对方核实是您本人后，可在“人员”页为您签发一个一次性链接，用它设置新密码。',
  'forgotten.title': '忘记密码',
  'forgotten.text': '填写登录用的邮箱，系统会发来一个链接，用它设置新密码。',
  'forgotten.send': '发送链接',
  'forgotten.sent': '如果这个邮箱有账号，链接已经发出，30 分钟内有效。',
  'forgotten.none':
    '几分钟后仍没有收到，请检查垃圾邮件，并核对邮箱是否填对。十分钟内不会重复发送。邮箱已不能用的，请联系系统管理员或领导小组办公室。',
  'reset.title': '设置新密码',
  'reset.for': '账号 {{email}}，链接 {{until}} 前有效，只能用一次。',
  'reset.password': '新密码',
  'reset.submit': '保存新密码',
  'reset.done': '新密码已保存',
  'reset.done.text': '各处的登录都已退出，请用新密码登录。已启用第二重验证的，登录时仍要填写验证码。',
  'confirm.title': '确认新邮箱',
  'confirm.text': '确认后，今后用这个邮箱登录苗圃，系统消息也发到这里。',
  'confirm.submit': '确认',
  'confirm.done': '已更换，今后请用 {{email}} 登录',
} as const;

export const en: EnglishOf<typeof zh> = {
  back: 'Back to signing in',
  again: 'Ask for another',
  sign_in: 'Sign in',
  failed: 'It did not succeed',
  void: 'This link does not open',
  email: 'E-mail',
  'email.missing': 'Enter your e-mail address, for example wang@example.org',
  no_mail: 'Ask the administrator or the leading group’s office',
  'no_mail.text':
    'No e-mail goes out from here. Once they know that it is you, they make a link that works once under “People”, and you set a new password with it.',
  'forgotten.title': 'Forgotten password',
  'forgotten.text': 'Enter the e-mail that you sign in with: a link comes with which you set a new password.',
  'forgotten.send': 'Send the link',
  'forgotten.sent': 'If this e-mail has an account, the link is on its way. It opens for 30 minutes.',
  'forgotten.none':
    'If it has not come in a few minutes, look among unwanted mail and check the address. None is sent again within ten minutes. If you cannot read that e-mail any more, ask the administrator or the leading group’s office.',
  'reset.title': 'A new password',
  'reset.for': 'For {{email}}; the link opens until {{until}} and works once.',
  'reset.password': 'New password',
  'reset.submit': 'Save the new password',
  'reset.done': 'The new password is saved',
  'reset.done.text':
    'You were signed out everywhere: sign in with the new password. If you have a second factor, it is still asked for.',
  'confirm.title': 'Confirm your new e-mail',
  'confirm.text': 'Once confirmed, you sign in to Miaopu with this e-mail, and messages go there.',
  'confirm.submit': 'Confirm',
  'confirm.done': 'It is changed: from now on sign in with {{email}}',
};

export const useWords = defineWords('recovery', { zh, en });
