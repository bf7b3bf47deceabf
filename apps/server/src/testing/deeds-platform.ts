import { firstRow, inTransaction, sql } from '../platform/db/index.ts';
import { notify } from '../platform/notify/index.ts';
import { testActor } from '../platform/testing/index.ts';
import type { Asking, Deeds } from './asking.ts';

/** People, notifications, and the audit itself. */
export function platformDeeds(asking: Asking): Deeds {
  const { database, ask, post } = asking;
  const connect = () =>
    post<{ id: string }>(
      '/api/webhooks',
      { name: '系统', url: 'https://system.example/hook' },
      'administrator',
    );
  return {
    'POST /api/session/membership': [
      async () => {
        const { memberships } = await ask<{ memberships: { id: string }[] }>('GET', '/api/session');
        await post('/api/session/membership', { membership: memberships[0]!.id });
      },
      'access.membership.switched',
    ],
    'PUT /api/inbox/choices': [
      () => ask('PUT', '/api/inbox/choices', { body: { kind: 'case_due', way: 'email', wanted: false } }),
      'notify.choice.made',
    ],
    'POST /api/webhooks': [connect, 'notify.webhook.added'],
    'DELETE /api/webhooks/:id': [
      async () => ask('DELETE', `/api/webhooks/${(await connect()).id}`, { as: 'administrator' }),
      'notify.webhook.added',
      'notify.webhook.ended',
    ],
    'POST /api/deliveries/:id/retry': [
      async () => post(`/api/deliveries/${await giveUpOne(asking)}/retry`, {}, 'administrator'),
      'notify.delivery.retried',
    ],
    'POST /api/deliveries/:id/discard': [
      async () =>
        post(
          `/api/deliveries/${await giveUpOne(asking)}/discard`,
          { reason: '收件人已离职' },
          'administrator',
        ),
      'notify.delivery.discarded',
    ],
    'PUT /api/retention/:kind': [
      () =>
        ask('PUT', '/api/retention/notifications', {
          as: 'administrator',
          body: { days: 180, before: 365, reason: '信息办通知' },
        }),
      'platform.retention.decided',
    ],
    'POST /api/audit/verifications': [
      () => post('/api/audit/verifications', {}, 'auditor'),
      'audit.chain_verified',
    ],
    'GET /api/audit/heads/:day': [
      async () => {
        const head = await firstRow<{ day: string }>(
          database.owner,
          sql`select day from platform.audit_head where district = ${testActor.district}`,
        );
        await ask('GET', `/api/audit/heads/${head!.day}`, { as: 'auditor' });
      },
      'audit.head_exported',
    ],
    // reading the audit leaves a line too
    'GET /api/audit/lines': [() => ask('GET', '/api/audit/lines', { as: 'auditor' }), 'audit.searched'],
    'GET /api/audit/lines.xlsx': [
      () => ask('GET', '/api/audit/lines.xlsx', { as: 'auditor' }),
      'audit.exported',
    ],
    'GET /api/audit/history': [
      () => ask('GET', '/api/audit/history?record=registry/entity/1', { as: 'auditor' }),
      'audit.record_read',
    ],
  };
}

async function giveUpOne({ database }: Asking): Promise<string> {
  await sql`insert into platform.setting (name, value) values ('mail server is set', 'true')
            on conflict (name) do update set value = 'true'`.execute(database.owner.query);
  await inTransaction(database.owner, (tx) =>
    notify(tx, {
      district: testActor.district,
      kind: 'account',
      recipients: [{ email: 'x@y.example' }],
      title: { zh: '试', en: 'x' },
      body: { zh: '试', en: 'x' },
    }),
  );
  const given = await firstRow<{ id: string }>(
    database.owner,
    sql`update platform.notification_delivery set state = 'given_up'
        where delivery_id = (select max(delivery_id) from platform.notification_delivery) returning delivery_id as id`,
  );
  return given!.id;
}
