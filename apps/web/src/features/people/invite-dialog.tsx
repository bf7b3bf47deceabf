import {
  invite,
  listInvitations,
  listOrganisations,
  organisationKindNames,
  organisationKinds,
  type Role,
} from '@miaopu/contract';
import { Form, Input, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../shared/client.ts';
import { Failure } from '../../shared/components/notice.tsx';
import { useRoleName } from '../../shared/roles.ts';
import { useMay } from '../../shared/session.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { InvitationLink, type SentInvitation } from './invitation-link.tsx';
import { useWords } from './locale.ts';

type Values = { email: string; name: string; organisation: string; role: Role };
type Organisation = AnswerOf<typeof listOrganisations>['rows'][number];

/** Stands for no organisation: the person opens an account, and claims their enterprise with it. */
const none = 'none';

/** Invites somebody: who, into which organisation, as what. Afterwards shows the link, for where no e-mail goes out. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const say = useWords();
  const [form] = Form.useForm<Values>();
  const [sent, setSent] = useState<(SentInvitation & { email: string }) | null>(null);
  const send = useCommand(invite, [listInvitations]);

  function finish({ email, name, organisation, role }: Values): void {
    const body = {
      email: email.trim(),
      name: name.trim(),
      organisation: organisation === none ? null : organisation,
      role: organisation === none ? ('newcomer' as const) : role,
    };
    send.mutate({ body }, { onSuccess: (answer) => setSent({ ...answer, email: body.email }) });
  }
  function close(): void {
    setSent(null);
    send.reset();
    onClose();
  }

  return (
    <Modal
      open={open}
      title={say('invite.title')}
      okText={say(sent ? 'invite.close' : 'invite.send')}
      cancelText={say('cancel')}
      cancelButtonProps={sent ? { style: { display: 'none' } } : {}}
      confirmLoading={send.isPending}
      destroyOnHidden
      onOk={() => (sent ? close() : form.submit())}
      onCancel={close}
    >
      {sent ? (
        <InvitationLink sent={sent} email={sent.email} />
      ) : (
        <Form<Values> form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={finish}>
          <InviteFields form={form} />
          {send.error && <Failure problem={send.error} title={say('invite.failed')} />}
        </Form>
      )}
    </Modal>
  );
}

function InviteFields({ form }: { form: ReturnType<typeof Form.useForm<Values>>[0] }): ReactNode {
  const say = useWords();
  const roleName = useRoleName();
  const { data, error, refetch } = useEndpoint(listOrganisations, {});
  const organisation = Form.useWatch('organisation', form);
  const roles = data?.rows.find(({ id }) => id === organisation)?.roles ?? [];
  const choices = useOrganisationChoices(data?.rows ?? []);
  return (
    <>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      <Form.Item
        name="name"
        label={say('invite.name')}
        rules={[{ required: true, whitespace: true, message: say('invite.name.missing') }]}
      >
        <Input maxLength={50} autoFocus />
      </Form.Item>
      <Form.Item
        name="email"
        label={say('invite.email')}
        rules={[{ required: true, type: 'email', message: say('invite.email.missing') }]}
      >
        <Input type="email" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="organisation"
        label={say('invite.organisation')}
        rules={[{ required: true, message: say('invite.organisation.missing') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={choices}
          onChange={(id: string) => {
            const given = data?.rows.find((one) => one.id === id)?.roles ?? [];
            form.setFieldValue('role', given.length === 1 ? given[0] : undefined);
          }}
        />
      </Form.Item>
      {organisation !== none && (
        <Form.Item
          name="role"
          label={say('invite.role')}
          rules={[{ required: true, message: say('invite.role.missing') }]}
        >
          <Select
            disabled={roles.length === 0}
            options={roles.map((role) => ({ value: role, label: roleName(role) }))}
          />
        </Form.Item>
      )}
    </>
  );
}

/** Organisations by kind, where the reader may give a role at all. */
function useOrganisationChoices(organisations: readonly Organisation[]) {
  const say = useWords();
  const labelOf = useLabel();
  const wholeDistrict = useMay('people.lock');
  const kinds = Object.keys(organisationKinds) as Organisation['kind'][];
  const groups = kinds
    .map((kind) => ({
      label: labelOf(organisationKindNames[kind]),
      options: organisations
        .filter((one) => one.kind === kind && one.roles.length > 0)
        .map(({ id, name }) => ({ value: id, label: labelOf(name) })),
    }))
    .filter(({ options }) => options.length > 0);
  return wholeDistrict ? [{ value: none, label: say('invite.none') }, ...groups] : groups;
}
