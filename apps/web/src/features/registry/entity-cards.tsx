import type { EntityRow } from '@miaopu/contract';
import { Pagination } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Paging } from '../../shared/components/data-table.tsx';
import { useFieldText } from '../../shared/field-text.ts';
import { formatDay } from '../../shared/formats.ts';
import { entityPath } from './entity-columns.tsx';
import { useWords } from './locale.ts';
import { Derivable, StatusMark } from './marks.tsx';

function Card({ row }: { row: EntityRow }): ReactNode {
  const say = useWords();
  const textOf = useFieldText();
  const number =
    row.creditCode ?? (row.registrationNumber && say('number.old', { number: row.registrationNumber }));
  return (
    <li className="registry-card">
      <div className="registry-card-head">
        <Link to={entityPath(row.id)} className="registry-name">
          {row.name}
        </Link>
        <StatusMark status={row.status} />
      </div>
      {number && <code>{number}</code>}
      <div className="registry-card-facts">
        <span>{textOf('category', row.category)}</span>
        <span>
          <Derivable confidence={row.derived.town}>
            {row.town ? textOf('town', row.town) : say('filter.town.none')}
          </Derivable>
        </span>
        {row.industry && (
          <span>
            <Derivable confidence={row.derived.industry}>{textOf('industry', row.industry)}</Derivable>
          </span>
        )}
        <span>{formatDay(row.establishedOn)}</span>
      </div>
    </li>
  );
}

/** The list of entities on a phone: one card each, the whole card's name to tap. */
export function EntityCards(props: {
  rows: readonly EntityRow[];
  paging: Paging;
  empty: ReactNode;
  loading: boolean;
}): ReactNode {
  const say = useWords();
  const { total, limit, offset, onChange } = props.paging;
  if (props.rows.length === 0 && !props.loading) return props.empty;
  return (
    <>
      <ul className="registry-cards" aria-label={say('list.label')} aria-busy={props.loading}>
        {props.rows.map((row) => (
          <Card key={row.id} row={row} />
        ))}
      </ul>
      <Pagination
        simple
        align="center"
        current={Math.floor(offset / limit) + 1}
        pageSize={limit}
        total={total}
        onChange={(page) => {
          onChange({ limit, offset: (page - 1) * limit });
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}
