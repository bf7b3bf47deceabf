import { changeEmail, getSession, getSignInWays, renameSelf } from '@miaopu/contract';
import { App, Button, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { useSession } from '../../shared/session.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** Who I am here: my name, which I correct myself, and the e-mail that I sign in with, which the new one has to confirm. */
export function ProfilePanel(): ReactNode {
  const say = useWords();
  const { user } = useSession();
  const { data: ways } = useEndpoint(getSignInWays, {});
  const [changing, setChanging] = useState<'name' | 'email' | null>(null);
  const close = () => setChanging(null);
  return (
    <Panel title={say('profile.title')}>
      <dl className="account-facts">
        <div>
          <dt>{say('profile.name')}</dt>
          <dd>
            {user.name}
            <Button type="link" size="small" onClick={() => setChanging('name')}>
              {say('profile.rename')}
            </Button>
          </dd>
        </div>
        <div>
          <dt>{say('profile.email')}</dt>
          <dd>
            {user.email}
            {ways?.mail && (
              <Button type="link" size="small" onClick={() => setChanging('email')}>
                {say('profile.change_email')}
              </Button>
            )}
          </dd>
        </div>
      </dl>
      {ways?.mail === false && <p className="account-hint">{say('profile.hint')}</p>}
      <NameDialog open={changing === 'name'} onClose={close} />
      <EmailDialog open={changing === 'email'} onClose={close} />
    </Panel>
  );
}

type DialogProps = { open: boolean; onClose: () => void };

function NameDialog({ open, onClose }: DialogProps): ReactNode {
  const say = useWords();
  const { user } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ name: string }>();
  const rename = useCommand(renameSelf, [getSession]);
  return (
    <Modal
      open={open}
      title={say('profile.rename.title')}
      okText={say('save')}
      cancelText={say('cancel')}
      confirmLoading={rename.isPending}
      destroyOnHidden
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say('profile.rename.text')}</p>
      <Form<{ name: string }>
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        initialValues={{ name: user.name }}
        onFinish={(body) =>
          rename.mutate(
            { body },
            {
              onSuccess: () => {
                onClose();
                void message.success(say('profile.renamed'));
              },
            },
          )
        }
      >
        <Form.Item
          name="name"
          label={say('profile.name')}
          rules={[{ required: true, whitespace: true, message: say('profile.name.missing') }]}
        >
          <Input autoComplete="name" maxLength={50} autoFocus />
        </Form.Item>
      </Form>
      {rename.error && <Failure problem={rename.error} title={say('profile.failed')} />}
    </Modal>
  );
}

function EmailDialog({ open, onClose }: DialogProps): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ email: string }>();
  const change = useCommand(changeEmail);
  return (
    <Modal
      open={open}
      title={say('profile.email.title')}
      okText={say('profile.email.send')}
      cancelText={say('cancel')}
      confirmLoading={change.isPending}
      destroyOnHidden
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say('profile.email.text')}</p>
      <Form<{ email: string }>
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={(body) =>
          change.mutate(
            { body },
            {
              onSuccess: () => {
                onClose();
                void message.success(say('profile.email.sent', { email: body.email }), 8);
              },
            },
          )
        }
      >
        <Form.Item
          name="email"
          label={say('profile.email.new')}
          rules={[{ required: true, type: 'email', message: say('profile.email.missing') }]}
        >
          <Input type="email" autoComplete="email" maxLength={200} autoFocus />
        </Form.Item>
      </Form>
      {change.error && <Failure problem={change.error} title={say('profile.failed')} />}
    </Modal>
  );
}
