import {
  actOnRound,
  countWords,
  type DecompositionPage,
  getCockpit,
  getDecomposition,
  getTarget,
  type Round,
} from '@miaopu/contract';
import { App, Button, Checkbox, DatePicker, Form, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { formatDay } from '../../shared/formats.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

type Props = { page: DecompositionPage; round: Round; onClose: () => void };
type Deed = Parameters<ReturnType<typeof useAct>['send']>[0];

/** Does something to the round; afterwards every page that shows it is read again. */
export function useAct({ page, round }: Pick<Props, 'page' | 'round'>, done: (words: string) => void) {
  const command = useCommand(actOnRound, [getDecomposition, getTarget, getCockpit]);
  return {
    error: command.error,
    pending: command.isPending,
    send: (body: Parameters<typeof command.mutate>[0]['body'], words: string) =>
      command.mutate(
        { params: { plan: page.plan.id, round: round.id }, body },
        { onSuccess: () => done(words) },
      ),
  };
}

/** A question before something is done to the round, with what will happen in a sentence. */
function ActDialog<Values extends object>(
  props: Props & {
    title: string;
    text: ReactNode;
    danger?: boolean;
    /** Why it cannot be done yet. */
    hindered?: string | null;
    initial?: Partial<Values>;
    deed: (values: Values) => Deed;
    done: (values: Values) => string;
    children?: ReactNode;
  },
): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const act = useAct(props, (words) => {
    message.success(words);
    props.onClose();
  });
  return (
    <Modal
      open
      title={props.title}
      onCancel={props.onClose}
      footer={[
        <Button key="cancel" onClick={props.onClose}>
          {say('cancel')}
        </Button>,
        <Button
          key="do"
          type="primary"
          danger={props.danger ?? false}
          loading={act.pending}
          disabled={Boolean(props.hindered)}
          onClick={() => form.submit()}
        >
          {props.title}
        </Button>,
      ]}
    >
      <p>{props.text}</p>
      {props.hindered && <p className="split-hindered">{props.hindered}</p>}
      {act.error && <Failure problem={act.error} title={say('failed')} where={props.title} />}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        {...(props.initial ? { initialValues: props.initial } : {})}
        onFinish={(values) => act.send(props.deed(values), props.done(values))}
      >
        {props.children}
      </Form>
    </Modal>
  );
}

/** The office's numbers go to the units. */
export function IssueDialog(props: Props): ReactNode {
  const say = useWords();
  const { round } = props;
  return (
    <ActDialog<{ answerBy?: Dayjs | null; silenceAgrees?: boolean; remark?: string }>
      {...props}
      title={say('issue')}
      text={[say('issue.text'), round.issue > 0 && say('issue.again')].filter(Boolean).join('')}
      deed={({ answerBy, silenceAgrees = false, remark }) => ({
        act: 'issue',
        revision: round.revision,
        answerBy: answerBy ? answerBy.format('YYYY-MM-DD') : null,
        silenceAgrees,
        remark: remark?.trim() || null,
      })}
      done={() => say('issue.done')}
    >
      <Form.Item name="answerBy" label={say('issue.answerBy')}>
        <DatePicker minDate={dayjs()} />
      </Form.Item>
      <Form.Item
        name="silenceAgrees"
        valuePropName="checked"
        extra={say('issue.silence.text')}
        dependencies={['answerBy']}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_, checked: boolean) => {
              if (checked && !getFieldValue('answerBy')) throw new Error(say('issue.silence.day'));
            },
          }),
        ]}
      >
        <Checkbox>{say('issue.silence')}</Checkbox>
      </Form.Item>
      <Form.Item name="remark" label={say('issue.remark')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
    </ActDialog>
  );
}

/** Taking back and withdrawing want a reason. */
export function ReasonDialog(props: Props & { act: 'reopen' | 'withdraw' }): ReactNode {
  const say = useWords();
  const { act } = props;
  return (
    <ActDialog<{ remark: string }>
      {...props}
      title={say(act)}
      text={say(`${act}.text`)}
      danger={act === 'withdraw'}
      deed={({ remark }) => ({ act, remark: remark.trim() })}
      done={() => say(`${act}.done`)}
    >
      <ReasonField name="remark" label={say('reason')} />
    </ActDialog>
  );
}

function ReasonField({ name, label, extra }: { name: string; label: string; extra?: string }): ReactNode {
  const say = useWords();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={extra}
      rules={[{ required: true, whitespace: true, message: say('reason.missing') }]}
    >
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
    </Form.Item>
  );
}

type SignValues = {
  documentNumber: string;
  reason: string;
  effectiveFrom: Dayjs;
  backdatedBecause?: string;
};

/** Why a round cannot be signed off yet, in a sentence; null where it can. */
function useHindered({ words, silence, answerBy }: Round): string | null {
  const say = useWords();
  const { waiting, objected } = countWords(words);
  if (objected > 0) return say('sign.objected', { count: objected });
  if (waiting === 0 || silence === 'agrees') return null;
  return silence === 'declared' && answerBy
    ? say('sign.silent.until', { count: waiting, day: formatDay(answerBy) })
    : say('sign.silent', { count: waiting });
}

/** The numbers get their document, and come into force. */
export function SignDialog(props: Props): ReactNode {
  const say = useWords();
  const { page, round } = props;
  const { waiting } = countWords(round.words);
  const hindered = useHindered(round);
  const today = dayjs();
  const end = dayjs(page.plan.end);
  return (
    <ActDialog<SignValues>
      {...props}
      title={say('sign')}
      text={say('sign.text')}
      hindered={hindered}
      initial={{ effectiveFrom: today.isAfter(end) ? end : today }}
      deed={({ documentNumber, reason, effectiveFrom, backdatedBecause }) => ({
        act: 'sign',
        issue: round.issue,
        documentNumber: documentNumber.trim(),
        reason: reason.trim(),
        effectiveFrom: effectiveFrom.format('YYYY-MM-DD'),
        backdatedBecause: backdatedBecause?.trim() || null,
      })}
      done={({ effectiveFrom }) => say('sign.done', { day: effectiveFrom.format('YYYY-MM-DD') })}
    >
      <Form.Item
        name="documentNumber"
        label={say('sign.document')}
        rules={[{ required: true, whitespace: true, message: say('sign.document.missing') }]}
      >
        <Input maxLength={100} placeholder={say('sign.document.hint')} />
      </Form.Item>
      <Form.Item
        name="effectiveFrom"
        label={say('sign.day')}
        rules={[{ required: true, message: say('sign.day.missing') }]}
      >
        <DatePicker minDate={dayjs(page.plan.start)} maxDate={end} allowClear={false} />
      </Form.Item>
      <ReasonField name="reason" label={say('sign.reason')} />
      <Form.Item noStyle dependencies={['effectiveFrom']}>
        {({ getFieldValue }) =>
          (getFieldValue('effectiveFrom') as Dayjs | undefined)?.isBefore(today, 'day') && (
            <ReasonField
              name="backdatedBecause"
              label={say('sign.backdated')}
              extra={say('sign.backdated.text')}
            />
          )
        }
      </Form.Item>
      {waiting > 0 && hindered === null && <p>{say('sign.agreed', { count: waiting })}</p>}
    </ActDialog>
  );
}
