import { decideRetention, type KeptKind, listRetention } from '@miaopu/contract';
import { App, Form, Input, InputNumber, Modal } from 'antd';
import type { ReactNode } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { formatCount } from '../../shared/formats.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

type Values = { days: number; reason: string };

/** Another time for a kind of record, with the reason; what a shorter one means stands there before it is decided. */
export function DecideDialog({ kept, onClose }: { kept: KeptKind; onClose: () => void }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const days = Form.useWatch('days', form) ?? kept.days;
  const decide = useCommand(decideRetention, [listRetention]);
  const least = formatCount(kept.least);
  return (
    <Modal
      open
      title={say('change.title', { name: labelOf(kept.name) })}
      okText={say('save')}
      cancelText={say('cancel')}
      confirmLoading={decide.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ days: kept.days }}
        onFinish={(values) =>
          decide.mutate(
            { params: { kind: kept.kind }, body: { ...values, before: kept.days } },
            {
              onSuccess: (now) => {
                onClose();
                void message.success(say('changed', { days: formatCount(now.days) }));
              },
            },
          )
        }
      >
        <Form.Item
          name="days"
          label={say('days.label')}
          extra={days < kept.days ? say('shorter') : undefined}
          rules={[{ required: true, type: 'integer', min: kept.least, message: say('days.bad', { least }) }]}
        >
          <InputNumber min={1} max={36_500} precision={0} suffix={say('days')} autoFocus />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: say('reason.missing') }]}
        >
          <Input.TextArea rows={2} maxLength={200} placeholder={say('reason.example')} />
        </Form.Item>
      </Form>
      {decide.error && <Failure problem={decide.error} title={say('failed')} />}
    </Modal>
  );
}
