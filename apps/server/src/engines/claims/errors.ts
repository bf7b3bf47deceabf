import { defineErrors } from '../../platform/errors/index.ts';

export const claimFailure = defineErrors({
  'claims.no_entity': {
    status: 404,
    zh: '登记库里没有信用代码为“{code}”的企业。请对照营业执照核对;确认无误的,请联系所在镇街。',
    en: 'The registry has no enterprise with the credit code “{code}”. Compare it with the licence; if it is right, ask your town.',
  },
  'claims.not_active': {
    status: 409,
    zh: '“{name}”已不在存续状态,不能认领。',
    en: '“{name}” is no longer active and cannot be claimed.',
  },
  'claims.yours_already': {
    status: 409,
    zh: '您已是“{name}”的人员,切换身份即可办理。',
    en: 'You act for “{name}” already: switch to it.',
  },
  'claims.waiting_already': {
    status: 409,
    zh: '您已申请认领“{name}”,正在等办公室审核。',
    en: 'You have claimed “{name}” already: the office has not decided yet.',
  },
  'claims.too_many': {
    status: 409,
    zh: '您有 {most} 件认领还没有审核,请等有结果后再申请。',
    en: '{most} claims of yours wait for the office: wait for its word first.',
  },
  'claims.no_proof': {
    status: 400,
    zh: '请附上营业执照的照片或扫描件。',
    en: 'Attach a photograph or a scan of the licence.',
  },
  'claims.not_a_proof': {
    status: 415,
    zh: '“{name}”不是 JPG、PNG 照片或 PDF 文件。请重新拍照或另存后再上传。',
    en: '“{name}” is no JPEG or PNG picture and no PDF: take the photograph again or save it anew.',
  },
  'claims.proof_too_large': {
    status: 413,
    zh: '文件超过 {limit} MB。请压缩或重新拍照后再上传。',
    en: 'The file is larger than {limit} MB: make it smaller or take the photograph again.',
  },
  'claims.not_found': { status: 404, zh: '没有这件认领申请。', en: 'There is no such claim.' },
  'claims.decided': {
    status: 409,
    zh: '这件认领已有结果({state}),请刷新页面。',
    en: 'This claim was decided already ({state}): reload the page.',
  },
});
