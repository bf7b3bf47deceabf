import type { listBehind, TargetPage } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../shared/client.ts';
import type { DataColumn } from '../../../shared/components/data-table.tsx';
import { dash, formatDay, formatPercent } from '../../../shared/formats.ts';
import { useTownName } from '../../../shared/session.ts';
import { unitText, valueText } from '../../../shared/standing/values.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

type Row = AnswerOf<typeof listBehind>['rows'][number];

/** A field that we derived stands with its mark, and says how sure we are. */
function Derived(props: { confidence: number | undefined; children: ReactNode }): ReactNode {
  const say = useWords();
  if (props.confidence === undefined) return props.children;
  const words = say('behind.derived', { confidence: formatPercent(props.confidence, 0) });
  return (
    <>
      {props.children}{' '}
      <span className="derived" role="img" title={words} aria-label={words}>
        {say('behind.derived.mark')}
      </span>
    </>
  );
}

/** The columns of the list behind a number; a ratio shows who is in its numerator, a sum each amount. */
export function useBehindColumns(page: TargetPage, part: string): DataColumn<Row>[] {
  const say = useWords();
  const language = useLanguage();
  const label = useLabel();
  const townName = useTownName();
  const amounts = page.card.kind === 'money' || page.card.kind === 'area' || page.card.kind === 'ratio';
  const unit = unitText(page.card, language);
  return [
    {
      key: 'name',
      title: say('behind.name'),
      width: 264,
      always: true,
      render: (row) => <Link to={`/g/registry/${row.id}`}>{row.name}</Link>,
    },
    {
      key: 'creditCode',
      title: say('behind.code'),
      width: 184,
      render: (row) => row.creditCode ?? row.registrationNumber ?? dash,
    },
    {
      key: 'town',
      title: say('behind.town'),
      width: 120,
      render: (row) => <Derived confidence={row.derived.town}>{townName(row.town) ?? dash}</Derived>,
    },
    {
      key: 'industry',
      title: say('behind.industry'),
      width: 88,
      render: (row) => <Derived confidence={row.derived.industry}>{row.industry ?? dash}</Derived>,
    },
    ...(page.card.kind === 'coverage'
      ? [
          {
            key: 'policy',
            title: say('behind.policy'),
            width: 232,
            render: (row: Row) => (row.policy === null ? dash : label(row.policy.title)),
          },
        ]
      : []),
    { key: 'on', title: say('behind.on'), width: 112, render: (row) => formatDay(row.on) },
    ...(part === 'denominator'
      ? [
          {
            key: 'inNumerator',
            title: say('behind.inNumerator'),
            width: 96,
            render: (row: Row) => say(row.inNumerator ? 'behind.inNumerator.yes' : 'behind.inNumerator.no'),
          },
        ]
      : []),
    ...(amounts
      ? [
          {
            key: 'amount',
            title: unit ? `${say('behind.amount')}(${unit})` : say('behind.amount'),
            align: 'end' as const,
            width: 128,
            render: (row: Row) => (row.amount === null ? dash : valueText(page.card, row.amount)),
          },
        ]
      : []),
    { key: 'evidence', title: say('behind.evidence'), width: 160, render: (row) => row.evidence ?? dash },
    { key: 'source', title: say('behind.source'), width: 232, render: (row) => row.source },
    {
      key: 'establishedOn',
      title: say('behind.established'),
      width: 112,
      hidden: true,
      render: (row) => formatDay(row.establishedOn),
    },
  ];
}
