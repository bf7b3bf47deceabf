import type { Cockpit } from '@miaopu/contract';
import { Button, DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { Filter, Filters } from '../../shared/components/filter.tsx';
import type { View } from '../../shared/paths.ts';
import { useSession } from '../../shared/session.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { quarterEnds, yearsOf } from './periods.ts';

type Chosen = { [K in keyof View]: string };

/** What a page of the plan is about: the period, the day, the place and, where units are given, the lead unit. */
export function ViewFilters(props: {
  plan: Cockpit['plan'] | undefined;
  asOf: string | undefined;
  units?: readonly { id: string; name: { zh: string; en: string } }[];
  filters: Chosen;
  onChange: (changes: Chosen) => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { towns } = useSession().district;
  const { plan, filters, onChange } = props;
  const chosen = filters.asOf || filters.year || filters.town || filters.unit;
  return (
    <Filters label={say('cockpit.filters')}>
      <Filter label={say('filter.year')} id="filter-year" group>
        <Segmented
          aria-labelledby="filter-year"
          value={filters.year ?? ''}
          onChange={(year) => onChange({ year })}
          options={[
            { value: '', label: say('filter.year.all') },
            ...(plan ? yearsOf(plan) : []).map((year) => ({
              value: year,
              label: say('filter.year.one', { year }),
            })),
          ]}
        />
      </Filter>
      <Filter label={say('filter.asOf')} id="filter-asOf" width={152}>
        <DatePicker
          id="filter-asOf"
          value={filters.asOf ? dayjs(filters.asOf) : null}
          placeholder={props.asOf ?? say('filter.asOf.latest')}
          onChange={(day) => onChange({ asOf: day ? day.format('YYYY-MM-DD') : '' })}
          minDate={plan && dayjs(plan.start)}
          presets={plan && quarterEnds(plan).map((day) => ({ label: day, value: dayjs(day) }))}
        />
      </Filter>
      <Filter label={say('filter.town')} id="filter-town" width={136}>
        <Select
          id="filter-town"
          value={filters.town ?? ''}
          onChange={(town) => onChange({ town })}
          options={[
            { value: '', label: say('filter.town.all') },
            ...towns.map((town) => ({ value: town.code, label: town.name })),
          ]}
        />
      </Filter>
      {props.units && (
        <Filter label={say('filter.unit')} id="filter-unit" width={168}>
          <Select
            id="filter-unit"
            value={filters.unit ?? ''}
            onChange={(unit) => onChange({ unit })}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: say('filter.unit.all') },
              ...props.units.map((unit) => ({ value: unit.id, label: label(unit.name) })),
            ]}
          />
        </Filter>
      )}
      {chosen && (
        <Button type="text" onClick={() => onChange({ asOf: '', year: '', town: '', unit: '' })}>
          {say('filter.reset')}
        </Button>
      )}
    </Filters>
  );
}
