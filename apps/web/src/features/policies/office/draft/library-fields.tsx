import { listPolicyLibrary } from '@miaopu/contract';
import { AutoComplete, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useLabel } from '../../../../shared/words.ts';
import { useDraftForm, useText } from './draft-form-context.ts';
import { Field } from './fields.tsx';
import { type Path, valueAt } from './policy-document.ts';

function useLibrary() {
  return useEndpoint(listPolicyLibrary, { query: {} }, { staleTime: 300_000 }).data;
}

/** Other policies of the library, found by title or id; one that is not there stays as it is written. */
export function PoliciesField(props: { label: string; path: Path }): ReactNode {
  const id = useId();
  const label = useLabel();
  const { document, set, locked } = useDraftForm();
  const found = valueAt(document, props.path);
  const own = valueAt(document, ['id']);
  const options = useLibrary()
    ?.rows.filter((row) => row.id !== own)
    .map((row) => {
      const title = row.card?.title ?? row.draft?.title;
      return { value: row.id, label: title ? `${label(title)} ${row.id}` : row.id };
    });
  return (
    <Field label={props.label} path={props.path} id={id} wide>
      <Select
        id={id}
        mode="multiple"
        disabled={locked}
        showSearch={{ optionFilterProp: 'label' }}
        value={Array.isArray(found) ? found.map(String) : []}
        options={options ?? []}
        onChange={(ids: string[]) => set(props.path, ids.length === 0 ? undefined : ids)}
      />
    </Field>
  );
}

/** The name of a group that benefits of several policies share: one of the library's, or a new one. */
export function GroupField(props: {
  label: string;
  path: Path;
  of: 'exclusive' | 'shared';
  placeholder: string;
}): ReactNode {
  const id = useId();
  const { set, locked } = useDraftForm();
  const value = useText(props.path);
  const groups = useLibrary()?.groups[props.of] ?? [];
  return (
    <Field label={props.label} path={props.path} id={id}>
      <AutoComplete
        id={id}
        className="draft-code"
        disabled={locked}
        allowClear
        placeholder={props.placeholder}
        value={value}
        options={groups.filter((name) => name.includes(value)).map((name) => ({ value: name }))}
        onChange={(name?: string) => set(props.path, name || undefined)}
      />
    </Field>
  );
}
