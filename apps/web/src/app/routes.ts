import type { AbilityName } from '@miaopu/contract';
import type { ComponentType } from 'react';
import { accountPath } from '../shared/paths.ts';
import type { IconName } from './layout/icons.tsx';
import type { zh } from './locale.ts';

/** `door` is what stands before the sign-in. `account` has the frame of wherever the person's work is. */
export type Face = 'door' | 'public' | 'account' | 'enterprise' | 'government';

/** A page of the app: where it is, whose face it belongs to, who may open it, and what it is called. */
export type AppRoute = {
  readonly path: string;
  readonly face: Face;
  /** What one must be able to do to open it. */
  readonly access: 'public' | AbilityName;
  readonly label: keyof typeof zh;
  /** Stands in the rail (and the phone's bottom bar), and `g` with this letter jumps to it. */
  readonly rail?: { readonly letter: string; readonly icon: IconName };
  /** Stands among the tabs of the public's or the enterprise's face. */
  readonly tab?: IconName;
  /** The page's code, loaded when it is first opened. */
  readonly load: () => Promise<ComponentType>;
};

/** Every page, once. */
export const routes: readonly AppRoute[] = [
  {
    path: '/sign-in',
    face: 'door',
    access: 'public',
    label: 'nav.sign_in',
    load: async () => (await import('./sign-in-page.tsx')).SignInPage,
  },
  {
    path: '/invitation/:token',
    face: 'door',
    access: 'public',
    label: 'nav.invitation',
    load: async () => (await import('../features/invitation/invitation-page.tsx')).InvitationPage,
  },
  {
    path: '/register',
    face: 'door',
    access: 'public',
    label: 'nav.register',
    load: async () => (await import('../features/invitation/register-page.tsx')).RegisterPage,
  },
  {
    path: '/forgotten',
    face: 'door',
    access: 'public',
    label: 'nav.forgotten',
    load: async () => (await import('../features/recovery/forgotten-page.tsx')).ForgottenPage,
  },
  {
    path: '/reset/:token',
    face: 'door',
    access: 'public',
    label: 'nav.reset',
    load: async () => (await import('../features/recovery/reset-page.tsx')).ResetPage,
  },
  {
    path: '/confirm-email/:token',
    face: 'door',
    access: 'public',
    label: 'nav.confirm_email',
    load: async () => (await import('../features/recovery/confirm-email-page.tsx')).ConfirmEmailPage,
  },
  {
    path: '/',
    face: 'public',
    access: 'public',
    label: 'nav.home',
    tab: 'home',
    load: async () => (await import('../features/policies/public/home-page.tsx')).HomePage,
  },
  {
    path: '/policies',
    face: 'public',
    access: 'public',
    label: 'nav.policies',
    tab: 'policies',
    load: async () => (await import('../features/policies/public/library-page.tsx')).LibraryPage,
  },
  {
    path: '/policies/:policy',
    face: 'public',
    access: 'public',
    label: 'nav.policies',
    load: async () => (await import('../features/policies/public/policy-page.tsx')).PolicyPage,
  },
  {
    path: '/check',
    face: 'public',
    access: 'public',
    label: 'nav.check',
    tab: 'check',
    load: async () => (await import('../features/policies/check/check-page.tsx')).CheckPage,
  },
  {
    path: accountPath,
    face: 'account',
    access: 'account.own',
    label: 'nav.account',
    load: async () => (await import('../features/account/account-page.tsx')).AccountPage,
  },
  {
    path: '/e',
    face: 'enterprise',
    access: 'enterprise.own',
    label: 'nav.my_policies',
    tab: 'policies',
    load: async () => (await import('../features/policies/mine/mine-page.tsx')).MinePage,
  },
  {
    path: '/e/claim',
    face: 'enterprise',
    access: 'claim.make',
    label: 'nav.claim',
    tab: 'registry',
    load: async () => (await import('../features/claims/claim-page.tsx')).ClaimPage,
  },
  {
    path: '/e/people',
    face: 'enterprise',
    access: 'people.assign',
    label: 'nav.own_people',
    tab: 'person',
    load: async () => (await import('../features/people/people-page.tsx')).PeoplePage,
  },
  {
    path: '/g',
    face: 'government',
    access: 'plan.read',
    label: 'nav.today',
    rail: { letter: 't', icon: 'today' },
    load: async () => (await import('../features/today/today-page.tsx')).TodayPage,
  },
  {
    path: '/g/plan',
    face: 'government',
    access: 'plan.read',
    label: 'nav.plan',
    rail: { letter: 'p', icon: 'plan' },
    load: async () => (await import('../features/plan/cockpit/cockpit-page.tsx')).CockpitPage,
  },
  {
    path: '/g/plan/:plan/targets/:target',
    face: 'government',
    access: 'plan.read',
    label: 'nav.target',
    load: async () => (await import('../features/plan/target/target-page.tsx')).TargetPage,
  },
  {
    path: '/g/plan/:plan/document',
    face: 'government',
    access: 'plan.read',
    label: 'nav.document',
    load: async () => (await import('../features/plan/document/document-page.tsx')).DocumentPage,
  },
  {
    path: '/g/plan/:plan/decomposition',
    face: 'government',
    access: 'plan.rounds',
    label: 'nav.decomposition',
    load: async () => (await import('../features/decomposition/decomposition-page.tsx')).DecompositionPage,
  },
  {
    path: '/g/plan/:plan/tasks',
    face: 'government',
    access: 'plan.tasks',
    label: 'nav.tasks',
    load: async () => (await import('../features/decomposition/tasks-page.tsx')).TasksPage,
  },
  {
    path: '/g/registry',
    face: 'government',
    access: 'registry.read',
    label: 'nav.registry',
    rail: { letter: 'e', icon: 'registry' },
    load: async () => (await import('../features/registry/registry-page.tsx')).RegistryPage,
  },
  {
    path: '/g/registry/duplicates',
    face: 'government',
    access: 'registry.edit',
    label: 'nav.duplicates',
    load: async () => (await import('../features/registry/duplicates-page.tsx')).DuplicatesPage,
  },
  {
    path: '/g/registry/:id',
    face: 'government',
    access: 'registry.read',
    label: 'nav.entity',
    load: async () => (await import('./entity-page.tsx')).EntityPage,
  },
  {
    path: '/g/policies',
    face: 'government',
    access: 'policy.read',
    label: 'nav.policies',
    rail: { letter: 'y', icon: 'policies' },
    load: async () =>
      (await import('../features/policies/office/library/library-page.tsx')).OfficeLibraryPage,
  },
  {
    path: '/g/policies/runs/:run',
    face: 'government',
    access: 'policy.read',
    label: 'nav.policies',
    load: async () => (await import('../features/policies/office/runs/run-page.tsx')).PolicyRunPage,
  },
  {
    path: '/g/policies/drafts/:draft',
    face: 'government',
    access: 'policy.edit',
    label: 'nav.policies',
    load: async () => (await import('../features/policies/office/draft/draft-page.tsx')).DraftPage,
  },
  {
    path: '/g/policies/:policy',
    face: 'government',
    access: 'policy.read',
    label: 'nav.policies',
    load: async () => (await import('../features/policies/office/policy/policy-page.tsx')).OfficePolicyPage,
  },
  {
    path: '/g/claims',
    face: 'government',
    access: 'claim.decide',
    label: 'nav.claims',
    load: async () => (await import('../features/claims/claims-page.tsx')).ClaimsPage,
  },
  {
    path: '/g/people',
    face: 'government',
    access: 'people.assign',
    label: 'nav.people',
    rail: { letter: 'r', icon: 'person' },
    load: async () => (await import('../features/people/people-page.tsx')).PeoplePage,
  },
  {
    path: '/g/reports',
    face: 'government',
    access: 'submission.read',
    label: 'nav.reports',
    rail: { letter: 'b', icon: 'reports' },
    load: async () => (await import('../features/reports/reports-page.tsx')).ReportsPage,
  },
  {
    path: '/g/reports/:form/:unit/:period',
    face: 'government',
    access: 'submission.read',
    label: 'nav.reports',
    load: async () => (await import('../features/reports/form/form-page.tsx')).FormPage,
  },
  {
    path: '/g/imports',
    face: 'government',
    access: 'registry.import',
    label: 'nav.imports',
    rail: { letter: 'i', icon: 'imports' },
    load: async () => (await import('../features/imports/imports-page.tsx')).ImportsPage,
  },
  {
    path: '/g/imports/:id',
    face: 'government',
    access: 'registry.import',
    label: 'nav.imports',
    load: async () => (await import('../features/imports/run-page.tsx')).RunPage,
  },
  {
    path: '/g/audit',
    face: 'government',
    access: 'audit.read',
    label: 'nav.audit',
    rail: { letter: 'u', icon: 'audit' },
    load: async () => (await import('../features/audit/audit-page.tsx')).AuditPage,
  },
  {
    path: '/g/notify',
    face: 'government',
    access: 'platform.manage',
    label: 'nav.deliveries',
    rail: { letter: 'n', icon: 'deliveries' },
    load: async () => (await import('../features/notify/deliveries-page.tsx')).DeliveriesPage,
  },
  {
    path: '/g/retention',
    face: 'government',
    access: 'platform.manage',
    label: 'nav.retention',
    rail: { letter: 'k', icon: 'retention' },
    load: async () => (await import('../features/retention/retention-page.tsx')).RetentionPage,
  },
  {
    path: '/g/inbox',
    face: 'government',
    access: 'account.own',
    label: 'nav.inbox',
    load: async () => (await import('../features/notify/inbox-page.tsx')).InboxPage,
  },
  {
    path: '/e/inbox',
    face: 'enterprise',
    access: 'account.own',
    label: 'nav.inbox',
    load: async () => (await import('../features/notify/inbox-page.tsx')).InboxPage,
  },
];

/** The tabs of a face, in the order of the table. */
export function tabsOf(face: Face): AppRoute[] {
  return routes.filter((route) => route.face === face && route.tab !== undefined);
}
