import type { EntityRow } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DataColumn } from '../../shared/components/data-table.tsx';
import { useFieldText } from '../../shared/field-text.ts';
import { dash, formatDay } from '../../shared/formats.ts';
import { useLanguage } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { Derivable, StatusMark } from './marks.tsx';

/** Where an entity's page is. */
export function entityPath(id: string): string {
  return `/g/registry/${id}`;
}

function Value(props: { row: EntityRow; field: string; value: string | null }): ReactNode {
  const say = useWords();
  const textOf = useFieldText();
  if (props.value === null) return <span className="registry-unknown">{say('unknown')}</span>;
  const text = textOf(props.field, props.value);
  return (
    <span title={text}>
      <Derivable confidence={props.row.derived[props.field]}>{text}</Derivable>
    </span>
  );
}

/** The columns of the list of entities; the table and the workbook know the same keys. */
export function useEntityColumns(): DataColumn<EntityRow>[] {
  const say = useWords();
  const textOf = useFieldText();
  // English words for the closed lists are longer.
  const wider = useLanguage() === 'en' ? 1.3 : 1;
  return [
    {
      key: 'name',
      title: say('column.name'),
      width: 240,
      sortable: true,
      always: true,
      render: (row) => (
        <Link to={entityPath(row.id)} className="registry-name" title={row.name}>
          {row.name}
        </Link>
      ),
    },
    {
      key: 'creditCode',
      title: say('column.creditCode'),
      width: 172,
      sortable: true,
      render: (row) => <code>{row.creditCode ?? dash}</code>,
    },
    {
      key: 'registrationNumber',
      title: say('column.registrationNumber'),
      width: 160,
      hidden: true,
      render: (row) => <code>{row.registrationNumber ?? dash}</code>,
    },
    {
      key: 'category',
      title: say('column.category'),
      width: 104 * wider,
      render: (row) => textOf('category', row.category),
    },
    {
      key: 'legalForm',
      title: say('column.legalForm'),
      width: 120 * wider,
      render: (row) => textOf('legal_form', row.legalForm),
    },
    {
      key: 'town',
      title: say('column.town'),
      width: 128,
      sortable: true,
      render: (row) => <Value row={row} field="town" value={row.town} />,
    },
    {
      key: 'industry',
      title: say('column.industry'),
      width: 216,
      sortable: true,
      render: (row) => <Value row={row} field="industry" value={row.industry} />,
    },
    {
      key: 'establishedOn',
      title: say('column.establishedOn'),
      width: 104 * wider,
      sortable: true,
      render: (row) => formatDay(row.establishedOn),
    },
    {
      key: 'status',
      title: say('column.status'),
      width: 80 * wider * wider,
      render: (row) => <StatusMark status={row.status} />,
    },
  ];
}
