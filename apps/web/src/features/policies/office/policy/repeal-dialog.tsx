import {
  getPolicy,
  listPolicyActs,
  listPolicyLibrary,
  type PolicyPage as Policy,
  repealPolicy,
} from '@miaopu/contract';
import { App, Button, DatePicker, Form, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../../shared/components/notice.tsx';
import { formatDay } from '../../../../shared/formats.ts';
import { useCommand } from '../../../../shared/use-endpoint.ts';
import { useWords } from '../../locale.ts';

type Values = { from: Dayjs; reason: string; documentNumber?: string };

/** Takes a policy out of force from a day on, with the reason; says first what will happen. */
export function RepealDialog({ policy }: { policy: Policy }): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const repeal = useCommand(repealPolicy, [getPolicy, listPolicyLibrary, listPolicyActs]);
  const { id, version } = policy.card;
  const finish = ({ from, reason, documentNumber }: Values) =>
    repeal.mutate(
      {
        params: { policy: id },
        body: {
          from: from.format('YYYY-MM-DD'),
          version,
          reason: reason.trim(),
          documentNumber: documentNumber?.trim() || null,
        },
      },
      {
        onSuccess: (done) => {
          setOpen(false);
          message.success(say('repeal.done', { day: formatDay(done.from) }));
        },
      },
    );
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {say('repeal.title')}
      </Button>
      <Modal
        open={open}
        title={say('repeal.title')}
        okText={say('repeal.confirm')}
        okButtonProps={{ danger: true }}
        cancelText={say('office.cancel')}
        confirmLoading={repeal.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <p>{say('repeal.will')}</p>
        <Form<Values> form={form} layout="vertical" initialValues={{ from: dayjs() }} onFinish={finish}>
          <Form.Item
            name="from"
            label={say('repeal.from')}
            rules={[{ required: true, message: say('repeal.from.missing') }]}
          >
            <DatePicker />
          </Form.Item>
          <Form.Item
            name="reason"
            label={say('act.reason')}
            rules={[{ required: true, whitespace: true, message: say('act.reason.missing') }]}
          >
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
          <Form.Item name="documentNumber" label={say('act.document')}>
            <Input maxLength={100} />
          </Form.Item>
        </Form>
        {repeal.error && <Failure problem={repeal.error} title={say('repeal.failed')} />}
      </Modal>
    </>
  );
}
