import { z } from 'zod';
import { type OrganisationKind, organisationKinds, roles } from './abilities.ts';
import { idSchema, labelsSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

export const roleSchema = z.enum(roles);
export const organisationKindSchema = z.enum(Object.keys(organisationKinds) as OrganisationKind[]);

export const organisationSchema = z.strictObject({
  id: z.string(),
  kind: organisationKindSchema,
  name: labelsSchema,
  town: z.string().nullable(),
  units: z.array(z.string()).readonly(),
  entity: idSchema.nullable(),
});

/** One hat of a person: what they are in which organisation. */
export const membershipSchema = z.strictObject({
  id: idSchema,
  role: roleSchema,
  organisation: organisationSchema,
});
export type Membership = z.infer<typeof membershipSchema>;

export const sessionSchema = z.strictObject({
  user: z.strictObject({ id: z.string(), name: z.string(), email: z.string(), role: roleSchema }),
  /** The role needs a second factor first: until then nothing but the own account opens. */
  mustEnrol: z.boolean(),
  /** As whom the person acts in this session; null for a newcomer. */
  acting: membershipSchema.nullable(),
  /** All that they may act as today. */
  memberships: z.array(membershipSchema),
  district: z.strictObject({
    code: z.string(),
    name: z.string(),
    towns: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  }),
  /** The plan that opens first. */
  plan: z.string().nullable(),
});

export const getSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, as whom they act, and the district they work in',
  access: 'account.own',
  response: sessionSchema,
});
export const switchMembership = endpoint({
  method: 'POST',
  path: '/api/session/membership',
  summary: 'From now on this session acts as another of the person’s memberships',
  access: 'account.own',
  body: z.strictObject({ membership: idSchema }),
  response: membershipSchema,
});
/** Part of sign-in: the demo district's accounts, so that a newcomer need not look them up. Empty where no demo was loaded. */
export const getDemoAccounts = endpoint({
  method: 'GET',
  path: '/api/demo',
  summary: 'The demo sign-ins, where the demo district is loaded',
  access: 'public',
  response: z.strictObject({
    accounts: z.array(
      z.strictObject({
        email: z.string(),
        password: z.string(),
        role: roleSchema,
        name: z.string(),
        organisation: z.strictObject({ kind: organisationKindSchema, name: labelsSchema }),
      }),
    ),
  }),
});
