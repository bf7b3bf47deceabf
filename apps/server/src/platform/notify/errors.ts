import { defineErrors } from '../errors/index.ts';

export const notifyFailure = defineErrors({
  'notify.always': {
    status: 409,
    zh: '此类消息事关账号安全或报送期限，不能关闭。',
    en: 'This kind concerns your account or a deadline that binds you, and cannot be turned off.',
  },
  'notify.no_delivery': {
    status: 404,
    zh: '没有未送达的消息 {id}：可能已有人重新发送。请刷新列表。',
    en: 'There is no undelivered message {id}: somebody may have sent it again. Refresh the list.',
  },
  'notify.no_webhook': {
    status: 404,
    zh: '没有外部系统 {id}，或已断开。请刷新列表。',
    en: 'There is no connected system {id}, or it was disconnected. Refresh the list.',
  },
  'notify.bad_url': {
    status: 400,
    zh: '地址里不能带用户名和密码。接收方可用签名核验来源。',
    en: 'The address may not carry a user name or password: the receiver can check the signature instead.',
  },
});
