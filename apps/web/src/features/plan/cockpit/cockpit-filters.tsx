import type { Cockpit } from '@miaopu/contract';
import { Button, DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { Filter, Filters } from '../../../shared/components/filter.tsx';
import { useSession } from '../../../shared/session.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { quarterEnds, yearsOf } from '../periods.ts';

type Chosen = { asOf: string; year: string; town: string; unit: string; state: string };

/** What the cockpit is about: the day, the period, the place, the lead unit. */
export function CockpitFilters(props: {
  cockpit: Cockpit | undefined;
  filters: Chosen;
  onChange: (changes: Partial<Chosen>) => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { towns } = useSession().district;
  const { cockpit, filters, onChange } = props;
  const plan = cockpit?.plan;
  const chosen = filters.asOf || filters.year || filters.town || filters.unit || filters.state;
  return (
    <Filters label={say('cockpit.filters')}>
      <Filter label={say('filter.year')} id="filter-year" group>
        <Segmented
          aria-labelledby="filter-year"
          value={filters.year}
          onChange={(year) => onChange({ year })}
          options={[
            { value: '', label: say('filter.year.all') },
            ...(plan ? yearsOf(plan) : ['2018', '2019', '2020']).map((year) => ({
              value: year,
              label: say('filter.year.one', { year }),
            })),
          ]}
        />
      </Filter>
      <Filter label={say('filter.asOf')} id="filter-asOf">
        <DatePicker
          id="filter-asOf"
          value={filters.asOf ? dayjs(filters.asOf) : null}
          placeholder={cockpit?.run?.asOf ?? say('filter.asOf.latest')}
          onChange={(day) => onChange({ asOf: day ? day.format('YYYY-MM-DD') : '' })}
          minDate={plan && dayjs(plan.start)}
          presets={plan && quarterEnds(plan).map((day) => ({ label: day, value: dayjs(day) }))}
          style={{ width: 152 }}
        />
      </Filter>
      <Filter label={say('filter.town')} id="filter-town">
        <Select
          id="filter-town"
          value={filters.town}
          onChange={(town) => onChange({ town })}
          style={{ width: 136 }}
          options={[
            { value: '', label: say('filter.town.all') },
            ...towns.map((town) => ({ value: town.code, label: town.name })),
          ]}
        />
      </Filter>
      <Filter label={say('filter.unit')} id="filter-unit">
        <Select
          id="filter-unit"
          value={filters.unit}
          onChange={(unit) => onChange({ unit })}
          style={{ width: 168 }}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: say('filter.unit.all') },
            ...(cockpit?.units ?? []).map(({ unit }) => ({ value: unit.id, label: label(unit.name) })),
          ]}
        />
      </Filter>
      {chosen && (
        <Button type="text" onClick={() => onChange({ asOf: '', year: '', town: '', unit: '', state: '' })}>
          {say('filter.reset')}
        </Button>
      )}
    </Filters>
  );
}
