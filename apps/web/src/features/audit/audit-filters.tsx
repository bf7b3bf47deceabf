import { auditActions } from '@miaopu/contract';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { Filter, Filters } from '../../shared/components/filter.tsx';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

export const noFilters = {
  person: '',
  organisation: '',
  action: '',
  record: '',
  request: '',
  from: '',
  to: '',
};
type Chosen = { [K in keyof typeof noFilters]: string };

/** What lines are wanted. Text counts when it is sent off, so that a half-typed name leaves no line in the audit. */
export function AuditFilters(props: {
  filters: Chosen;
  onChange: (changes: Partial<Chosen>) => void;
  /** The same once more: what came meanwhile. */
  onSearch: () => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { filters, onChange } = props;
  const [typed, setTyped] = useState(textOf(filters));
  // the address changed by going back, or by a link
  const [known, setKnown] = useState(filters);
  if (known !== filters && textKeys.some((key) => known[key] !== filters[key])) {
    setKnown(filters);
    setTyped(textOf(filters));
  }
  const search = () => {
    const changes = Object.fromEntries(textKeys.map((key) => [key, typed[key].trim()])) as Partial<Chosen>;
    if (textKeys.every((key) => changes[key] === filters[key])) props.onSearch();
    else onChange(changes);
  };
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <form
      className="audit-filters"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <Filters label={say('filters')}>
        {textKeys.map((key) => (
          <Filter
            key={key}
            label={say(`filter.${key}`)}
            id={`audit-${key}`}
            width={key === 'record' ? 176 : 132}
          >
            <Input
              id={`audit-${key}`}
              value={typed[key]}
              placeholder={say(`filter.${key}.hint`)}
              onChange={({ target }) => setTyped({ ...typed, [key]: target.value })}
            />
          </Filter>
        ))}
        <Filter label={say('filter.action')} id="audit-action" width={160}>
          <Select
            id="audit-action"
            value={filters.action || ''}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            onChange={(action) => onChange({ action })}
            options={[
              { value: '', label: say('filter.action.any') },
              ...Object.entries(auditActions).map(([value, words]) => ({ value, label: label(words) })),
            ]}
          />
        </Filter>
        {(['from', 'to'] as const).map((key) => (
          <Filter key={key} label={say(`filter.${key}`)} id={`audit-${key}`} width={120}>
            <DatePicker
              id={`audit-${key}`}
              placeholder={say('filter.day.any')}
              value={filters[key] ? dayjs(filters[key]) : null}
              onChange={(day) => onChange({ [key]: day ? day.format('YYYY-MM-DD') : '' })}
            />
          </Filter>
        ))}
        <div className="audit-buttons">
          <Button type="primary" htmlType="submit">
            {say('filter.search')}
          </Button>
          {isFiltered && <Button onClick={() => onChange(noFilters)}>{say('filter.clear')}</Button>}
        </div>
      </Filters>
    </form>
  );
}

const textKeys = ['person', 'organisation', 'record', 'request'] as const;

function textOf(filters: Chosen): Record<(typeof textKeys)[number], string> {
  const { person, organisation, record, request } = filters;
  return { person, organisation, record, request };
}
