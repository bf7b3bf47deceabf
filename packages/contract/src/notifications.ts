import { z } from 'zod';
import { idSchema, instantSchema, labelsSchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import { notificationKindNames, notificationWays } from './notification-kinds.ts';

export const notificationSchema = z.strictObject({
  id: idSchema,
  /** One of notificationKinds. */
  kind: z.string(),
  title: labelsSchema,
  body: labelsSchema,
  /** A page of the app. */
  link: z.string().nullable(),
  at: instantSchema,
  readAt: instantSchema.nullable(),
});
export type InboxItem = z.infer<typeof notificationSchema>;

export const getInbox = endpoint({
  method: 'GET',
  path: '/api/inbox',
  summary: 'What the person was told, newest first',
  access: 'account.own',
  query: z.strictObject({
    unread: z.enum(['true', 'false']).default('false').describe('only what was not read yet'),
    before: idSchema.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  response: z.strictObject({
    unread: z.number().int(),
    rows: z.array(notificationSchema),
    more: z.boolean(),
  }),
});
export const countInbox = endpoint({
  method: 'GET',
  path: '/api/inbox/unread',
  summary: 'How much the person has not read yet',
  access: 'account.own',
  response: z.strictObject({ unread: z.number().int() }),
});
export const readInbox = endpoint({
  method: 'POST',
  path: '/api/inbox/read',
  summary: 'Marks as read: one, or all up to the newest that was on the screen',
  access: 'account.own',
  body: z.union([z.strictObject({ id: idSchema }), z.strictObject({ upTo: idSchema })]),
  response: z.strictObject({ unread: z.number().int() }),
});

const choiceSchema = z.strictObject({
  kind: z.enum(notificationKindNames),
  way: z.enum(notificationWays),
  wanted: z.boolean(),
});
export const getNotificationChoices = endpoint({
  method: 'GET',
  path: '/api/inbox/choices',
  summary: 'By which way each kind reaches the person',
  access: 'account.own',
  response: z.strictObject({
    /** The ways that there are here: e-mail where a mail server is set, a connected system where there is one. */
    ways: z.array(z.enum(notificationWays)),
    choices: z.array(choiceSchema),
  }),
});
export const chooseNotification = endpoint({
  method: 'PUT',
  path: '/api/inbox/choices',
  summary: 'Chooses whether a kind reaches the person by a way',
  access: 'account.own',
  body: choiceSchema,
  response: choiceSchema,
});

export const deliverySchema = z.strictObject({
  id: idSchema,
  way: z.enum(['email', 'webhook']),
  /** The e-mail address, masked, or the connected system's name. */
  to: z.string(),
  title: labelsSchema,
  kind: z.string(),
  /** When it was told. */
  at: instantSchema,
  attempts: z.number().int(),
  error: z.string().nullable(),
  endedAt: instantSchema.nullable(),
});
export const listGivenUp = endpoint({
  method: 'GET',
  path: '/api/deliveries/given-up',
  summary: 'What could not be delivered, newest first',
  access: 'platform.manage',
  query: z.strictObject({
    before: idSchema.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.strictObject({
    total: z.number().int(),
    waiting: z.number().int(),
    rows: z.array(deliverySchema),
    more: z.boolean(),
  }),
});
export const retryDelivery = endpoint({
  method: 'POST',
  path: '/api/deliveries/:id/retry',
  summary: 'Tries to deliver once more',
  access: 'platform.manage',
  params: z.strictObject({ id: idSchema }),
  response: z.strictObject({ id: idSchema }),
});
export const discardDelivery = endpoint({
  method: 'POST',
  path: '/api/deliveries/:id/discard',
  summary: 'Decides that it need not be delivered any more',
  access: 'platform.manage',
  params: z.strictObject({ id: idSchema }),
  body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
  response: z.strictObject({ id: idSchema }),
});

const webhookSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  url: z.string(),
  kinds: z.array(z.string()).nullable(),
  addedAt: instantSchema,
  addedBy: z.string(),
});
export const listWebhooks = endpoint({
  method: 'GET',
  path: '/api/webhooks',
  summary: 'Connected systems that are told too',
  access: 'platform.manage',
  response: z.strictObject({ rows: z.array(webhookSchema) }),
});
export const addWebhook = endpoint({
  method: 'POST',
  path: '/api/webhooks',
  summary: 'Connects a system; its secret is shown this once',
  access: 'platform.manage',
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    url: z.url({ protocol: /^https?$/ }).max(1000),
    kinds: z.array(z.enum(notificationKindNames)).min(1).nullable().default(null),
  }),
  response: webhookSchema.extend({ secret: z.string() }),
  showsOnce: true,
});
export const endWebhook = endpoint({
  method: 'DELETE',
  path: '/api/webhooks/:id',
  summary: 'Disconnects a system',
  access: 'platform.manage',
  params: z.strictObject({ id: idSchema }),
  response: z.strictObject({ id: idSchema }),
});
