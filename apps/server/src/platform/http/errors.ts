import { defineErrors } from '../errors/index.ts';

export const httpFailure = defineErrors({
  'http.invalid': {
    status: 400,
    zh: '提交的内容有不符合要求之处,请按下面的提示修改后重试。',
    en: 'What was sent is not as required: change what is named below and try again.',
  },
  'http.unreadable': {
    status: 400,
    zh: '提交的内容不是有效的 JSON,请检查后重试。',
    en: 'What was sent is not valid JSON: check it and try again.',
  },
  'http.bad_host': {
    status: 400,
    zh: '请求头 Host 不是可用的主机名。',
    en: 'The header Host names no host that there can be.',
  },
  'http.bad_form': {
    status: 400,
    zh: '上传的表单不完整或格式有误，请重新选择文件后再传。',
    en: 'The form that was uploaded is cut off or malformed: choose the file again and send it.',
  },
  'http.sign_in_first': { status: 401, zh: '请先登录。', en: 'Sign in first.' },
  'http.second_factor_first': {
    status: 403,
    zh: '您的角色须先启用第二重验证。请到“我的账号”绑定验证器后再继续。',
    en: 'Your role needs a second factor: set one up under “My account” first.',
  },
  'http.not_yours': {
    status: 403,
    zh: '您的角色不能进行此操作。需要时请联系领导小组办公室。',
    en: 'Your role may not do this. Ask the office if you need it.',
  },
  'http.not_our_page': {
    status: 403,
    zh: '此操作来自其他网站的页面,已拒绝。请在本系统的页面上操作。',
    en: 'This came from a page of another site and was refused. Use the pages of this system.',
  },
  'http.not_found': { status: 404, zh: '没有这个地址。', en: 'There is nothing at this address.' },
  'http.bad_key': {
    status: 400,
    zh: '请求头 idempotency-key 应为 8 至 100 个字母、数字、下划线或连字符。',
    en: 'The header idempotency-key has 8 to 100 letters, digits, underscores or hyphens.',
  },
  'http.key_used': {
    status: 409,
    zh: '这个 idempotency-key 已用于另一个请求。请换一个再发。',
    en: 'This idempotency-key belongs to another request. Send it with another one.',
  },
  'http.done_before': {
    status: 409,
    zh: '这次操作先前已经保存，没有重复保存。请刷新页面查看。',
    en: 'This was saved before, and was not saved a second time. Reload the page to see it.',
  },
  'http.too_large': { status: 413, zh: '内容过大。', en: 'This is too large.' },
  'http.unsupported': { status: 415, zh: '不支持这种内容格式。', en: 'This content type is not supported.' },
  'http.busy': {
    status: 429,
    zh: '请求过于频繁,请 {seconds} 秒后再试。',
    en: 'Too many requests: try again in {seconds} seconds.',
  },
  'http.ending': {
    status: 503,
    zh: '系统正在重启,未保存任何改动。请约 10 秒后重试。',
    en: 'The system is restarting and nothing was saved. Try again in some 10 seconds.',
  },
  'http.fault': {
    status: 500,
    zh: '服务出现故障,未保存任何改动。请稍后重试;如仍如此,请把请求编号告诉管理员。',
    en: 'The service failed and nothing was saved. Try again; if it stays so, give the request number to the administrator.',
  },
  'http.database_away': {
    status: 503,
    zh: '数据库暂时连接不上,未保存任何改动。请稍后重试。',
    en: 'The database cannot be reached and nothing was saved. Try again shortly.',
  },
});
