import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from './locale.ts';

/** Why, and by which paper: what every act on the record asks at its end. */
export function WhyItems({ reason, hint }: { reason: string; hint: string }): ReactNode {
  const say = useWords();
  return (
    <>
      <Form.Item
        name="reason"
        label={reason}
        rules={[{ required: true, whitespace: true, message: say('form.reason.missing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} placeholder={hint} maxLength={500} />
      </Form.Item>
      <Form.Item name="evidence" label={`${say('form.evidence')} (${say('form.optional')})`}>
        <Input placeholder={say('form.evidence.hint')} autoComplete="off" maxLength={500} />
      </Form.Item>
    </>
  );
}
