import { designationTitles, entityCategories, type Labels } from '@miaopu/standards';
import { Badge, Button, DatePicker, Drawer, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useId, useState } from 'react';
import { Filter, Filters } from '../../shared/components/filter.tsx';
import { heading } from '../../shared/field-text.ts';
import { formatCount } from '../../shared/formats.ts';
import { useSession } from '../../shared/session.ts';
import { useNarrow } from '../../shared/use-narrow.ts';
import { useLanguage } from '../../shared/words.ts';
import { type Choices, useIndustryOptions } from './choices.ts';
import { countFilters, type RegistryFilters } from './filters.ts';
import { useWords } from './locale.ts';

type Change = (changes: Partial<RegistryFilters>) => void;

function useOptions(table: Readonly<Record<string, Labels>>): Choices {
  const language = useLanguage();
  return Object.entries(table).map(([value, labels]) => ({ value, label: heading(labels, language) }));
}

function Choice(props: {
  label: string;
  width: number;
  options: Choices;
  value: readonly string[];
  onChange: (values: string[]) => void;
  multiple?: boolean;
}): ReactNode {
  const say = useWords();
  const id = useId();
  return (
    <Filter label={props.label} id={id} width={props.width}>
      <Select<string | string[]>
        id={id}
        mode={props.multiple ? 'multiple' : undefined}
        // Else Tab would take the first of the list along.
        defaultActiveFirstOption={!props.multiple}
        maxTagCount="responsive"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={say('filter.any')}
        options={props.options}
        value={props.multiple ? [...props.value] : (props.value[0] ?? null)!}
        onChange={(value) => props.onChange(value === undefined || value === null ? [] : [value].flat())}
        popupMatchSelectWidth={Math.max(props.width, 240)}
      />
    </Filter>
  );
}

function Day(props: { label: string; value: string; onChange: (day: string) => void }): ReactNode {
  const say = useWords();
  const id = useId();
  return (
    <Filter label={props.label} id={id} width={128}>
      <DatePicker
        id={id}
        placeholder={say('filter.any')}
        value={props.value ? dayjs(props.value) : null}
        onChange={(day) => props.onChange(day ? day.format('YYYY-MM-DD') : '')}
      />
    </Filter>
  );
}

function Fields({ filters, onChange }: { filters: RegistryFilters; onChange: Change }): ReactNode {
  const say = useWords();
  const { district } = useSession();
  const towns = [
    ...district.towns.map((town) => ({ value: town.code, label: town.name })),
    { value: 'none', label: say('filter.town.none') },
  ];
  const industries = useIndustryOptions();
  const categories = useOptions(entityCategories);
  const designations = useOptions(designationTitles);
  const statuses = (['active', 'deregistered', 'revoked', 'moved_out'] as const).map((value) => ({
    value,
    label: say(`status.${value}`),
  }));
  return (
    <>
      <Choice
        label={say('filter.town')}
        width={144}
        multiple
        options={towns}
        value={filters.town}
        onChange={(town) => onChange({ town })}
      />
      <Choice
        label={say('filter.industry')}
        width={168}
        options={industries}
        value={filters.industry ? [filters.industry] : []}
        onChange={([industry = '']) => onChange({ industry })}
      />
      <Choice
        label={say('filter.category')}
        width={128}
        multiple
        options={categories}
        value={filters.category}
        onChange={(category) => onChange({ category })}
      />
      <Choice
        label={say('filter.status')}
        width={112}
        multiple
        options={statuses}
        value={filters.status}
        onChange={(status) => onChange({ status })}
      />
      <Choice
        label={say('filter.designation')}
        width={144}
        options={designations}
        value={filters.title ? [filters.title] : []}
        onChange={([title = '']) => onChange({ title })}
      />
      <Day
        label={say('filter.from')}
        value={filters.establishedFrom}
        onChange={(establishedFrom) => onChange({ establishedFrom })}
      />
      <Day
        label={say('filter.to')}
        value={filters.establishedTo}
        onChange={(establishedTo) => onChange({ establishedTo })}
      />
    </>
  );
}

/** The filters of the list: a row on a desk, a drawer on a phone. */
export function FilterBar(props: {
  filters: RegistryFilters;
  total: number | undefined;
  onChange: Change;
  onClear: () => void;
}): ReactNode {
  const say = useWords();
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const count = countFilters({ ...props.filters, q: '' });
  const clear = (
    <Button type="link" disabled={count === 0} onClick={props.onClear}>
      {say('filter.clear')}
    </Button>
  );
  if (!narrow) {
    return (
      <Filters label={say('filter.title')}>
        <Fields filters={props.filters} onChange={props.onChange} />
        {clear}
      </Filters>
    );
  }
  return (
    <>
      <Badge dot={count > 0}>
        <Button onClick={() => setOpen(true)} aria-expanded={open}>
          {count > 0 ? say('filter.open.count', { count }) : say('filter.open')}
        </Button>
      </Badge>
      <Drawer
        open={open}
        placement="bottom"
        size="80dvh"
        title={say('filter.title')}
        extra={clear}
        onClose={() => setOpen(false)}
        footer={
          <Button type="primary" block onClick={() => setOpen(false)}>
            {say('filter.done', { total: formatCount(props.total) })}
          </Button>
        }
      >
        <div className="registry-filters-stacked">
          <Fields filters={props.filters} onChange={props.onChange} />
        </div>
      </Drawer>
    </>
  );
}
