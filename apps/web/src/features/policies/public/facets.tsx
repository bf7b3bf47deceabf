import type { listPolicies } from '@miaopu/contract';
import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../../shared/client.ts';
import { useNarrow } from '../../../shared/use-narrow.ts';
import { useWords } from '../locale.ts';

type Counts = AnswerOf<typeof listPolicies>['facets'];
export type FacetName = keyof Counts;
export type FacetFilters = Readonly<Record<FacetName, string>>;

const values = {
  state: ['in_force', 'upcoming', 'expired', 'repealed'],
  category: ['law', 'entrepreneurship', 'innovation', 'finance', 'market', 'rights'],
  kind: ['tax_relief', 'subsidy', 'voucher', 'loan', 'title', 'levy', 'insurance', 'status'],
  channel: ['automatic', 'fast_track', 'application'],
  level: ['national', 'province', 'city', 'district'],
} as const satisfies Record<FacetName, readonly string[]>;

/** Filters with the number of policies behind each; several of one kind widen, different kinds narrow. */
export function Facets(props: {
  facets: Counts | undefined;
  filters: FacetFilters;
  onChange: (changes: Partial<FacetFilters>) => void;
}): ReactNode {
  const say = useWords();
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const names = Object.keys(values) as FacetName[];
  if (narrow && !open)
    return (
      <button type="button" className="facets-open" aria-expanded={false} onClick={() => setOpen(true)}>
        {say('library.filters')}
      </button>
    );
  return (
    <search className="facets" aria-label={say('library.filters')}>
      {names.map((name) => (
        <Facet key={name} name={name} {...props} />
      ))}
    </search>
  );
}

function Facet<Name extends FacetName>({
  name,
  facets,
  filters,
  onChange,
}: Parameters<typeof Facets>[0] & { name: Name }): ReactNode {
  const say = useWords();
  const chosen = filters[name].split(',').filter(Boolean);
  const counts = (facets?.[name] ?? {}) as Partial<Record<string, number>>;
  const shown = values[name].filter((value) => (counts[value] ?? 0) > 0 || chosen.includes(value));
  if (shown.length === 0) return null;
  return (
    <fieldset>
      <legend>{say(`facet.${name}`)}</legend>
      {shown.map((value) => (
        <Checkbox
          key={value}
          checked={chosen.includes(value)}
          onChange={({ target }) => {
            const next = target.checked ? [...chosen, value] : chosen.filter((one) => one !== value);
            onChange({ [name]: next.join(',') } as Partial<FacetFilters>);
          }}
        >
          {say(`${name}.${value}` as Parameters<typeof say>[0])} <small>{counts[value] ?? 0}</small>
        </Checkbox>
      ))}
    </fieldset>
  );
}
