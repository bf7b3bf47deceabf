import { defineErrors } from '../../platform/errors/index.ts';

/** What the policies engine refuses, and what to do about it. */
export const policyFailure = defineErrors({
  'policies.not_found': {
    status: 404,
    zh: '没有政策“{id}”。请从政策库进入,或检查编号。',
    en: 'There is no policy “{id}”. Enter from the library, or check the number.',
  },
  'policies.version_not_found': {
    status: 404,
    zh: '政策“{id}”没有第 {version} 版。请从版本列表中选择。',
    en: 'Policy “{id}” has no version {version}. Choose one from its list of versions.',
  },
  'policies.not_in_force': {
    status: 409,
    zh: '政策“{id}”在 {day} 不在执行期({from} 至 {to})。请改选日期。',
    en: 'Policy “{id}” is not in force on {day} (it is from {from} to {to}). Choose another day.',
  },
  'policies.draft_not_found': {
    status: 404,
    zh: '没有编号为 {id} 的草稿。请从政策库进入。',
    en: 'There is no draft {id}. Enter from the library.',
  },
  'policies.not_open_to_writing': {
    status: 409,
    zh: '草稿已送审或已办结,不能再改。需要修改时请审核人退回。',
    en: 'The draft is under review or closed and cannot be changed. Have the reviewer return it.',
  },
  'policies.act_not_open': {
    status: 409,
    zh: '草稿现在是“{state}”,不能做这一步。请刷新后查看。',
    en: 'The draft is “{state}” now, so this cannot be done. Reload the page.',
  },
  'policies.own_review': {
    status: 403,
    zh: '起草人不能审核自己的稿件。请由另一人退回或发布。',
    en: 'Who wrote it does not review it. Another person returns or publishes it.',
  },
  'policies.draft_moved_on': {
    status: 409,
    zh: '草稿在您查看期间已由{by}保存(第 {revision} 稿)。请核对后再操作。',
    en: 'The draft was saved by {by} meanwhile (revision {revision}). Look at it, then act.',
  },
  'policies.remark_missing': {
    status: 400,
    zh: '请写明{what},便于对方修改和日后查阅。',
    en: 'Say {what}, for the other person and for whoever reads it later.',
  },
  'policies.draft_has_problems': {
    status: 422,
    zh: '政策文本还有 {count} 处错误,不能送审或发布。请按下面的提示修改。',
    en: 'The text has {count} errors and can be neither submitted nor published. Change what is named below.',
  },
  'policies.wrong_id': {
    status: 400,
    zh: '文本中的编号是“{found}”,应为“{wanted}”。要新建政策请另起草稿。',
    en: 'The text’s id is “{found}” and should be “{wanted}”. For a new policy begin another draft.',
  },
  'policies.version_moved_on': {
    status: 409,
    zh: '政策已有第 {version} 版({by}发布)。请核对新版本后再操作。',
    en: 'The policy has version {version} by now (published by {by}). Look at it, then act.',
  },
  'policies.no_entity': {
    status: 404,
    zh: '编号为 {id} 的主体在 {day} 没有记录。请检查编号,或改选日期。',
    en: 'Nothing is recorded of entity {id} on {day}. Check the number, or choose another day.',
  },
  'policies.not_your_town': {
    status: 403,
    zh: '您只能查看本镇(街道)的企业。请去掉镇街筛选。',
    en: 'You may see the enterprises of your own town only. Take the filter of another town away.',
  },
  'policies.not_your_policy': {
    status: 403,
    zh: '这项政策不归您所在的单位管。请联系{unit}或领导小组办公室。',
    en: 'This policy is not your unit’s. Ask {unit} or the office.',
  },
  'policies.no_enterprise': {
    status: 409,
    zh: '您现在不是以企业身份登录。请切换到企业身份。',
    en: 'You do not act for an enterprise now. Switch to the one you act for.',
  },
  'policies.no_parameter': {
    status: 400,
    zh: '政策“{id}”没有参数“{name}”。可改的参数:{known}。',
    en: 'Policy “{id}” has no parameter “{name}”. It has: {known}.',
  },
  'policies.bad_answer': {
    status: 400,
    zh: '有一项回答的格式不对,请按提示重填。',
    en: 'An answer is not of the form asked for: give it again as told below.',
  },
  'policies.no_run': {
    status: 404,
    zh: '没有编号为 {id} 的全区匹配。请从列表进入。',
    en: 'There is no matching {id} of the district. Enter from the list.',
  },
  'policies.run_over': {
    status: 409,
    zh: '全区匹配 {id} 已经结束({state}),不能取消。',
    en: 'The matching {id} is over ({state}) and cannot be cancelled.',
  },
  'policies.run_cancelled': {
    status: 409,
    zh: '全区匹配已取消,没有保存结果。',
    en: 'The matching was cancelled and nothing was kept.',
  },
  'policies.run_interrupted': {
    status: 409,
    zh: '全区匹配因服务停止而中断,没有保存结果。请重新开始。',
    en: 'The matching was interrupted because the service stopped, and nothing was kept. Start it again.',
  },
  'policies.enjoyment_columns': {
    status: 422,
    zh: '文件“{file}”缺少列:{missing}。需要统一社会信用代码、政策编号、年度、兑现日期;金额、部门、文号可以没有。',
    en: 'The file “{file}” lacks the columns {missing}. It needs 统一社会信用代码, 政策编号, 年度 and 兑现日期; 金额, 部门 and 文号 may be absent.',
  },
  'policies.library_unsound': {
    status: 500,
    zh: '政策库 policies/ 有 {count} 处错误,未载入。',
    en: 'The policy library policies/ has {count} errors and was not loaded.',
  },
});
