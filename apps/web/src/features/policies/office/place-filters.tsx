import { Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { Filter, Filters } from '../../../shared/components/filter.tsx';
import { useWords } from '../locale.ts';
import { useDivisionOptions, useTownOptions } from './places.ts';

/** Town and industry, as lists and counts take them. */
export function PlaceFilters(props: {
  filters: { town: string; industry: string };
  onChange: (changes: { town?: string; industry?: string }) => void;
  /** Other filters, before these. */
  children?: ReactNode;
}): ReactNode {
  const say = useWords();
  const town = useId();
  const industry = useId();
  const towns = useTownOptions();
  const divisions = useDivisionOptions();
  return (
    <Filters label={say('office.filters')}>
      {props.children}
      <Filter label={say('office.town')} id={town} width={176}>
        <Select
          id={town}
          value={props.filters.town}
          options={[{ value: '', label: say('office.all') }, ...towns]}
          onChange={(value: string) => props.onChange({ town: value })}
        />
      </Filter>
      <Filter label={say('office.industry')} id={industry} width={240}>
        <Select
          id={industry}
          showSearch={{ optionFilterProp: 'label' }}
          value={props.filters.industry}
          options={[{ value: '', label: say('office.all') }, ...divisions]}
          onChange={(value: string) => props.onChange({ industry: value })}
        />
      </Filter>
    </Filters>
  );
}
