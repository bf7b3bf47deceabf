import { createPolicyDraft, getPolicy, listPolicyLibrary } from '@miaopu/contract';
import { Button, Form, Input, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../../../../shared/components/notice.tsx';
import { useCommand } from '../../../../shared/use-endpoint.ts';
import { useLabel } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { draftPath } from '../paths.ts';
import type { LibraryRow } from './attention.ts';

type Values = { id: string; from?: string };

/** Begins a new policy: a short name, and nothing or an existing policy to start from. */
export function NewPolicy({ rows }: { rows: readonly LibraryRow[] }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const create = useCommand(createPolicyDraft, [listPolicyLibrary, getPolicy]);
  const begin = ({ id, from }: Values) =>
    create.mutate(
      { body: { policy: id, copyOf: from } },
      { onSuccess: (draft) => void navigate(draftPath(draft.id)) },
    );
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say('office.new')}
      </Button>
      <Modal
        open={open}
        title={say('office.new')}
        okText={say('office.new.begin')}
        cancelText={say('office.cancel')}
        confirmLoading={create.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <Form<Values> form={form} layout="vertical" onFinish={begin} validateTrigger="onBlur">
          <Form.Item
            name="id"
            label={say('office.new.id')}
            extra={say('office.new.id.help')}
            rules={[
              { required: true, pattern: /^[a-z][a-z0-9-]{0,63}$/, message: say('office.new.id.wrong') },
              {
                validator: async (_, value) => {
                  if (rows.some(({ id }) => id === value)) throw new Error(say('office.new.id.taken'));
                },
              },
            ]}
          >
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="from" label={say('office.new.from')}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={say('office.new.from.nothing')}
              options={rows.flatMap(({ id, card }) =>
                card ? [{ value: id, label: label(card.title) }] : [],
              )}
            />
          </Form.Item>
        </Form>
        {create.error && <Failure problem={create.error} title={say('office.new.failed')} />}
      </Modal>
    </>
  );
}
