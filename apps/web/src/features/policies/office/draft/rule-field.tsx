import { entityFields, factFields } from '@miaopu/standards';
import { Input, Select } from 'antd';
import { type ReactNode, useId, useMemo, useRef } from 'react';
import { heading } from '../../../../shared/field-text.ts';
import { type Labels, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { useDraftForm, useText } from './draft-form-context.ts';
import { Field } from './fields.tsx';
import { type Path, valueAt } from './policy-document.ts';

/** A rule as it is written, with what it says in both languages below, and a list of what it may name. */
export function RuleField(props: {
  label: string;
  path: Path;
  words: Labels | null | undefined;
  optional?: boolean;
}): ReactNode {
  const say = useWords();
  const id = useId();
  const { set, locked } = useDraftForm();
  const value = useText(props.path);
  const cursor = useRef<number | null>(null);
  const insert = (name: string) => {
    const at = cursor.current ?? value.length;
    set(props.path, `${value.slice(0, at)}${name}${value.slice(at)}`);
    cursor.current = at + name.length;
  };
  return (
    <Field label={props.label} path={props.path} id={id} wide>
      <Input.TextArea
        id={id}
        className="draft-code"
        spellCheck={false}
        readOnly={locked}
        value={value}
        autoSize={{ minRows: 1, maxRows: 8 }}
        onChange={({ target }) => {
          cursor.current = target.selectionStart;
          set(props.path, target.value === '' && props.optional ? undefined : target.value);
        }}
        onSelect={({ currentTarget }) => {
          cursor.current = currentTarget.selectionStart;
        }}
      />
      {props.words && value !== '' && (
        <p className="draft-words">
          {props.words.zh}
          <span lang="en">{props.words.en}</span>
        </p>
      )}
      {!locked && <NamePicker label={say('draft.insert')} onPick={insert} />}
    </Field>
  );
}

/** What rules may name, found by its Chinese or English name: data of the enterprise, parameters and terms of this policy. */
function NamePicker({ label, onPick }: { label: string; onPick: (name: string) => void }): ReactNode {
  const options = useNames();
  return (
    <Select
      className="draft-insert"
      size="small"
      aria-label={label}
      placeholder={label}
      value={null}
      popupMatchSelectWidth={420}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      onChange={(name: string | null) => name && onPick(name)}
    />
  );
}

function useNames() {
  const say = useWords();
  const language = useLanguage();
  const { document } = useDraftForm();
  const own = (path: string, prefix: string) => {
    const found = valueAt(document, [path]);
    if (found === null || typeof found !== 'object') return [];
    return Object.entries(found as Record<string, Partial<Labels>>).map(([name, labels]) =>
      choice(`${prefix}.${name}`, { zh: labels?.zh ?? '', en: labels?.en ?? '' }, language),
    );
  };
  const fields = useMemo(
    () => ({
      fact: Object.entries(factFields).map(([code, labels]) => choice(`fact.${code}`, labels, language)),
      last: Object.entries(factFields).map(([code, labels]) => choice(`last.${code}`, labels, language)),
      entity: Object.entries(entityFields).map(([code, labels]) =>
        choice(`entity.${code}`, labels, language),
      ),
    }),
    [language],
  );
  return [
    { label: say('draft.names.param'), options: own('parameters', 'param') },
    { label: say('draft.names.term'), options: own('terms', 'term') },
    { label: say('draft.names.fact'), options: fields.fact },
    { label: say('draft.names.last'), options: fields.last },
    { label: say('draft.names.entity'), options: fields.entity },
  ].filter(({ options }) => options.length > 0);
}

function choice(name: string, labels: Labels, language: 'zh-CN' | 'en') {
  return { value: name, label: `${heading(labels, language)} ${name}` };
}
