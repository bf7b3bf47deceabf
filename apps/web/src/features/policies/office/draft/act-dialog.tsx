import {
  actOnPolicyDraft,
  type DraftAct,
  getPolicy,
  getPolicyDraft,
  listPolicyLibrary,
  type PolicyDraft,
} from '@miaopu/contract';
import { App, Button, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../../shared/components/notice.tsx';
import { useCommand } from '../../../../shared/use-endpoint.ts';
import { useWords } from '../../locale.ts';

type Values = { remark?: string; documentNumber?: string };

/** One step of a draft's way, with its reason; says first what will happen. */
export function ActButton(props: {
  act: DraftAct;
  draft: PolicyDraft;
  /** The step to be taken next. */
  primary?: boolean;
  disabled?: boolean;
  /** Saves what is typed first; the revision that then stands. */
  flush: () => Promise<number | undefined>;
}): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const { act, draft } = props;
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const command = useCommand(actOnPolicyDraft, [getPolicyDraft, listPolicyLibrary, getPolicy]);
  // who publishes begins with what the author said
  const said = draft.acts.findLast((one) => one.act === 'submitted');
  const start = act === 'publish' ? said : undefined;
  const asksNumber = act === 'submit' || act === 'publish';
  async function finish({ remark, documentNumber }: Values): Promise<void> {
    const revision = await props.flush();
    if (revision === undefined) return setOpen(false);
    command.mutate(
      {
        params: { draft: draft.id },
        body: {
          act,
          revision,
          remark: remark?.trim() || null,
          documentNumber: documentNumber?.trim() || null,
        },
      },
      {
        onSuccess: () => {
          setOpen(false);
          message.success(say(`act.done.${act}`));
        },
      },
    );
  }
  return (
    <>
      <Button
        type={props.primary ? 'primary' : 'default'}
        danger={act === 'withdraw'}
        disabled={props.disabled}
        onClick={() => setOpen(true)}
      >
        {say(`act.do.${act}`)}
      </Button>
      <Modal
        open={open}
        title={say(`act.do.${act}`)}
        okText={say(`act.do.${act}`)}
        okButtonProps={{ danger: act === 'withdraw' }}
        cancelText={say('office.cancel')}
        confirmLoading={command.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <p>{say(`act.will.${act}`)}</p>
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{ remark: start?.remark ?? '', documentNumber: start?.documentNumber ?? '' }}
          onFinish={(values) => void finish(values)}
        >
          <Form.Item
            name="remark"
            label={say(`act.remark.${act}`)}
            rules={[{ required: act !== 'withdraw', whitespace: true, message: say('act.reason.missing') }]}
          >
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
          {asksNumber && (
            <Form.Item name="documentNumber" label={say('act.document')}>
              <Input maxLength={100} />
            </Form.Item>
          )}
        </Form>
        {command.error && <Failure problem={command.error} title={say('act.failed')} />}
      </Modal>
    </>
  );
}
