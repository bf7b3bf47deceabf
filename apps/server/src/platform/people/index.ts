/**
 * People: accounts, invitations, who leaves and what becomes of their work. Sign-in itself and what a membership is are platform/access'.
 */
export type { Holder, OpenWork, WorkItem } from './open-work.ts';
export { registerPeopleRoutes } from './routes.ts';
