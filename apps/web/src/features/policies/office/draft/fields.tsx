import { Checkbox, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useId } from 'react';
import { useLabel } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { useDraftForm, useProblemsAt, useText } from './draft-form-context.ts';
import { figure, keyOf, type Path, valueAt } from './policy-document.ts';

/** A field with its label above, and below it what is wrong at its place. */
export function Field(props: {
  label: string;
  path: Path;
  id: string;
  children: ReactNode;
  wide?: boolean;
}): ReactNode {
  return (
    <div className={props.wide ? 'draft-field draft-wide' : 'draft-field'} data-place={keyOf(props.path)}>
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      <Problems path={props.path} below />
    </div>
  );
}

/** What is wrong at one place, with the way out; what nobody has filled in yet is said quietly. */
export function Problems({ path, below = false }: { path: Path; below?: boolean }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return useProblemsAt(path, below).map((problem) =>
    problem.code === 'missing_key' ? (
      <p key={keyOf(problem.path)} className="draft-missing">
        {say('draft.missing')}
      </p>
    ) : (
      <p key={`${problem.code} ${problem.message.en}`} className="draft-problem">
        {label(problem.message)}
      </p>
    ),
  );
}

type TextProps = {
  label: string;
  path: Path;
  /** Of a text that runs over several lines. */
  rows?: number;
  code?: boolean;
  /** An empty text takes the place away instead of standing empty. */
  optional?: boolean;
  placeholder?: string;
};

export function TextField(props: TextProps): ReactNode {
  const id = useId();
  const { set, locked } = useDraftForm();
  const value = useText(props.path);
  const change = (text: string) => set(props.path, text === '' && props.optional ? undefined : text);
  const shared = {
    id,
    value,
    readOnly: locked,
    placeholder: props.placeholder,
    className: props.code ? 'draft-code' : undefined,
  };
  return (
    <Field label={props.label} path={props.path} id={id} wide={props.rows !== undefined}>
      {props.rows === undefined ? (
        <Input {...shared} onChange={({ target }) => change(target.value)} />
      ) : (
        <Input.TextArea
          {...shared}
          autoSize={{ minRows: props.rows, maxRows: 12 }}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  );
}

/** The same thing in Chinese and in English. */
export function BilingualField(props: TextProps): ReactNode {
  const say = useWords();
  return (
    <div className="draft-pair" data-place={keyOf(props.path)}>
      <TextField {...props} label={say('draft.zh', { name: props.label })} path={[...props.path, 'zh']} />
      <TextField {...props} label={say('draft.en', { name: props.label })} path={[...props.path, 'en']} />
      <Problems path={props.path} />
    </div>
  );
}

/** A figure, with its unit inside. */
export function FigureField(props: {
  label: string;
  path: Path;
  unit?: string;
  /** Writes it where more than the figure changes; nothing typed is undefined. */
  onChange?: (value: number | string | undefined) => void;
}): ReactNode {
  const id = useId();
  const { set, locked } = useDraftForm();
  const change = props.onChange ?? ((value) => set(props.path, value ?? ''));
  return (
    <Field label={props.label} path={props.path} id={id}>
      <Input
        id={id}
        inputMode="decimal"
        readOnly={locked}
        value={useText(props.path)}
        suffix={props.unit}
        onChange={({ target: { value } }) => change(value === '' ? undefined : figure(value))}
      />
    </Field>
  );
}

export type Choice = { readonly value: string; readonly label: string };

export function ChoiceField(props: {
  label: string;
  path: Path;
  options: readonly Choice[];
  optional?: boolean;
}): ReactNode {
  const id = useId();
  const { set, locked } = useDraftForm();
  const value = useText(props.path);
  return (
    <Field label={props.label} path={props.path} id={id}>
      <Select
        id={id}
        disabled={locked}
        allowClear={props.optional}
        showSearch={{ optionFilterProp: 'label' }}
        value={value || null}
        options={[...props.options]}
        onChange={(next: string | null) => set(props.path, next ?? undefined)}
      />
    </Field>
  );
}

export function DayField(props: { label: string; path: Path; optional?: boolean }): ReactNode {
  const id = useId();
  const { set, locked } = useDraftForm();
  const value = useText(props.path);
  return (
    <Field label={props.label} path={props.path} id={id}>
      <DatePicker
        id={id}
        disabled={locked}
        allowClear={props.optional}
        value={value && dayjs(value).isValid() ? dayjs(value) : null}
        onChange={(day) => set(props.path, day ? day.format('YYYY-MM-DD') : undefined)}
      />
    </Field>
  );
}

/** Yes or no; no is what stands where nothing is written. */
export function CheckField(props: {
  label: string;
  path: Path;
  checked?: boolean;
  onChange?: (checked: boolean) => void;
}): ReactNode {
  const { document, set, locked } = useDraftForm();
  const change = props.onChange ?? ((checked) => set(props.path, checked || undefined));
  return (
    <div className="draft-field draft-check-field" data-place={keyOf(props.path)}>
      <Checkbox
        disabled={locked}
        checked={props.checked ?? valueAt(document, props.path) === true}
        onChange={({ target }) => change(target.checked)}
      >
        {props.label}
      </Checkbox>
      <Problems path={props.path} below />
    </div>
  );
}
