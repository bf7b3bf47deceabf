import { lockSubmission, reopenSubmission, type Submission } from '@miaopu/contract';
import { App, Button, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../shared/components/notice.tsx';
import { useWords } from '../locale.ts';
import { keyOfSubmission } from './evidence-panel.tsx';
import { useAct } from './use-submission.ts';

/** What the office does with approved figures: lock them, or open them for a restatement. */
export function OfficeBar({ submission }: { submission: Submission }): ReactNode {
  const say = useWords();
  const lock = useAct(lockSubmission);
  const [reopening, setReopening] = useState(false);
  const { mayDo } = submission;
  return (
    <footer className="form-bar">
      {lock.error && <Failure problem={lock.error} title={say('lock.failed')} />}
      <div className="form-bar-end">
        <p>{say(mayDo.includes('lock') ? 'lock.text' : 'lock.locked')}</p>
        {mayDo.includes('reopen') && <Button onClick={() => setReopening(true)}>{say('reopen')}</Button>}
        {mayDo.includes('lock') && (
          <Button
            type="primary"
            loading={lock.isPending}
            onClick={() => lock.mutate({ params: keyOfSubmission(submission) })}
          >
            {say('lock')}
          </Button>
        )}
      </div>
      {reopening && <ReopenDialog submission={submission} onClose={() => setReopening(false)} />}
    </footer>
  );
}

function ReopenDialog({ submission, onClose }: { submission: Submission; onClose: () => void }): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const reopen = useAct(reopenSubmission);
  return (
    <Modal
      open
      title={say('reopen.title')}
      okText={say('reopen.confirm')}
      cancelText={say('cancel')}
      confirmLoading={reopen.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say('reopen.text')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) =>
          reopen.mutate(
            { params: keyOfSubmission(submission), body: { reason } },
            {
              onSuccess() {
                message.success(say('reopen.done'));
                onClose();
              },
            },
          )
        }
      >
        <Form.Item
          name="reason"
          label={say('reopen.reason')}
          rules={[{ required: true, whitespace: true, message: say('reopen.reason.missing') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
      </Form>
      {reopen.error && <Failure problem={reopen.error} title={say('reopen.failed')} />}
    </Modal>
  );
}
