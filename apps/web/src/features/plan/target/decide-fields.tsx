import { Form, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../locale.ts';

type Pair = { zh: string; en: string };
export type DecideValues = {
  numerator: Pair;
  denominator: Pair;
  baseline: Pair;
  basis: 'gross' | 'net' | 'none';
  distinctBy: Pair;
  evidence: Pair;
  measure: string;
  reason: string;
  documentNumber: string;
};

/** The words of a definition in both languages, its formula, and why it changes. */
export function DecideFields(): ReactNode {
  const say = useWords();
  return (
    <>
      <PairField name="numerator" label={say('definition.numerator')} required />
      <PairField name="denominator" label={say('definition.denominator')} />
      <PairField name="baseline" label={say('definition.baseline')} />
      <Form.Item name="basis" label={say('definition.basis')}>
        <Radio.Group
          options={(['gross', 'net', 'none'] as const).map((value) => ({
            value,
            label: say(`definition.basis.${value}`),
          }))}
        />
      </Form.Item>
      <PairField name="distinctBy" label={say('definition.distinct')} />
      <PairField name="evidence" label={say('definition.evidence')} required />
      <Form.Item
        name="measure"
        label={say('definition.measure')}
        extra={say('decide.measure.help')}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} spellCheck={false} className="code-field" />
      </Form.Item>
      <Form.Item
        name="reason"
        label={say('decide.reason')}
        rules={[{ required: true, whitespace: true, message: say('decide.reason.missing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Form.Item name="documentNumber" label={say('decide.document')}>
        <Input maxLength={100} />
      </Form.Item>
    </>
  );
}

/** The same words in both languages: both when required, otherwise both or neither. */
function PairField(props: {
  name: 'numerator' | 'denominator' | 'baseline' | 'distinctBy' | 'evidence';
  label: string;
  required?: boolean;
}): ReactNode {
  const say = useWords();
  const { name } = props;
  return (
    <fieldset className="pair">
      <legend>{props.label}</legend>
      {(['zh', 'en'] as const).map((language) => {
        const other = [name, language === 'zh' ? 'en' : 'zh'];
        return (
          <Form.Item
            key={language}
            name={[name, language]}
            label={say(`decide.${language}`)}
            dependencies={[other]}
            rules={[
              ({ getFieldValue }) => ({
                async validator(_, value: string) {
                  if (value?.trim()) return;
                  if (props.required) throw new Error(say('decide.needed'));
                  if (String(getFieldValue(other) ?? '').trim()) throw new Error(say('decide.pair'));
                },
              }),
            ]}
          >
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} lang={language === 'zh' ? 'zh-CN' : 'en'} />
          </Form.Item>
        );
      })}
    </fieldset>
  );
}
