import type { z } from 'zod';
import type { OrganisationKind, Role } from './abilities.ts';
import type { labelsSchema } from './common.ts';

type Labels = z.infer<typeof labelsSchema>;

/** What people are called by their role. */
export const roleNames = {
  leader: { zh: '领导', en: 'Leader' },
  office: { zh: '办公室工作人员', en: 'Office staff' },
  department_lead: { zh: '部门负责人', en: 'Head of department' },
  department_clerk: { zh: '部门经办人', en: 'Department clerk' },
  town_lead: { zh: '镇街负责人', en: 'Head of town' },
  town_clerk: { zh: '镇街经办人', en: 'Town clerk' },
  auditor: { zh: '审计员', en: 'Auditor' },
  administrator: { zh: '系统管理员', en: 'Administrator' },
  bank_officer: { zh: '银行客户经理', en: 'Bank officer' },
  provider: { zh: '服务机构人员', en: 'Service provider' },
  owner: { zh: '企业主', en: 'Owner' },
  staff: { zh: '企业员工', en: 'Enterprise staff' },
  newcomer: { zh: '尚无身份', en: 'No role yet' },
} as const satisfies Readonly<Record<Role, Labels>>;

/** What organisations are called by their kind. */
export const organisationKindNames = {
  leading_group: { zh: '领导小组', en: 'Leading group' },
  office: { zh: '办公室', en: 'Office' },
  department: { zh: '部门', en: 'Department' },
  town: { zh: '镇街', en: 'Town' },
  bank: { zh: '银行', en: 'Bank' },
  laboratory: { zh: '检测机构', en: 'Laboratory' },
  provider: { zh: '服务机构', en: 'Service provider' },
  enterprise: { zh: '企业', en: 'Enterprise' },
} as const satisfies Readonly<Record<OrganisationKind, Labels>>;
