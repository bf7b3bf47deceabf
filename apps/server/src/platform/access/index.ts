export { actAs, asPublic, rowsOf } from './acting.ts';
export { type Actor, cliActor, type Organisation, type SignedIn, systemActor } from './actor.ts';
export { clientAddressHeader, type SignInSettings, type SingleSignOn, singleSignOnProvider } from './auth.ts';
export { accessFailure } from './errors.ts';
export {
  findInvitation,
  getInvitation,
  hashOf,
  newToken,
  type OpenInvitation,
  takeInvitation,
} from './invitations.ts';
export { listMembers, type MembersAsked, membersWith } from './members.ts';
export { grantMembership, listMemberships, type Membership, switchMembership } from './memberships.ts';
export {
  ensureOrganisations,
  findOrganisation,
  leadingGroup,
  leadingGroupOffice,
  mayBe,
  type NewOrganisation,
} from './organisations.ts';
export {
  addPerson,
  membersToday,
  organisationNames,
  type Person,
  people,
  setPasswordHash,
} from './people.ts';
export { renewedCookie } from './session-token.ts';
export { deleteSessions, distrustDevices, endSessions, findWays, listSessions } from './sessions.ts';
export {
  type NewMembership,
  type NewPerson,
  openSignIn,
  type SignIn,
} from './sign-in.ts';
export { codeOfStep, stepAt } from './totp.ts';
