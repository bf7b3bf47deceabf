import { z } from 'zod';
import {
  daySchema,
  idSchema,
  instantSchema,
  labelsSchema,
  linkTokenSchema,
  pageQuery,
  personNameSchema,
  reasonSchema,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { organisationKindSchema, roleSchema } from './session.ts';

const organisationRefSchema = z.strictObject({
  id: z.string(),
  kind: organisationKindSchema,
  name: labelsSchema,
});

const reason = reasonSchema;
const personId = z.strictObject({ id: z.string().min(1).max(100) });
const membershipId = z.strictObject({ id: idSchema });

export const peopleStates = ['active', 'locked', 'left', 'newcomer'] as const;

const personRowSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  memberships: z.array(
    z.strictObject({
      id: idSchema,
      role: roleSchema,
      organisation: organisationRefSchema,
      since: daySchema,
      /** The last day on which they are it; null while it is open. */
      lastDay: daySchema.nullable(),
    }),
  ),
  locked: z.strictObject({ at: instantSchema, by: z.string(), reason: z.string() }).nullable(),
  secondFactor: z.boolean(),
  lastSignedInAt: instantSchema.nullable(),
});
export type PersonRow = z.infer<typeof personRowSchema>;

export const listPeople = endpoint({
  method: 'GET',
  path: '/api/people',
  summary: 'People with what they are; an owner sees those of the own enterprise',
  access: 'people.assign',
  query: z.strictObject({
    q: z.string().trim().max(100).optional().describe('a part of the name or the e-mail'),
    kind: organisationKindSchema.optional(),
    organisation: z.string().max(100).optional(),
    state: z.enum(peopleStates).optional(),
    ...pageQuery,
  }),
  response: z.strictObject({ total: z.number().int(), rows: z.array(personRowSchema) }),
});

const organisationRowSchema = organisationRefSchema.extend({
  members: z.number().int(),
  /** The roles that the reader may give there. */
  roles: z.array(roleSchema),
});
export const listOrganisations = endpoint({
  method: 'GET',
  path: '/api/people/organisations',
  summary: 'Organisations that there are today, with how many people act for each',
  access: 'people.assign',
  response: z.strictObject({ rows: z.array(organisationRowSchema) }),
});

export const lockPerson = endpoint({
  method: 'POST',
  path: '/api/people/:id/lock',
  summary: 'Keeps a person from signing in and ends their sessions',
  access: 'people.lock',
  params: personId,
  body: z.strictObject({ reason }),
  response: z.strictObject({ id: z.string() }),
});
export const unlockPerson = endpoint({
  method: 'POST',
  path: '/api/people/:id/unlock',
  summary: 'Lets a person sign in again, also after too many wrong passwords',
  access: 'people.lock',
  params: personId,
  response: z.strictObject({ id: z.string() }),
});
export const resetSecondFactor = endpoint({
  method: 'POST',
  path: '/api/people/:id/second-factor/reset',
  summary: 'Takes the second factor off an account whose device was lost, and ends its sessions',
  access: 'people.lock',
  params: personId,
  body: z.strictObject({ reason }),
  response: z.strictObject({ id: z.string() }),
});

const openWorkSchema = z.strictObject({
  /** What kind of work. */
  kind: labelsSchema,
  count: z.number().int(),
  /** Empty for whoever may not read the work itself. */
  items: z.array(z.strictObject({ record: z.string(), title: labelsSchema, link: z.string().nullable() })),
});
export const previewLeaving = endpoint({
  method: 'GET',
  path: '/api/people/memberships/:id/leaving',
  summary: 'What a person leaves open where they end, and who could take it over',
  access: 'people.assign',
  params: membershipId,
  response: z.strictObject({
    person: z.strictObject({ id: z.string(), name: z.string() }),
    role: roleSchema,
    organisation: organisationRefSchema,
    work: z.array(openWorkSchema),
    /** How much it is, to be sent back when it is done: what came since is not handed over unseen. */
    items: z.number().int(),
    successors: z.array(z.strictObject({ id: z.string(), name: z.string(), role: roleSchema })),
  }),
});
export type Leaving = z.infer<NonNullable<typeof previewLeaving.response>>;

export const endMembership = endpoint({
  method: 'POST',
  path: '/api/people/memberships/:id/end',
  summary: 'Ends a membership at a day, and hands its open work over',
  access: 'people.assign',
  params: membershipId,
  body: z.strictObject({
    lastDay: daySchema.describe('the last day on which they are it; yesterday or earlier ends it at once'),
    reason,
    successor: z.string().max(100).nullable().default(null),
    items: z.number().int().min(0).describe('how much open work was shown'),
  }),
  response: z.strictObject({ handedOver: z.number().int() }),
});

export const invitationStates = ['open', 'expired', 'accepted', 'withdrawn'] as const;
const invitationRowSchema = z.strictObject({
  id: idSchema,
  email: z.string(),
  name: z.string(),
  /** Null: to open an account and be a member of nothing yet. */
  organisation: organisationRefSchema.nullable(),
  role: roleSchema,
  state: z.enum(invitationStates),
  invitedBy: z.string(),
  sentAt: instantSchema,
  expiresAt: instantSchema,
});
export type InvitationRow = z.infer<typeof invitationRowSchema>;

/** The link is given once, to be passed on by whoever invited where no e-mail goes out. */
const sentSchema = z.strictObject({
  id: idSchema,
  link: z.string(),
  mailed: z.boolean(),
  expiresAt: instantSchema,
});

export const listInvitations = endpoint({
  method: 'GET',
  path: '/api/people/invitations',
  summary: 'Who was invited, those that wait first',
  access: 'people.assign',
  response: z.strictObject({ rows: z.array(invitationRowSchema) }),
});
export const invite = endpoint({
  method: 'POST',
  path: '/api/people/invitations',
  summary: 'Invites somebody into an organisation by e-mail',
  access: 'people.assign',
  body: z.strictObject({
    email: z.email().max(200),
    name: personNameSchema,
    organisation: z.string().max(100).nullable(),
    role: roleSchema,
  }),
  response: sentSchema,
});
export const resendInvitation = endpoint({
  method: 'POST',
  path: '/api/people/invitations/:id/resend',
  summary: 'Sends an invitation again with a new link; the former one is void',
  access: 'people.assign',
  params: membershipId,
  response: sentSchema,
});
export const withdrawInvitation = endpoint({
  method: 'POST',
  path: '/api/people/invitations/:id/withdraw',
  summary: 'Takes an invitation back',
  access: 'people.assign',
  params: membershipId,
  response: membershipId,
});

export const openInvitation = endpoint({
  method: 'GET',
  path: '/api/invitations/:token',
  summary: 'What an invitation’s link invites to',
  access: 'public',
  params: linkTokenSchema,
  response: z.strictObject({
    email: z.string(),
    name: z.string(),
    organisation: organisationRefSchema.nullable(),
    role: roleSchema,
    expiresAt: instantSchema,
    /** Has an account already, and signs in to accept. */
    known: z.boolean(),
  }),
});
export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/api/invitations/:token/accept',
  summary: 'Opens an account with a password, as invited',
  access: 'public',
  params: linkTokenSchema,
  body: z.strictObject({ name: personNameSchema, password: z.string().min(1).max(128) }),
  response: z.strictObject({ email: z.string() }),
});
export const joinByInvitation = endpoint({
  method: 'POST',
  path: '/api/account/invitations/:token',
  summary: 'Accepts an invitation with the account that the person has',
  access: 'account.own',
  params: linkTokenSchema,
  response: z.strictObject({ role: roleSchema }),
});
/** Always answered alike, so that nobody learns who has an account. */
export const register = endpoint({
  method: 'POST',
  path: '/api/registrations',
  summary: 'Asks for an account: its link goes to the e-mail',
  access: 'public',
  seldom: true,
  body: z.strictObject({ email: z.email().max(200), name: personNameSchema }),
  response: z.strictObject({ sent: z.literal(true) }),
});
