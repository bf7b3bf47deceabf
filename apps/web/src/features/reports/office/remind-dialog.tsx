import { remindUnits } from '@miaopu/contract';
import { App, Modal } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { Bones } from '../../../shared/components/bones.tsx';
import { Failure } from '../../../shared/components/notice.tsx';
import { formatPeriod } from '../../../shared/formats.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useAct } from '../form/use-submission.ts';
import { useWords } from '../locale.ts';

/** Says to whom a reminder goes, and sends it. */
export function RemindDialog(props: {
  plan: string;
  form: string;
  title: string;
  period: string;
  /** Only this one; null for all who owe it. */
  unit: string | null;
  onClose: () => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { message } = App.useApp();
  const { plan, form, period, unit: only, onClose } = props;
  const look = useAct(remindUnits);
  const remind = useAct(remindUnits);
  const { mutate } = look;
  useEffect(() => {
    mutate({ params: { plan }, body: { form, period, send: false, ...(only ? { units: [only] } : {}) } });
  }, [mutate, plan, form, period, only]);
  const units = look.data?.units ?? [];
  const people = units.reduce((sum, { people: all }) => sum + all.length, 0);
  return (
    <Modal
      open
      title={say('remind.title', { form: props.title, period: formatPeriod(period, language) })}
      okText={say('remind.send', { count: people })}
      okButtonProps={{ disabled: people === 0 }}
      cancelText={say('cancel')}
      confirmLoading={remind.isPending}
      onCancel={onClose}
      onOk={() =>
        remind.mutate(
          {
            params: { plan },
            body: { form, period, units: units.map(({ unit }) => unit.id), send: true },
          },
          {
            onSuccess() {
              message.success(say('remind.done', { count: people }));
              onClose();
            },
          },
        )
      }
    >
      {look.error && <Failure problem={look.error} />}
      {!look.data && !look.error && <Bones rows={4} />}
      {look.data && (
        <>
          <p>{say(units.length > 0 ? 'remind.text' : 'remind.none')}</p>
          <ul className="bulk-list">
            {units.map(({ unit, people: all }) => (
              <li key={unit.id}>
                <b>{label(unit.name)}</b>{' '}
                {all.length > 0 ? (
                  all.join(say('comma'))
                ) : (
                  <span className="report-late">{say('remind.nobody')}</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {remind.error && <Failure problem={remind.error} title={say('remind.failed')} />}
    </Modal>
  );
}
