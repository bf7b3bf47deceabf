import type { ReactNode } from 'react';
import { Bone } from '../../shared/components/bones.tsx';
import { Filter, Filters } from '../../shared/components/filter.tsx';
import { useWords } from './locale.ts';

/** The filters' outline while their code is on its way, in their own measure, so that nothing below moves. */
export function ViewFilterBones(): ReactNode {
  const say = useWords();
  return (
    <Filters label={say('cockpit.filters')}>
      <Filter label={say('filter.year')} id="filter-year" group whole>
        <Bone height={32} style={{ width: 300, maxWidth: '100%' }} />
      </Filter>
      <Filter label={say('filter.asOf')} id="filter-asOf" width={152} group>
        <Bone height={32} />
      </Filter>
      <Filter label={say('filter.town')} id="filter-town" width={136} group>
        <Bone height={32} />
      </Filter>
      <Filter label={say('filter.unit')} id="filter-unit" width={168} group>
        <Bone height={32} />
      </Filter>
    </Filters>
  );
}
