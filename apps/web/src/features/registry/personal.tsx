import { openPersonal } from '@miaopu/contract';
import { Button, Form, Input, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** What was opened of an entity's versions: it lives as long as the page and is not kept. */
export type Opened = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/** Asks why somebody needs to see what is hidden, and shows it. */
export function OpenPersonal(props: {
  field: string;
  entityId: string;
  versionId: string;
  onOpened: (opened: Opened) => void;
}): ReactNode {
  const say = useWords();
  const [asking, setAsking] = useState(false);
  const { entityId, versionId } = props;
  const open = useCommand(openPersonal);

  async function submit({ reason }: { reason: string }): Promise<void> {
    const { fields } = await open.mutateAsync({ params: { id: entityId }, body: { versionId, reason } });
    setAsking(false);
    props.onOpened({ [versionId]: fields });
  }

  const form = (
    <Form<{ reason: string }>
      layout="vertical"
      requiredMark={false}
      className="personal-form"
      disabled={open.isPending}
      onFinish={(values) => void submit(values).catch(() => {})}
    >
      <Form.Item
        name="reason"
        label={say('personal.reason')}
        extra={say('personal.recorded')}
        rules={[{ required: true, whitespace: true, min: 2, message: say('personal.reason.missing') }]}
      >
        <Input.TextArea autoFocus maxLength={200} rows={2} placeholder={say('personal.reason.example')} />
      </Form.Item>
      {open.error && (
        <Failure problem={open.error} title={say('personal.failed')} where={say('personal.title')} />
      )}
      <Button type="primary" htmlType="submit" loading={open.isPending}>
        {say('personal.submit')}
      </Button>
    </Form>
  );
  return (
    <Popover
      trigger="click"
      open={asking}
      onOpenChange={setAsking}
      destroyOnHidden
      title={say('personal.title')}
      content={form}
    >
      <Button size="small" type="link" aria-label={say('personal.open', { field: props.field })}>
        {say('personal.view')}
      </Button>
    </Popover>
  );
}
