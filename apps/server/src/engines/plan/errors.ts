import { defineErrors } from '../../platform/errors/index.ts';

export const planFailure = defineErrors({
  'plan.not_found': {
    status: 404,
    zh: '没有计划“{id}”。用 miaopu plan list 查看已载入的计划。',
    en: 'There is no plan “{id}”. See the loaded ones with miaopu plan list.',
  },
  'plan.no_such_target': { status: 404, zh: '计划中没有目标“{id}”。', en: 'The plan has no target “{id}”.' },
  'plan.definition_moved_on': {
    status: 409,
    zh: '口径在您编辑期间已有新版本(第 {version} 版,{by})。请核对新版本后再保存;您填写的内容仍在页面上。',
    en: 'The definition has a newer version ({version}, by {by}) than the one you edited. Look at it and save again; what you typed is still on the page.',
  },
  'plan.decomposition_moved_on': {
    status: 409,
    zh: '分解在您编辑期间已有新版本(第 {version} 版,{by})。请核对后再保存;您填写的内容仍在页面上。',
    en: 'The decomposition has a newer version ({version}, by {by}) than the one you edited. Look at it and save again; what you typed is still on the page.',
  },
  'plan.bad_measure': {
    status: 400,
    zh: '计数公式有误,未保存。请按下面的提示修改。',
    en: 'The measure is not right and was not saved. Change what is named below.',
  },
  'plan.bad_decomposition': {
    status: 400,
    zh: '分解表有误,未保存。请按下面的提示修改。',
    en: 'The decomposition is not right and was not saved. Change what is named below.',
  },
  'plan.does_not_add_up': {
    status: 422,
    zh: '各部分与总数对不上,未保存。请按下面的提示调整,或写明不一致的原因。',
    en: 'The parts do not come to the whole, so nothing was saved. Change what is named below, or say why they differ.',
  },
  'plan.no_folder': {
    status: 400,
    zh: '“{folder}”不是计划包:没有这个文件夹,或其中没有 .yaml 文件。示例:plans/luqiao-2018-2020。',
    en: '“{folder}” is no plan pack: there is no such folder, or no .yaml file in it. An example is plans/luqiao-2018-2020.',
  },
  'plan.file_too_large': {
    status: 400,
    zh: '{name} 超过 2 MB,不像计划包的文件。请移出文件夹,或拆成几个文件。',
    en: '{name} is larger than 2 MB, which no file of a plan pack is. Move it away, or make it several files.',
  },
  'plan.no_open_range': {
    status: 409,
    zh: '目标“{id}”不是合理区间类目标,没有可设定的区间。',
    en: 'Target “{id}” is not one that keeps within a range, so there is no range to set.',
  },
  'plan.bad_range': {
    status: 400,
    zh: '区间有误,未保存。请按下面的提示修改。',
    en: 'The range is not right and was not saved. Change what is named below.',
  },
  'plan.range_moved_on': {
    status: 409,
    zh: '区间在您编辑期间已有新版本(第 {version} 版,{by})。请核对后再保存;您填写的内容仍在页面上。',
    en: 'The range has a newer version ({version}, by {by}) than the one you edited. Look at it and save again; what you typed is still on the page.',
  },
  'plan.no_such_round': {
    status: 404,
    zh: '没有这个分解方案“{id}”。请从计划的“任务分解”进入。',
    en: 'There is no decomposition round “{id}”. Enter from the plan’s decomposition.',
  },
  'plan.round_moved_on': {
    status: 409,
    zh: '分解方案在您打开之后已有变动,未办理。请刷新后核对再办。',
    en: 'The round has changed since you opened it, so nothing was done. Look at it again and repeat.',
  },
  'plan.round_not_now': {
    status: 409,
    zh: '分解方案现为“{state}”,不能这样办理。请刷新后再看。',
    en: 'The round is {state} now, so this cannot be done. Look at it again.',
  },
  'plan.round_changes_nothing': {
    status: 409,
    zh: '方案与现行分解完全一致,没有可下达的内容。请先调整,或撤回方案。',
    en: 'The round is the same as what is in force, so there is nothing to issue. Change something, or withdraw it.',
  },
  'plan.round_waits': {
    status: 409,
    zh: '还不能签发:有异议未答复,或有单位未反馈。请先答复、等待反馈;下达时写明“逾期未反馈视为无异议”的,反馈期限过后可以签发。',
    en: 'It cannot be signed off yet: objections are not answered, or units have said nothing. Answer them, and wait for their word; where silence was declared to agree when they were asked, it does when their day to answer is over.',
  },
  'plan.no_day_to_answer': {
    status: 400,
    zh: '逾期未反馈视为无异议的,须写明反馈期限,且不早于今天。请填写“请于何日前反馈”。',
    en: 'Silence can agree only by a day until which units answer, today or later. Name that day.',
  },
  'plan.rewrites_the_past': {
    status: 422,
    zh: '生效日期 {day} 已过,签发会改写已经据以考核的版本。请改为今天或以后,或写明追溯的理由。',
    en: 'The day {day} is past, and signing would rewrite versions that progress was held to. Name today or a later day, or say why it holds from then.',
  },
  'plan.not_asked': {
    status: 404,
    zh: '方案没有向“{unit}”下达目标“{target}”,或您不代表该单位。请刷新后再看。',
    en: 'The round asks “{unit}” nothing of target “{target}”, or it is not your unit. Look at it again.',
  },
  'plan.no_objection': {
    status: 409,
    zh: '“{unit}”对目标“{target}”没有待答复的异议。',
    en: 'There is no objection of “{unit}” to target “{target}” that waits for an answer.',
  },
  'plan.outside_period': {
    status: 400,
    zh: '生效日期 {day} 不在计划期 {start} 至 {end} 之内。',
    en: 'The day {day} on which it comes into force is outside the plan, {start} to {end}.',
  },
  'plan.no_table': {
    status: 400,
    zh: '这个文件不是任务分解表:没有“目标编号”一列。请先导出任务分解表,在其中修改后再导入。',
    en: 'This file is no decomposition table: it has no column “目标编号”. Export the table, change it, and import that.',
  },
});
