import { endMembership, type Leaving, listPeople, previewLeaving } from '@miaopu/contract';
import { App, Button, DatePicker, Form, Input, Modal, Segmented, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { useRoleName } from '../../shared/roles.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

type Values = { when: 'now' | 'later'; lastDay?: Dayjs; successor?: string; reason: string };

/** Ends what somebody is: shows what they leave open, asks who takes it over and until when they are it. */
export function EndMembership({ id, person }: { id: string; person: string }): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const { data, error, refetch } = useEndpoint(
    previewLeaving,
    { params: { id } },
    { enabled: open, staleTime: 0 },
  );
  const end = useCommand(endMembership, [listPeople]);

  function finish({ when, lastDay, successor, reason }: Values): void {
    if (!data) return;
    const day = when === 'later' && lastDay ? lastDay : dayjs().subtract(1, 'day');
    end.mutate(
      {
        params: { id },
        body: {
          lastDay: day.format('YYYY-MM-DD'),
          reason: reason.trim(),
          successor: successor ?? null,
          items: data.items,
        },
      },
      {
        onSuccess: ({ handedOver }) => {
          setOpen(false);
          void message.success(say(handedOver > 0 ? 'end.done.handed' : 'end.done', { count: handedOver }));
        },
        // what is open has changed: it is shown as it is now
        onError: () => void refetch(),
      },
    );
  }

  return (
    <>
      <Button
        size="small"
        type="link"
        danger
        onClick={() => setOpen(true)}
        aria-label={`${say('end')}:${person}`}
      >
        {say('end')}
      </Button>
      <Modal
        open={open}
        title={say('end.title', { name: person })}
        okText={say('end.confirm')}
        okButtonProps={{ danger: true, disabled: !data }}
        cancelText={say('cancel')}
        confirmLoading={end.isPending}
        destroyOnHidden
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        {error && <Failure problem={error} onRetry={() => void refetch()} />}
        {!data && !error && <Bones rows={4} height={24} />}
        {data && (
          <>
            <WorkLeft leaving={data} />
            <Form<Values>
              form={form}
              layout="vertical"
              requiredMark={false}
              preserve={false}
              initialValues={{ when: 'now' }}
              onFinish={finish}
            >
              <EndFields leaving={data} form={form} />
            </Form>
          </>
        )}
        {end.error && <Failure problem={end.error} title={say('failed')} />}
      </Modal>
    </>
  );
}

/** What stays open, kind by kind. */
function WorkLeft({ leaving }: { leaving: Leaving }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  return (
    <>
      <p>
        {say('end.what', { organisation: labelOf(leaving.organisation.name), role: roleName(leaving.role) })}{' '}
        {leaving.items === 0 ? say('end.nothing_open') : say('end.open', { count: leaving.items })}
      </p>
      {leaving.work.map(({ kind, count, items }) => (
        <section key={kind.en} className="people-work">
          <h3>
            {labelOf(kind)} <small>{say('end.count', { count })}</small>
          </h3>
          <ul>
            {items.map(({ record, title, link }) => (
              <li key={record}>{link ? <Link to={link}>{labelOf(title)}</Link> : labelOf(title)}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function EndFields({
  leaving,
  form,
}: {
  leaving: Leaving;
  form: ReturnType<typeof Form.useForm<Values>>[0];
}): ReactNode {
  const say = useWords();
  const roleName = useRoleName();
  const when = Form.useWatch('when', form);
  return (
    <>
      {leaving.items > 0 && (
        <Form.Item
          name="successor"
          label={say('end.successor')}
          rules={[{ required: true, message: say('end.successor.missing') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={leaving.successors.map(({ id, name, role }) => ({
              value: id,
              label: `${name} · ${roleName(role)}`,
            }))}
            notFoundContent={say('end.successor.none')}
          />
        </Form.Item>
      )}
      <Form.Item name="when" label={say('end.when')}>
        <Segmented
          options={[
            { value: 'now', label: say('end.when.now') },
            { value: 'later', label: say('end.when.later') },
          ]}
        />
      </Form.Item>
      {when === 'later' && (
        <Form.Item
          name="lastDay"
          label={say('end.last_day')}
          rules={[{ required: true, message: say('end.last_day.missing') }]}
        >
          <DatePicker minDate={dayjs()} />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: say('reason.missing') }]}
      >
        <Input.TextArea rows={2} maxLength={200} placeholder={say('end.reason.example')} />
      </Form.Item>
    </>
  );
}
