import { type Dispute, listDisputes, settleDispute } from '@miaopu/contract';
import { App, Button, Form, Input, Modal, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { formatInstant, formatPeriod, grouped } from '../../../shared/formats.ts';
import { targetPath } from '../../../shared/paths.ts';
import { useMay } from '../../../shared/session.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { FileList } from '../form/evidence-panel.tsx';
import { useAct } from '../form/use-submission.ts';
import { useWords } from '../locale.ts';
import { reportPath } from '../paths.ts';

/** Counted values that units dispute, the open ones first; the office settles them, both sides see how. */
export function DisputesView({ plan }: { plan: string }): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listDisputes, { params: { plan }, query: {} });
  const settles = useMay('submission.office');
  const [settled, setSettled] = useState<Dispute | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  return (
    <Panel title={say('disputes.title')} aside={say('disputes.hint')} flush>
      {!data && <Bones rows={4} height={48} />}
      {data?.rows.length === 0 && (
        <EmptyState title={say('disputes.none')}>{say('disputes.none.text')}</EmptyState>
      )}
      <ul className="disputes">
        {data?.rows.map((dispute) => (
          <DisputeItem
            key={dispute.id}
            plan={plan}
            dispute={dispute}
            {...(settles && dispute.outcome === null ? { onSettle: () => setSettled(dispute) } : {})}
          />
        ))}
      </ul>
      {settled && <SettleDialog plan={plan} dispute={settled} onClose={() => setSettled(null)} />}
    </Panel>
  );
}

function DisputeItem(props: { plan: string; dispute: Dispute; onSettle?: () => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { plan, dispute, onSettle } = props;
  return (
    <li>
      <div className="report-name">
        <b className={`form-dispute-${dispute.outcome ?? 'open'}`}>
          {say(`dispute.state.${dispute.outcome ?? 'open'}`)}
        </b>{' '}
        <Link to={reportPath(dispute)}>
          {label(dispute.unitName)} · {formatPeriod(dispute.period, language)}
        </Link>{' '}
        · <Link to={targetPath(plan, dispute.target)}>{label(dispute.label)}</Link>
        <p>
          {say('dispute.line', {
            counted: grouped(dispute.counted),
            claimed: grouped(dispute.claimed),
            reason: dispute.reason,
          })}
        </p>
        {dispute.note && <p>{say('dispute.note', { note: dispute.note, name: dispute.settledBy ?? '' })}</p>}
        <FileList submission={{ ...dispute, plan }} files={dispute.evidence} open={false} />
        <small>
          {dispute.openedBy} · {formatInstant(dispute.openedAt)}
        </small>
      </div>
      {onSettle && <Button onClick={onSettle}>{say('settle')}</Button>}
    </li>
  );
}

const noteLabel = { open: 'settle.note', accepted: 'settle.how', rejected: 'settle.why' } as const;
type Fields = { outcome: 'accepted' | 'rejected'; note: string; record?: string };

function SettleDialog(props: { plan: string; dispute: Dispute; onClose: () => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const outcome = Form.useWatch('outcome', form);
  const settle = useAct(settleDispute);
  const { plan, dispute, onClose } = props;
  function save({ outcome: chosen, note, record }: Fields): void {
    settle.mutate(
      {
        params: { plan, dispute: dispute.id },
        body: { outcome: chosen, note, record: chosen === 'accepted' ? record?.trim() || null : null },
      },
      {
        onSuccess() {
          message.success(say('settle.done'));
          onClose();
        },
      },
    );
  }
  return (
    <Modal
      open
      title={say('settle.title', { cell: label(dispute.label), unit: label(dispute.unitName) })}
      okText={say('settle.confirm')}
      cancelText={say('cancel')}
      confirmLoading={settle.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>
        {say('dispute.line', {
          counted: grouped(dispute.counted),
          claimed: grouped(dispute.claimed),
          reason: dispute.reason,
        })}
      </p>
      <Form<Fields> form={form} layout="vertical" onFinish={save}>
        <Form.Item
          name="outcome"
          label={say('settle.outcome')}
          rules={[{ required: true, message: say('settle.outcome.missing') }]}
        >
          <Radio.Group
            options={[
              { value: 'accepted', label: say('settle.accepted') },
              { value: 'rejected', label: say('settle.rejected') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="note"
          label={say(noteLabel[outcome ?? 'open'])}
          rules={[{ required: true, whitespace: true, message: say('settle.note.missing') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
        {outcome === 'accepted' && (
          <Form.Item name="record" label={say('settle.record')} extra={say('settle.record.hint')}>
            <Input maxLength={200} />
          </Form.Item>
        )}
      </Form>
      {settle.error && <Failure problem={settle.error} title={say('settle.failed')} />}
    </Modal>
  );
}
