import { decideRange, getCockpit, getTarget, type TargetPage } from '@miaopu/contract';
import { App, Button, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { formatInstant } from '../../../shared/formats.ts';
import { useMay } from '../../../shared/session.ts';
import { goalText, isShare } from '../../../shared/standing/values.ts';
import { useCommand } from '../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { yearsOf } from '../periods.ts';
import { useDraft } from '../use-draft.ts';

type Values = Record<string, string>;

/** The range that the plan's text leaves open: what was set for each year, and the form that sets it. */
export function RangePanel({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const mayDecide = useMay('plan.define');
  const [editing, setEditing] = useState(false);
  if (page.rangeSetBy === null) return null;
  const current = page.ranges[0];
  return (
    <Panel
      title={say('range.title')}
      aside={say('range.by', { unit: label(page.rangeSetBy.name) })}
      actions={mayDecide && !editing && <Button onClick={() => setEditing(true)}>{say('range.set')}</Button>}
    >
      {editing ? (
        <RangeForm page={page} onClose={() => setEditing(false)} />
      ) : current === undefined ? (
        <p>{say('range.none')}</p>
      ) : (
        <>
          <table className="compare">
            <tbody>
              {current.rows.map(({ year, low, high }) => (
                <tr key={year}>
                  <th scope="row">{year}</th>
                  <td className="figure">
                    {goalText(page.card, { form: 'within', value: null, low, high }, language)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="versions-who">
            {say('range.version', {
              version: current.version,
              who: current.decidedBy,
              when: formatInstant(current.decidedAt),
              reason: current.reason,
            })}
          </p>
        </>
      )}
    </Panel>
  );
}

function RangeForm({ page, onClose }: { page: TargetPage; onClose: () => void }): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const current = page.ranges[0];
  const basedOn = current?.version ?? 0;
  const draft = useDraft<Values>(`range.${page.plan.id}.${page.card.id}.${basedOn}`);
  const command = useCommand(decideRange, [getTarget, getCockpit]);
  const years = yearsOf(page.plan);
  const percent = isShare(page.card);

  function save(values: Values): void {
    const rows = years.flatMap((year) => {
      const [low, high] = [values[`low${year}`]?.trim(), values[`high${year}`]?.trim()];
      return low && high
        ? [{ year: Number(year), low: stored(low, percent), high: stored(high, percent) }]
        : [];
    });
    const body = {
      basedOn,
      rows,
      reason: values.reason?.trim() ?? '',
      documentNumber: values.documentNumber?.trim() || null,
    };
    command.mutate(
      { params: { plan: page.plan.id, target: page.card.id }, body },
      {
        onSuccess: ({ version }) => {
          draft.discard();
          message.success(say('range.done', { version }));
          onClose();
        },
      },
    );
  }

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={draft.kept ?? initialValues(page, percent)}
      onValuesChange={(_, values) => draft.keep(values)}
      onFinish={save}
      validateTrigger="onBlur"
    >
      {years.map((year) => (
        <div key={year} className="range-year">
          <EndField name={`low${year}`} label={say('range.low', { year })} percent={percent} />
          <EndField name={`high${year}`} label={say('range.high', { year })} percent={percent} />
        </div>
      ))}
      <Form.Item
        name="reason"
        label={say('range.reason')}
        rules={[{ required: true, whitespace: true, message: say('range.reason.missing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 1 }} />
      </Form.Item>
      <Form.Item name="documentNumber" label={say('range.document')}>
        <Input maxLength={100} />
      </Form.Item>
      {command.error && <Failure problem={command.error} title={say('decide.failed')} />}
      <p className="will">{say('range.will')}</p>
      <div className="drawer-footer">
        <Button
          onClick={() => {
            draft.discard();
            onClose();
          }}
        >
          {say('range.cancel')}
        </Button>
        <Button type="primary" htmlType="submit" loading={command.isPending}>
          {say('range.save', { version: basedOn + 1 })}
        </Button>
      </div>
    </Form>
  );
}

function EndField(props: { name: string; label: string; percent: boolean }): ReactNode {
  const say = useWords();
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      rules={[{ pattern: /^\s*-?\d+(\.\d+)?\s*$/, message: say('range.number') }]}
    >
      <Input inputMode="decimal" suffix={props.percent ? '%' : undefined} />
    </Form.Item>
  );
}

/** Percentages are typed as people say them and stored as fractions of one, by moving the point: exact. */
function stored(text: string, percent: boolean): string {
  if (!percent) return text;
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const digits = whole.padStart(3, '0');
  const moved = `${digits.slice(0, -2)}.${digits.slice(-2)}${part}`;
  return `${text.startsWith('-') ? '-' : ''}${moved.replace(/^0+(?=\d)/, '')}`;
}

function shown(fraction: string, percent: boolean): string {
  return percent ? String(Number((Number(fraction) * 100).toFixed(6))) : fraction;
}

function initialValues(page: TargetPage, percent: boolean): Values {
  const rows = page.ranges[0]?.rows ?? [];
  return Object.fromEntries(
    rows.flatMap(({ year, low, high }) => [
      [`low${year}`, shown(low, percent)],
      [`high${year}`, shown(high, percent)],
    ]),
  );
}
