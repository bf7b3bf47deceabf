import { discardDelivery, listGivenUp, retryDelivery } from '@miaopu/contract';
import { App, Button, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../shared/client.ts';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { dash, formatCount, formatInstant } from '../../shared/formats.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

const step = 50;

type Delivery = AnswerOf<typeof listGivenUp>['rows'][number];

/** What was tried as often as it is tried: send it again, or discard it with a reason. */
export function GivenUpPanel(): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const [limit, setLimit] = useState(step);
  const { data, error, refetch } = useEndpoint(
    listGivenUp,
    { query: { limit } },
    { refetchInterval: 30_000, keepPrevious: true },
  );
  const retry = useCommand(retryDelivery, [listGivenUp]);
  const [discarding, setDiscarding] = useState<Delivery | null>(null);
  return (
    <Panel title={say('given_up.title')} aside={data && formatCount(data.total)}>
      {error && <Failure problem={error} where={say('given_up.title')} onRetry={() => void refetch()} />}
      {retry.error && <Failure problem={retry.error} title={say('given_up.discard.failed')} />}
      {!data && !error && <Bones rows={4} height={28} />}
      {data?.rows.length === 0 && (
        <EmptyState title={say('given_up.none')}>{say('given_up.none.text')}</EmptyState>
      )}
      {data && data.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="deliveries" tabIndex={0} aria-label={say('given_up.title')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('given_up.what')}</th>
                <th scope="col">{say('given_up.to')}</th>
                <th scope="col">{say('given_up.error')}</th>
                <th scope="col" className="deliveries-figure">
                  {say('given_up.attempts')}
                </th>
                <th scope="col">{say('given_up.when')}</th>
                <th scope="col">{say('given_up.do')}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((delivery) => (
                <Row
                  key={delivery.id}
                  delivery={delivery}
                  isBusy={retry.isPending && retry.variables.params.id === delivery.id}
                  onRetry={() =>
                    retry.mutate(
                      { params: { id: delivery.id } },
                      { onSuccess: () => message.success(say('given_up.retried')) },
                    )
                  }
                  onDiscard={() => setDiscarding(delivery)}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {data?.more && limit < 200 && (
        <Button onClick={() => setLimit(limit + step)}>{say('given_up.older')}</Button>
      )}
      {discarding && <DiscardDialog delivery={discarding} onClose={() => setDiscarding(null)} />}
    </Panel>
  );
}

function Row(props: {
  delivery: Delivery;
  isBusy: boolean;
  onRetry: () => void;
  onDiscard: () => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { delivery } = props;
  const error = delivery.error === 'disconnected' ? say('given_up.disconnected') : delivery.error;
  return (
    <tr>
      <th scope="row">{label(delivery.title)}</th>
      <td>
        {delivery.to}
        <small>{say(`choices.way.${delivery.way}`)}</small>
      </td>
      <td className="deliveries-error">{error ?? dash}</td>
      <td className="deliveries-figure">{delivery.attempts}</td>
      <td>{formatInstant(delivery.endedAt)}</td>
      <td>
        <div className="deliveries-do">
          <Button size="small" loading={props.isBusy} onClick={props.onRetry}>
            {say('given_up.retry')}
          </Button>
          <Button size="small" danger onClick={props.onDiscard}>
            {say('given_up.discard')}
          </Button>
        </div>
      </td>
    </tr>
  );
}

function DiscardDialog({ delivery, onClose }: { delivery: Delivery; onClose: () => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const discard = useCommand(discardDelivery, [listGivenUp]);
  return (
    <Modal
      open
      title={say('given_up.discard.title')}
      okText={say('given_up.discard')}
      okButtonProps={{ danger: true }}
      cancelText={say('cancel')}
      confirmLoading={discard.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say('given_up.discard.will', { title: label(delivery.title) })}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) =>
          discard.mutate(
            { params: { id: delivery.id }, body: { reason } },
            {
              onSuccess: () => {
                message.success(say('given_up.discarded'));
                onClose();
              },
            },
          )
        }
      >
        <Form.Item
          name="reason"
          label={say('given_up.discard.reason')}
          rules={[{ required: true, whitespace: true, message: say('given_up.discard.missing') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {discard.error && <Failure problem={discard.error} title={say('given_up.discard.failed')} />}
    </Modal>
  );
}
