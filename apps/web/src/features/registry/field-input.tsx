import { DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { findField, heading } from '../../shared/field-text.ts';
import { useSession } from '../../shared/session.ts';
import { useLanguage } from '../../shared/words.ts';
import { useIndustryOptions } from './choices.ts';
import { useWords } from './locale.ts';

/** What a form item hands to its control. */
export type Controlled = { id?: string; value?: string; onChange?: (value: string) => void };

const long: ReadonlySet<string> = new Set(['address', 'business_scope']);

/** A day as text, `2018-08-01`. */
export function DayInput({ id, value, onChange, latest }: Controlled & { latest?: string }): ReactNode {
  return (
    <DatePicker
      id={id}
      style={{ width: '100%' }}
      value={value ? dayjs(value) : null}
      maxDate={latest ? dayjs(latest) : undefined}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : '')}
    />
  );
}

export function Choose(props: Controlled & { options: { value: string; label: string }[] }): ReactNode {
  return (
    <Select
      id={props.id}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={props.options}
      value={props.value || undefined}
      onChange={(value) => props.onChange?.(value ?? '')}
    />
  );
}

function IndustryInput(props: Controlled): ReactNode {
  return <Choose {...props} options={useIndustryOptions()} />;
}

/** The control for one field of an entity: a list where the values are closed, 万元 for amounts. */
export function FieldInput({ field, ...control }: Controlled & { field: string }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { district } = useSession();
  const declared = findField(field);
  if (field === 'industry') return <IndustryInput {...control} />;
  if (field === 'town') {
    return (
      <Choose {...control} options={district.towns.map(({ code, name }) => ({ value: code, label: name }))} />
    );
  }
  if (declared?.values) {
    const options = Object.entries(declared.values);
    return (
      <Choose
        {...control}
        options={options.map(([value, labels]) => ({ value, label: heading(labels, language) }))}
      />
    );
  }
  if (declared?.type === 'date') return <DayInput {...control} />;
  const { id, value, onChange } = control;
  const shared = {
    id,
    value,
    onChange: (event: { target: { value: string } }) => onChange?.(event.target.value),
  };
  if (long.has(field)) return <Input.TextArea {...shared} autoSize={{ minRows: 2, maxRows: 8 }} />;
  return (
    <Input
      {...shared}
      autoComplete="off"
      suffix={declared?.unit === 'yuan' ? say('facts.unit.yuan') : undefined}
    />
  );
}
