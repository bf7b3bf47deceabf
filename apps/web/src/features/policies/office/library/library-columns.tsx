import type { getPolicyRun, PolicyCounts } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../../shared/client.ts';
import type { DataColumn } from '../../../../shared/components/data-table.tsx';
import { formatCount, formatDay } from '../../../../shared/formats.ts';
import { useLabel } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { useCostText } from '../cost-text.ts';
import { draftPath, policyPath } from '../paths.ts';
import { attentionOf, isExpiring, type LibraryRow } from './attention.ts';

type Run = AnswerOf<typeof getPolicyRun>;

/** The library's columns; the figures are the latest run's, for a policy published since then those kept for today. */
export function useLibraryColumns(latest: Run | undefined, on: string): DataColumn<LibraryRow>[] {
  const say = useWords();
  const costText = useCostText();
  const counts = new Map(latest?.policies.map((one) => [one.policy.id, one.counts]));
  const figure = (
    key: 'met' | 'nearly' | 'unknown' | 'manual',
    render: (row: LibraryRow, found: PolicyCounts | undefined) => ReactNode,
  ): DataColumn<LibraryRow> => ({
    key,
    title: say(`standing.${key}`),
    align: 'end',
    width: 96,
    render: (row) => render(row, counts.get(row.id)),
  });
  const listed = (row: LibraryRow, standing: string, value: number | undefined) =>
    value ? (
      <Link to={policyPath(row.id, { standing })}>{formatCount(value)}</Link>
    ) : (
      formatCount(value ?? null)
    );
  return [
    {
      key: 'title',
      title: say('policy.title'),
      width: 280,
      always: true,
      render: (row) => <Title row={row} />,
    },
    {
      key: 'attention',
      title: say('office.column.state'),
      width: 168,
      render: (row) => <State row={row} on={on} />,
    },
    {
      key: 'kind',
      title: say('facet.kind'),
      width: 112,
      render: (row) => row.card && say(`kind.${row.card.kind}`),
    },
    {
      key: 'channel',
      title: say('facet.channel'),
      width: 104,
      render: (row) => row.card && say(`channel.${row.card.channel}`),
    },
    figure('met', (row, found) => listed(row, 'met', found?.met ?? row.fits?.met)),
    figure('nearly', (row, found) => listed(row, 'nearly', found?.nearly ?? row.fits?.nearly)),
    figure('unknown', (row, found) => listed(row, 'unknown', found?.unknown)),
    figure('manual', (row, found) => listed(row, 'manual', found?.manual)),
    {
      key: 'cost',
      title: say('office.column.cost'),
      align: 'end',
      width: 120,
      render: (row) => costText(counts.get(row.id) ?? row.fits),
    },
    {
      key: 'until',
      title: say('office.column.until'),
      hidden: true,
      width: 120,
      render: (row) => (row.card?.inForce.to ? formatDay(row.card.inForce.to) : say('office.until_notice')),
    },
  ];
}

function Title({ row }: { row: LibraryRow }): ReactNode {
  const label = useLabel();
  const title = row.card?.title ?? row.draft?.title;
  const text = title ? label(title) : row.id;
  const to = row.card || !row.draft ? policyPath(row.id) : draftPath(row.draft.id);
  return (
    <Link className="office-title" to={to} title={text}>
      {text}
    </Link>
  );
}

/** A policy's place in its life, with what wants somebody before everything else. */
function State({ row, on }: { row: LibraryRow; on: string }): ReactNode {
  const say = useWords();
  const attention = attentionOf(row, on);
  const { card, draft } = row;
  return (
    <span className="office-state">
      {draft && (
        <Link to={draftPath(draft.id)} className={`office-mark office-mark-${draft.state}`}>
          {say(`draft.state.${draft.state}`)}
        </Link>
      )}
      {card && card.state !== 'in_force' && <span>{say(`state.${card.state}`)}</span>}
      {card?.state === 'in_force' && card.toConfirm.length > 0 && (
        <span className="office-mark office-mark-doubt">{say('to_confirm')}</span>
      )}
      {card?.state === 'in_force' && isExpiring(card.inForce.to, on) && (
        <span className="office-mark office-mark-doubt">{say('office.expiring')}</span>
      )}
      {card?.state === 'in_force' && attention === 'none' && <span>{say('state.in_force')}</span>}
    </span>
  );
}
