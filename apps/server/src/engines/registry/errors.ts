import { defineErrors } from '../../platform/errors/index.ts';

/** What the registry refuses, and what to do about it. */
export const registryFailure = defineErrors({
  'registry.entity_not_found': {
    status: 404,
    zh: '没有“{id}”这个主体。请检查编号或代码,或在企业页搜索。',
    en: 'There is no entity “{id}”. Check the number or code, or search for it.',
  },
  'registry.entity_absorbed': {
    status: 409,
    zh: '主体 {id} 已于 {at} 由{by}并入主体 {into}。请在 {into} 上操作;如确属两家,请先撤销合并。',
    en: 'Entity {id} was merged into {into} at {at} by {by}. Work on {into}; if they are two after all, undo the merge first.',
  },
  'registry.version_not_found': {
    status: 404,
    zh: '主体 {id} 没有编号为 {version} 的记录。请刷新页面后重试。',
    en: 'Entity {id} has no version {version}. Reload the page and try again.',
  },
  'registry.superseded': {
    status: 409,
    zh: '您看到的记录已由{by}于 {at} 更新({reason})。请刷新后核对,再决定是否仍要修改。',
    en: 'What you saw was superseded by {by} at {at} ({reason}). Reload, compare, then decide whether to change it still.',
  },
  'registry.before_first_version': {
    status: 400,
    zh: '主体 {id} 的记录自 {from} 起,{day} 在此之前。如起始日期有误,请更正最早一条记录。',
    en: 'Entity {id} is recorded from {from}; {day} is before that. If the start is wrong, correct the earliest version.',
  },
  'registry.outside_versions': {
    status: 400,
    zh: '主体 {id} 在 {day} 没有记录,不能登记变更。',
    en: 'Entity {id} has no version on {day}, so nothing can change there.',
  },
  'registry.in_the_future': {
    status: 400,
    zh: '日期 {day} 晚于今天({today})。请填写已经发生的日期。',
    en: 'The day {day} is later than today ({today}). Give a day that has come.',
  },
  'registry.start_not_movable': {
    status: 400,
    zh: '起始日期不能改为 {day}:它必须晚于 {after} 且早于 {before}。',
    en: 'The start cannot move to {day}: it must be after {after} and before {before}.',
  },
  'registry.fields_invalid': {
    status: 400,
    zh: '有字段的值不符合要求,请按提示修改。',
    en: 'Some fields are not as required: change what is named below.',
  },
  'registry.code_taken': {
    status: 409,
    zh: '代码 {code} 已属于“{name}”(编号 {id})。如是同一家,请合并;如对方有误,请先更正对方。',
    en: 'The code {code} belongs to “{name}” (entity {id}). Merge the two if they are one; if that one is wrong, correct it first.',
  },
  'registry.fact_exists': {
    status: 409,
    zh: '“{field}”{period}已有数值 {value}。如该数值有误,请作更正。',
    en: '“{field}” of {period} is already recorded as {value}. If that is wrong, correct it.',
  },
  'registry.fact_not_found': {
    status: 404,
    zh: '没有“{field}”{period}的数值,或它已被撤回。请刷新页面后重试。',
    en: 'There is no “{field}” of {period}, or it was withdrawn. Reload the page and try again.',
  },
  'registry.record_not_found': {
    status: 404,
    zh: '没有编号为 {id} 的记录,或它已被撤回。请刷新页面后重试。',
    en: 'There is no record {id}, or it was withdrawn. Reload the page and try again.',
  },
  'registry.designation_overlaps': {
    status: 409,
    zh: '“{title}”在 {from} 至 {to} 已有记录,期间重叠。如原记录有误,请作更正。',
    en: '“{title}” is already recorded from {from} to {to}, which overlaps. If that is wrong, correct it.',
  },
  'registry.columns_unknown': {
    status: 400,
    zh: '没有这些列:{columns}。可用的列:{known}。',
    en: 'There are no such columns: {columns}. The columns are {known}.',
  },
  'registry.merge_itself': {
    status: 400,
    zh: '不能把主体与它自己合并。请选择两个不同的主体。',
    en: 'An entity cannot be merged with itself. Choose two.',
  },
  'registry.merge_linked': {
    status: 409,
    zh: '{keep} 与 {absorb} 由“{kind}”事件前后相连,是两个主体,不能合并。如该事件有误,请先撤回。',
    en: '{keep} and {absorb} are linked by the milestone “{kind}” and are two entities. If that milestone is wrong, withdraw it first.',
  },
  'registry.merge_not_found': {
    status: 404,
    zh: '没有编号为 {id} 的合并。请刷新页面后重试。',
    en: 'There is no merge {id}. Reload the page and try again.',
  },
  'registry.merge_built_upon': {
    status: 409,
    zh: '合并 {id} 之后,主体 {kept} 又参与了合并 {later}。请先撤销后一次合并。',
    en: 'After merge {id}, entity {kept} took part in merge {later}. Undo the later one first.',
  },
});
