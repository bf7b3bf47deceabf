import { Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { useWords } from './locale.ts';

/** Asks for the reason of an act that needs one, after a plain sentence of what will happen. */
export function ReasonDialog(props: {
  open: boolean;
  title: string;
  text: string;
  busy: boolean;
  problem: unknown;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}): ReactNode {
  const say = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={say('confirm')}
      okButtonProps={{ danger: true }}
      cancelText={say('cancel')}
      confirmLoading={props.busy}
      destroyOnHidden
      onOk={() => form.submit()}
      onCancel={props.onCancel}
    >
      <p>{props.text}</p>
      <Form<{ reason: string }>
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={({ reason }) => props.onConfirm(reason.trim())}
      >
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: say('reason.missing') }]}
        >
          <Input.TextArea rows={2} maxLength={200} autoFocus />
        </Form.Item>
      </Form>
      {Boolean(props.problem) && <Failure problem={props.problem} title={say('failed')} />}
    </Modal>
  );
}
