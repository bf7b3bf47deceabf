import { addWebhook, endWebhook, listWebhooks, notificationKinds } from '@miaopu/contract';
import { Alert, App, Button, Form, Input, Modal, Select, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../shared/client.ts';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { type Labels, useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

type Webhook = AnswerOf<typeof listWebhooks>['rows'][number];
const kinds: Readonly<Record<string, Labels>> = notificationKinds;

/** Systems of others that are told too. */
export function WebhooksPanel(): ReactNode {
  const say = useWords();
  const { modal } = App.useApp();
  const { data, error, refetch } = useEndpoint(listWebhooks, {});
  const end = useCommand(endWebhook, [listWebhooks]);
  const [adding, setAdding] = useState(false);
  const ask = ({ id, name }: Webhook) =>
    modal.confirm({
      title: say('webhooks.end.title', { name }),
      content: say('webhooks.end.will'),
      okText: say('webhooks.end'),
      okButtonProps: { danger: true },
      cancelText: say('cancel'),
      onOk: () => end.mutateAsync({ params: { id } }).catch(() => {}),
    });
  return (
    <Panel
      title={say('webhooks.title')}
      actions={<Button onClick={() => setAdding(true)}>{say('webhooks.add')}</Button>}
    >
      {error && <Failure problem={error} where={say('webhooks.title')} onRetry={() => void refetch()} />}
      {end.error && <Failure problem={end.error} title={say('webhooks.failed')} />}
      {!data && !error && <Bones rows={3} height={28} />}
      {data?.rows.length === 0 && (
        <EmptyState title={say('webhooks.none')}>{say('webhooks.none.text')}</EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <>
          <p className="choices-text">{say('webhooks.text')}</p>
          <ul className="webhooks">
            {data.rows.map((webhook) => (
              <Connected key={webhook.id} webhook={webhook} onEnd={() => void ask(webhook)} />
            ))}
          </ul>
        </>
      )}
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function Connected({ webhook, onEnd }: { webhook: Webhook; onEnd: () => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { name, url, addedAt, addedBy } = webhook;
  return (
    <li>
      <div>
        <b>{name}</b>
        <code>{url}</code>
        <small>
          {webhook.kinds === null
            ? say('webhooks.kinds.all')
            : webhook.kinds.map((kind) => (kinds[kind] ? label(kinds[kind]) : kind)).join(' · ')}
        </small>
        <small>
          {say('webhooks.added')} {say('webhooks.added.by', { by: addedBy, at: formatInstant(addedAt) })}
        </small>
      </div>
      <Button danger onClick={onEnd} aria-label={say('webhooks.end.title', { name })}>
        {say('webhooks.end')}
      </Button>
    </li>
  );
}

type Wanted = { name: string; url: string; kinds?: (keyof typeof notificationKinds)[] };

/** Connects a system, then shows its secret, this once. */
function AddDialog({ onClose }: { onClose: () => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const [form] = Form.useForm<Wanted>();
  const add = useCommand(addWebhook, [listWebhooks]);
  if (add.data)
    return (
      <Modal
        open
        closable={false}
        keyboard={false}
        title={say('webhooks.secret')}
        footer={
          <Button type="primary" onClick={onClose}>
            {say('webhooks.secret.kept')}
          </Button>
        }
      >
        <Alert type="warning" title={say('webhooks.secret.text', { name: add.data.name })} />
        <p className="webhooks-secret">
          <Typography.Text code copyable>
            {add.data.secret}
          </Typography.Text>
        </p>
      </Modal>
    );
  return (
    <Modal
      open
      title={say('webhooks.add')}
      okText={say('webhooks.add')}
      cancelText={say('cancel')}
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Wanted>
        form={form}
        layout="vertical"
        onFinish={({ name, url, kinds: chosen }) =>
          add.mutate({ body: { name, url, kinds: chosen && chosen.length > 0 ? chosen : null } })
        }
      >
        <Form.Item
          name="name"
          label={say('webhooks.name')}
          rules={[{ required: true, whitespace: true, message: say('webhooks.name.missing') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="url"
          label={say('webhooks.url')}
          rules={[{ required: true, pattern: /^https?:\/\/\S+$/, message: say('webhooks.url.bad') }]}
        >
          <Input maxLength={1000} placeholder="https://" inputMode="url" />
        </Form.Item>
        <Form.Item name="kinds" label={say('webhooks.kinds')}>
          <Select
            mode="multiple"
            placeholder={say('webhooks.kinds.all')}
            options={Object.entries(kinds).map(([value, words]) => ({ value, label: label(words) }))}
          />
        </Form.Item>
      </Form>
      {add.error && <Failure problem={add.error} title={say('webhooks.failed')} />}
    </Modal>
  );
}
