import { getEntity, listDuplicates, listEntities, mergeEntities, suggestEntities } from '@miaopu/contract';
import { Button, Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

export type MergeParty = { readonly id: string; readonly name: string; readonly code: string | null };

function Party({ role, party }: { role: string; party: MergeParty }): ReactNode {
  return (
    <div>
      <dt>{role}</dt>
      <dd>
        <b>{party.name}</b> <code>{party.code}</code>
      </dd>
    </div>
  );
}

/** Asks once more before two entities become one, in plain words, with the reason. */
export function MergeDialog(props: {
  keep: MergeParty;
  absorb: MergeParty;
  onClose: () => void;
  onDone: (text: string) => void;
}): ReactNode {
  const say = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const { keep, absorb } = props;
  const merge = useCommand(mergeEntities, [listDuplicates, listEntities, getEntity, suggestEntities]);
  async function submit({ reason }: { reason: string }): Promise<void> {
    await merge.mutateAsync({ body: { keep: keep.id, absorb: absorb.id, reason: reason.trim() } });
    props.onDone(say('merge.done', { keep: keep.name }));
  }
  return (
    <Modal
      open
      title={say('merge.title')}
      onCancel={props.onClose}
      footer={[
        <Button key="cancel" onClick={props.onClose}>
          {say('form.cancel')}
        </Button>,
        <Button key="merge" type="primary" loading={merge.isPending} onClick={() => form.submit()}>
          {say('merge.submit')}
        </Button>,
      ]}
    >
      <dl className="merge-parties">
        <Party role={say('merge.keep')} party={keep} />
        <Party role={say('merge.absorb')} party={absorb} />
      </dl>
      <p>{say('merge.text', { keep: keep.name, absorb: absorb.name })}</p>
      <p>{say('merge.undo_text')}</p>
      {merge.error && <Failure problem={merge.error} title={say('form.failed')} where={say('merge.title')} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void submit(values).catch(() => undefined)}
      >
        <Form.Item
          name="reason"
          label={say('merge.reason')}
          rules={[{ required: true, whitespace: true, message: say('form.reason.missing') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} placeholder={say('merge.reason.hint')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
