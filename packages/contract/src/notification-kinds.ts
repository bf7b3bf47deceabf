import type { z } from 'zod';
import type { labelsSchema } from './common.ts';

export const notificationWays = ['inbox', 'email', 'webhook'] as const;
export type NotificationWay = (typeof notificationWays)[number];

type Kind = z.infer<typeof labelsSchema> & {
  /** Whether it also goes by e-mail to those who chose nothing. */
  readonly email: boolean;
  /** Cannot be turned off: it is about the person's own account, or a deadline that binds them. */
  readonly always?: true;
};

/** What people are told of, each kind once. A person chooses for each by which way it reaches them. */
export const notificationKinds = {
  account: { zh: '账号与安全', en: 'Your account', email: true, always: true },
  claim_made: { zh: '企业认领待审核', en: 'A claim waits for the office', email: false },
  claim_decided: { zh: '企业认领有结果', en: 'Your claim was decided', email: true },
  submission_opened: { zh: '报送开始', en: 'A submission is open', email: false },
  submission_reminder: { zh: '催报', en: 'A reminder to submit', email: true, always: true },
  submission_returned: { zh: '报送被退回', en: 'A submission was returned', email: true },
  submission_submitted: { zh: '报送待审批', en: 'A submission waits for approval', email: false },
  submission_approved: { zh: '报送已通过', en: 'A submission was approved', email: false },
  decomposition_issued: { zh: '分解任务下达', en: 'Targets were issued', email: true },
  decomposition_objected: { zh: '对分解任务的异议', en: 'An objection to what was issued', email: false },
  policy_published: { zh: '符合条件的政策', en: 'A policy that fits', email: false },
  policy_review: { zh: '政策待审核', en: 'A policy waits for review', email: false },
  case_assigned: { zh: '办件到手', en: 'A case is yours', email: true },
  case_due: { zh: '办件将到期', en: 'A case is due', email: true },
  case_decided: { zh: '办件有结果', en: 'A case was decided', email: true },
} as const satisfies Readonly<Record<string, Kind>>;

export type NotificationKind = keyof typeof notificationKinds;
export const notificationKindNames = Object.keys(notificationKinds) as NotificationKind[];

/** Whether a kind reaches somebody by a way where they chose nothing. */
export function reachesByDefault(kind: NotificationKind, way: NotificationWay): boolean {
  return way === 'email' ? notificationKinds[kind].email : true;
}

/** Whether somebody may turn a kind off for a way: what must be known always stays in the inbox. */
export function mayTurnOff(kind: NotificationKind, way: NotificationWay): boolean {
  const { always }: Kind = notificationKinds[kind];
  return always !== true || way === 'webhook';
}
