import { defineErrors } from '../errors/index.ts';

export const peopleFailure = defineErrors({
  'people.no_person': { status: 404, zh: '没有这个人员。', en: 'There is no such person.' },
  'people.no_membership': {
    status: 404,
    zh: '没有这个身份,或它已终止。请刷新页面。',
    en: 'There is no such membership, or it has ended. Reload the page.',
  },
  'people.not_yours_to_give': {
    status: 403,
    zh: '您不能授予或终止“{role}”这个角色。管理员和审计员由管理员办理,企业主可办理本企业员工。',
    en: 'You may not give or end the role “{role}”. The administrator sees to administrators and auditors, an owner to the own enterprise’s staff.',
  },
  'people.not_yourself': {
    status: 409,
    zh: '不能对自己的账号办理此事,请由另一位管理员办理。',
    en: 'You cannot do this to your own account: ask another administrator.',
  },
  'people.last_one': {
    status: 409,
    zh: '这是最后一位“{role}”,终止后将无人办理。请先邀请另一位。',
    en: 'This is the last “{role}”: nobody could do the work afterwards. Invite another first.',
  },
  'people.member_already': {
    status: 409,
    zh: '{email} 在“{organisation}”已有这个角色。',
    en: '{email} has this role in “{organisation}” already.',
  },
  'people.account_already': {
    status: 409,
    zh: '{email} 已有账号,可直接登录。',
    en: '{email} has an account already and can sign in.',
  },
  'people.invited_already': {
    status: 409,
    zh: '{email} 已受邀担任这个角色,还没有接受。可在邀请列表里重发。',
    en: '{email} was invited to this role and has not accepted yet: send that invitation again.',
  },
  'people.no_invitation': {
    status: 404,
    zh: '没有这个邀请,或它已接受、已撤回。请刷新页面。',
    en: 'There is no such invitation, or it was accepted or withdrawn. Reload the page.',
  },
  'people.successor_needed': {
    status: 409,
    zh: '还有 {items} 项未办事项,请选择接手的人。',
    en: '{items} pieces of work are open: choose who takes them over.',
  },
  'people.no_successor': {
    status: 400,
    zh: '所选的人不能接手这些事项,请另选一位。',
    en: 'Whom you chose cannot take this work over: choose another.',
  },
  'people.work_changed': {
    status: 409,
    zh: '未办事项有变化(现在 {items} 项),请核对后再确认。',
    en: 'The open work has changed (now {items}): look again, then confirm.',
  },
  'people.link_void': {
    status: 404,
    zh: '这个链接已失效:可能已经用过、过期,或有更新的一个。请重新申请。',
    en: 'This link is void: it was used, has expired, or there is a newer one. Ask for another.',
  },
  'people.no_mail': {
    status: 409,
    zh: '本系统没有设置邮件服务。请联系系统管理员或领导小组办公室办理。',
    en: 'No e-mail goes out from here: ask the administrator or the leading group’s office.',
  },
  'people.sign_in_anew': {
    status: 403,
    zh: '登录已超过一天。为安全起见,请退出后重新登录再更换邮箱。',
    en: 'You signed in more than a day ago. To be safe, sign out and in again, then change the e-mail.',
  },
  'people.no_registration': {
    status: 409,
    zh: '本系统没有设置邮件服务,不能自助注册。请联系领导小组办公室发邀请。',
    en: 'No e-mail goes out from here, so that nobody can register alone: ask the office for an invitation.',
  },
});
