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
});
