export { actAs, asPublic, rowsOf } from './acting.ts';
export { type Actor, cliActor, type Organisation, type SignedIn, systemActor } from './actor.ts';
export { listMembers, type MembersAsked, membersWith } from './members.ts';
export { grantMembership, listMemberships, type Membership, switchMembership } from './memberships.ts';
export {
  ensureOrganisations,
  leadingGroup,
  leadingGroupOffice,
  type NewOrganisation,
} from './organisations.ts';
export { organisationNames, type Person, people } from './people.ts';
export {
  clientAddressHeader,
  type NewMembership,
  type NewPerson,
  openSignIn,
  type SignIn,
} from './sign-in.ts';
