import { type EntityRow, listDuplicates } from '@miaopu/contract';
import { Alert, Button, Pagination } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../shared/client.ts';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { useFieldName, useFieldText } from '../../shared/field-text.ts';
import { dash, formatCount } from '../../shared/formats.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useFilters } from '../../shared/use-filters.ts';
import { entityPath } from './entity-columns.tsx';
import { useWords } from './locale.ts';
import { MergeDialog } from './merge-dialog.tsx';
import './duplicates-page.css';

type Pair = AnswerOf<typeof listDuplicates>['rows'][number];

/** A field of the catalogue and the row's own name for it. */
const compared = [
  ['credit_code', 'creditCode'],
  ['registration_number', 'registrationNumber'],
  ['category', 'category'],
  ['legal_form', 'legalForm'],
  ['status', 'status'],
  ['town', 'town'],
  ['industry', 'industry'],
  ['established_on', 'establishedOn'],
] as const satisfies readonly (readonly [string, keyof EntityRow])[];

const pageSize = 20;

function partyOf(row: EntityRow) {
  return { id: row.id, name: row.name, code: row.creditCode ?? row.registrationNumber };
}

function PairTable({ pair }: { pair: Pair }): ReactNode {
  const say = useWords();
  const nameOf = useFieldName();
  const textOf = useFieldText();
  const { first, second } = pair;
  return (
    <table className="pair">
      <thead>
        <tr>
          <td />
          {[first, second].map((row, index) => (
            <th key={row.id} scope="col">
              <span className="sr-only">{say(index === 0 ? 'duplicates.left' : 'duplicates.right')} </span>
              <Link to={entityPath(row.id)}>{row.name}</Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {compared.map(([field, key]) => {
          const differs = first[key] !== second[key];
          return (
            <tr key={field} className={differs ? 'pair-differs' : undefined}>
              <th scope="row">
                {nameOf(field)}
                {differs && <span aria-hidden="true"> ≠</span>}
              </th>
              <td>{textOf(field, first[key]) || dash}</td>
              <td>{textOf(field, second[key]) || dash}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function PairPanel({ pair, onMerge }: { pair: Pair; onMerge: (keep: EntityRow, absorb: EntityRow) => void }) {
  const say = useWords();
  const { first, second } = pair;
  const count =
    compared.filter(([, key]) => first[key] !== second[key]).length + (first.name === second.name ? 0 : 1);
  return (
    <Panel
      title={say(`duplicates.because.${pair.because}`)}
      aside={count > 0 ? say('duplicates.differences', { count }) : say('duplicates.same')}
    >
      <PairTable pair={pair} />
      <div className="pair-ways">
        <Button onClick={() => onMerge(first, second)}>{say('duplicates.keep_left')}</Button>
        <Button onClick={() => onMerge(second, first)}>{say('duplicates.keep_right')}</Button>
      </div>
    </Panel>
  );
}

/** Pairs that may be one and the same, side by side, to be merged or left. */
export function DuplicatesPage(): ReactNode {
  const say = useWords();
  const [{ page }, setFilters] = useFilters({ page: '1' });
  const number = Math.max(1, Number.parseInt(page, 10) || 1);
  const query = { limit: pageSize, offset: (number - 1) * pageSize };
  const { data, error, refetch } = useEndpoint(listDuplicates, { query }, { keepPrevious: true });
  const [merging, setMerging] = useState<{ keep: EntityRow; absorb: EntityRow } | null>(null);
  const [done, setDone] = useState<{ text: string; kept: string } | null>(null);
  return (
    <Page
      title={say('duplicates.title')}
      trail={[{ label: say('list.title'), to: '/g/registry' }]}
      aside={data && data.total > 0 && say('duplicates.total', { total: formatCount(data.total) })}
    >
      <p className="duplicates-lead">{say('duplicates.lead')}</p>
      {done && (
        <Alert
          type="success"
          role="status"
          title={done.text}
          action={<Link to={entityPath(done.kept)}>{say('merge.open')}</Link>}
        />
      )}
      {error && <Failure problem={error} where={say('duplicates.where')} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Panel>
          <Bones rows={10} height={24} />
        </Panel>
      )}
      {data?.total === 0 && (
        <Panel>
          <EmptyState title={say('duplicates.none')}>{say('duplicates.none.text')}</EmptyState>
        </Panel>
      )}
      {data?.rows.map((pair) => (
        <PairPanel
          key={`${pair.first.id} ${pair.second.id}`}
          pair={pair}
          onMerge={(keep, absorb) => setMerging({ keep, absorb })}
        />
      ))}
      {data && data.total > pageSize && (
        <Pagination
          align="end"
          current={number}
          pageSize={pageSize}
          total={data.total}
          showSizeChanger={false}
          onChange={(next) => {
            setFilters({ page: String(next) });
            window.scrollTo({ top: 0 });
          }}
        />
      )}
      {merging && (
        <MergeDialog
          keep={partyOf(merging.keep)}
          absorb={partyOf(merging.absorb)}
          onClose={() => setMerging(null)}
          onDone={(text) => {
            setDone({ text, kept: merging.keep.id });
            setMerging(null);
          }}
        />
      )}
    </Page>
  );
}
