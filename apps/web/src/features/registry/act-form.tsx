import { Checkbox, Form, type FormInstance, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useFieldName } from '../../shared/field-text.ts';
import { formatDay } from '../../shared/formats.ts';
import {
  type ActKind,
  type Draft,
  fieldsFor,
  findValueProblem,
  isMasked,
  isRequired,
  keepDraft,
  readDraft,
  toEdited,
} from './act-draft.ts';
import { useStatedText } from './entity-card.tsx';
import { DayInput, FieldInput } from './field-input.tsx';
import type { Version } from './history.ts';
import { useWords } from './locale.ts';
import { RestoredDraft } from './restored-draft.tsx';
import { WhyItems } from './why-items.tsx';

/** One chosen field: its new value, with what it was below. */
function ValueItem({ field, version }: { field: string; version: Version }): ReactNode {
  const say = useWords();
  const nameOf = useFieldName();
  const textOf = useStatedText();
  const value = version.fields[field];
  const was = value ? say('form.was', { value: textOf(field, version) }) : say('form.was.empty');
  const hint = isMasked(field, value) ? say('form.masked') : was;
  return (
    <Form.Item
      name={['values', field]}
      label={nameOf(field)}
      extra={isRequired(field) ? hint : `${hint} · ${say('form.clear')}`}
      validateTrigger="onBlur"
      rules={[
        {
          validator: async (_, text: string | undefined) => {
            const problem = findValueProblem(field, text, version);
            if (problem) throw new Error(say(problem));
          },
        },
      ]}
    >
      <FieldInput field={field} />
    </Form.Item>
  );
}

function VersionItem({ versions }: { versions: readonly Version[] }): ReactNode {
  const say = useWords();
  const options = versions.map((version) => ({
    value: version.versionId,
    label: version.validTo
      ? say('correct.version.option', { from: formatDay(version.validFrom), to: formatDay(version.validTo) })
      : say('correct.version.open', { from: formatDay(version.validFrom) }),
  }));
  return (
    <Form.Item name="versionId" label={say('correct.version')}>
      <Select options={options} />
    </Form.Item>
  );
}

/** Which fields it is about, all in sight. The form hands it `value` and `onChange`. */
function FieldChoices(props: {
  label: string;
  fields: readonly string[];
  onChosen: (fields: string[]) => void;
  value?: string[];
  onChange?: (fields: string[]) => void;
}): ReactNode {
  const nameOf = useFieldName();
  return (
    <Checkbox.Group
      className="act-fields"
      role="group"
      aria-label={props.label}
      options={props.fields.map((field) => ({ value: field, label: nameOf(field) }))}
      value={props.value ?? []}
      onChange={(fields) => {
        props.onChosen(fields);
        props.onChange?.(fields);
      }}
    />
  );
}

/** Prefills a field that was just chosen with its present value, so that a small fix is a small edit. */
function prefill(form: FormInstance<Draft>, chosen: readonly string[], version: Version): void {
  const values = form.getFieldValue('values') ?? {};
  for (const field of chosen) {
    if (values[field] === undefined) {
      form.setFieldValue(['values', field], toEdited(field, version.fields[field]));
    }
  }
}

/**
 * The form of an act on the record. A change asks for the day from which it is so; a correction asks which stretch
 * was recorded wrongly, and no day. What is typed is kept until it is sent.
 */
export function ActForm(props: {
  kind: ActKind;
  entityId: string;
  /** Present knowledge, newest days first. */
  versions: readonly Version[];
  versionId: string;
  /** The server's day: nothing changes later than that. */
  today: string;
  form: FormInstance<Draft>;
  onSubmit: (draft: Draft) => void;
}): ReactNode {
  const say = useWords();
  const { kind, form, versions } = props;
  const [kept] = useState(() => readDraft(kind, props.entityId));
  const chosen = Form.useWatch('chosen', form) ?? kept?.chosen ?? [];
  const versionId = Form.useWatch('versionId', form) ?? kept?.versionId ?? props.versionId;
  const version = versions.find((one) => one.versionId === versionId) ?? versions[0]!;
  const words = kind === 'change' ? 'change' : 'correct';
  return (
    <Form<Draft>
      form={form}
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={{ focus: true }}
      initialValues={{ versionId: props.versionId, ...kept }}
      onValuesChange={(_, draft) => keepDraft(kind, props.entityId, form.getFieldsValue(true) ?? draft)}
      onFinish={() => props.onSubmit(form.getFieldsValue(true))}
    >
      {kept && (
        <RestoredDraft
          onDrop={() => {
            keepDraft(kind, props.entityId, null);
            form.setFieldsValue({ effectiveOn: '', chosen: [], reason: '', evidence: '', values: undefined });
          }}
        />
      )}
      {kind === 'change' ? (
        <Form.Item
          name="effectiveOn"
          label={say('change.effective')}
          rules={[{ required: true, message: say('change.effective.missing') }]}
        >
          <DayInput latest={props.today} />
        </Form.Item>
      ) : (
        versions.length > 1 && <VersionItem versions={versions} />
      )}
      <Form.Item
        name="chosen"
        label={say(`${words}.fields`)}
        rules={[{ required: true, message: say('form.fields.missing') }]}
      >
        <FieldChoices
          label={say(`${words}.fields`)}
          fields={fieldsFor(kind)}
          onChosen={(fields) => prefill(form, fields, version)}
        />
      </Form.Item>
      {chosen.length > 0 && (
        <div className="act-values">
          {chosen.map((field) => (
            <ValueItem key={field} field={field} version={version} />
          ))}
        </div>
      )}
      <WhyItems reason={say(`${words}.reason`)} hint={say(`${words}.reason.hint`)} />
    </Form>
  );
}
