import { listPeople, type PersonRow, renamePerson } from '@miaopu/contract';
import { Button, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

type Values = { name: string; reason: string };

/** Corrects how somebody is called, with the reason. */
export function RenamePerson({ person: { id, name } }: { person: PersonRow }): ReactNode {
  const say = useWords();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const rename = useCommand(renamePerson, [listPeople]);
  const missing = (what: 'invite.name.missing' | 'reason.missing', min: number) => [
    { required: true, whitespace: true, min, message: say(what) },
  ];
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)} aria-label={`${say('rename')}:${name}`}>
        {say('rename')}
      </Button>
      <Modal
        open={open}
        title={say('rename.title', { name })}
        okText={say('confirm')}
        cancelText={say('cancel')}
        confirmLoading={rename.isPending}
        destroyOnHidden
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <p>{say('rename.text')}</p>
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve={false}
          initialValues={{ name }}
          onFinish={(body) => rename.mutate({ params: { id }, body }, { onSuccess: () => setOpen(false) })}
        >
          <Form.Item name="name" label={say('invite.name')} rules={missing('invite.name.missing', 1)}>
            <Input maxLength={50} autoFocus />
          </Form.Item>
          <Form.Item name="reason" label={say('reason')} rules={missing('reason.missing', 2)}>
            <Input.TextArea rows={2} maxLength={200} />
          </Form.Item>
        </Form>
        {rename.error && <Failure problem={rename.error} title={say('failed')} />}
      </Modal>
    </>
  );
}
