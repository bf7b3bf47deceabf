import type { z } from 'zod';
import type { labelsSchema } from './common.ts';

/**
 * What the audit can say that somebody did: each act once, as a past event, with its words. An act that is not here cannot be recorded,
 * so that no line ever stands in a history without words.
 */
export const auditActions = {
  'access.signed_in': { zh: '登录', en: 'signed in' },
  'access.signed_out': { zh: '退出登录', en: 'signed out' },
  'access.sign_in_failed': { zh: '登录失败', en: 'failed to sign in' },
  'access.person.added': { zh: '新增人员', en: 'added a person' },
  'access.membership.granted': { zh: '授予身份', en: 'granted a membership' },
  'access.membership.switched': { zh: '切换身份', en: 'switched membership' },

  'audit.searched': { zh: '查阅审计记录', en: 'searched the audit' },
  'audit.exported': { zh: '导出审计记录', en: 'exported audit lines' },
  'audit.record_read': { zh: '查阅办理记录', en: 'read a record’s history' },
  'audit.chain_verified': { zh: '核验审计链', en: 'verified the audit’s chain' },
  'audit.head_exported': { zh: '导出审计链校验值', en: 'exported the audit chain’s hash' },

  'indicators.plan.counted': { zh: '重新计算指标', en: 'counted the targets' },
  'indicators.value.reported': { zh: '报送指标值', en: 'reported a value' },
  'indicators.list.exported': { zh: '导出计入企业名单', en: 'exported the list behind a number' },
  'indicators.progress_table.exported': { zh: '导出进度表', en: 'exported the progress table' },

  'notify.choice.made': { zh: '选择消息送达方式', en: 'chose how to be told' },
  'notify.delivery.retried': { zh: '重新发送', en: 'sent once more' },
  'notify.delivery.discarded': { zh: '不再发送', en: 'gave up sending' },
  'notify.webhook.added': { zh: '接入外部系统', en: 'connected a system' },
  'notify.webhook.ended': { zh: '断开外部系统', en: 'disconnected a system' },

  'platform.backup.made': { zh: '备份全部数据', en: 'backed up all data' },
  'platform.backup.restored': { zh: '从备份恢复', en: 'restored a backup' },

  'platform.retention.decided': { zh: '确定保存期限', en: 'decided how long records are kept' },
  'platform.retention.applied': { zh: '清除过期记录', en: 'let go of records past their time' },

  'plan.loaded': { zh: '载入计划', en: 'loaded a plan' },
  'plan.definition.decided': { zh: '确定口径', en: 'decided a definition' },
  'plan.decomposition.decided': { zh: '下达分解', en: 'issued a decomposition' },
  'plan.range.decided': { zh: '确定区间', en: 'decided a range' },

  'policies.draft.created': { zh: '起草政策', en: 'began a policy’s draft' },
  'policies.draft.saved': { zh: '保存政策草稿', en: 'saved a policy’s draft' },
  'policies.draft.submitted': { zh: '送审政策', en: 'submitted a policy’s draft' },
  'policies.draft.returned': { zh: '退回政策草稿', en: 'returned a policy’s draft' },
  'policies.draft.published': { zh: '审核通过政策', en: 'approved a policy’s draft' },
  'policies.draft.withdrawn': { zh: '撤回政策草稿', en: 'withdrew a policy’s draft' },
  'policies.policy.published': { zh: '发布政策', en: 'published a policy' },
  'policies.policy.repealed': { zh: '废止政策', en: 'repealed a policy' },
  'policies.run.started': { zh: '开始全区匹配', en: 'started a matching of the district' },
  'policies.run.cancelled': { zh: '取消全区匹配', en: 'cancelled a matching of the district' },
  'policies.list.exported': { zh: '导出政策对象名单', en: 'exported a policy’s list' },
  'policies.coverage.exported': { zh: '导出政策受惠名单', en: 'exported who enjoyed a policy' },
  'policies.enjoyments.imported': { zh: '导入政策兑现记录', en: 'imported support received' },

  'registry.entity.registered': { zh: '登记市场主体', en: 'registered an entity' },
  'registry.entity.changed': { zh: '变更市场主体', en: 'changed an entity' },
  'registry.entity.corrected': { zh: '更正市场主体', en: 'corrected an entity' },
  'registry.entity.merged': { zh: '合并市场主体', en: 'merged two entities' },
  'registry.entity.unmerged': { zh: '撤销合并', en: 'undid a merge' },
  'registry.fact.recorded': { zh: '登记指标数据', en: 'recorded a figure' },
  'registry.fact.corrected': { zh: '更正指标数据', en: 'corrected a figure' },
  'registry.fact.withdrawn': { zh: '撤回指标数据', en: 'withdrew a figure' },
  'registry.milestone.recorded': { zh: '登记事项', en: 'recorded a milestone' },
  'registry.milestone.corrected': { zh: '更正事项', en: 'corrected a milestone' },
  'registry.milestone.withdrawn': { zh: '撤回事项', en: 'withdrew a milestone' },
  'registry.designation.recorded': { zh: '登记称号', en: 'recorded a designation' },
  'registry.designation.corrected': { zh: '更正称号', en: 'corrected a designation' },
  'registry.designation.ended': { zh: '终止称号', en: 'ended a designation' },
  'registry.designation.withdrawn': { zh: '撤回称号', en: 'withdrew a designation' },
  'registry.personal.opened': { zh: '查看个人信息', en: 'opened personal data' },
  'registry.entities.exported': { zh: '导出企业名录', en: 'exported entities' },
  'registry.population.loaded': { zh: '装入模拟数据', en: 'loaded a simulated population' },
  'registry.import.uploaded': { zh: '上传导入文件', en: 'uploaded a file' },
  'registry.import.started': { zh: '开始导入', en: 'started an import' },
  'registry.import.done': { zh: '完成导入', en: 'finished an import' },
  'registry.import.cancelled': { zh: '取消导入', en: 'cancelled an import' },
  'registry.import.rejects_downloaded': { zh: '下载退回行', en: 'downloaded rejected rows' },

  'submissions.cells.saved': { zh: '填写报表', en: 'filled in a report' },
  'submissions.submission.submitted': { zh: '提交报表', en: 'submitted a report' },
  'submissions.submission.withdrawn': { zh: '撤回报表', en: 'withdrew a report' },
  'submissions.submission.passed': { zh: '审核通过一级', en: 'approved a report, for the next to sign' },
  'submissions.submission.approved': { zh: '审核通过报表', en: 'approved a report' },
  'submissions.submission.returned': { zh: '退回报表', en: 'returned a report' },
  'submissions.submission.locked': { zh: '锁定报表', en: 'locked a report' },
  'submissions.submission.reopened': { zh: '重新开放报表', en: 're-opened a report' },
  'submissions.evidence.added': { zh: '上传佐证材料', en: 'added evidence' },
  'submissions.evidence.removed': { zh: '移除佐证材料', en: 'removed evidence' },
  'submissions.evidence.downloaded': { zh: '下载佐证材料', en: 'downloaded evidence' },
  'submissions.dispute.opened': { zh: '提出数据异议', en: 'disputed a count' },
  'submissions.dispute.withdrawn': { zh: '撤回数据异议', en: 'withdrew a dispute' },
  'submissions.dispute.settled': { zh: '办结数据异议', en: 'settled a dispute' },
  'submissions.units.reminded': { zh: '催报', en: 'reminded units' },
} as const satisfies Readonly<Record<string, z.infer<typeof labelsSchema>>>;

export type AuditAction = keyof typeof auditActions;
