export { type Break, type DayHead, type Fault, findDayHead, type Verdict, verifyChain } from './chain.ts';
export { type AuditLine, recordAudit } from './line.ts';
export { registerAuditRoutes } from './routes.ts';
