import { listPeople, organisationKindNames, peopleStates } from '@miaopu/contract';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { DataTable } from '../../shared/components/data-table.tsx';
import { Filter, Filters } from '../../shared/components/filter.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { presentQuery } from '../../shared/query.ts';
import { useMay } from '../../shared/session.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useFilters } from '../../shared/use-filters.ts';
import { useLabel } from '../../shared/words.ts';
import { InvitationsPanel } from './invitations-panel.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { useWords } from './locale.ts';
import { usePeopleColumns } from './people-columns.tsx';
import './people.css';

type Changes = { q?: string; kind?: string; state?: string; offset?: string };

/** 人员与身份: who acts for whom, who was asked to, who leaves. An owner sees the own enterprise's. */
export function PeoplePage(): ReactNode {
  const say = useWords();
  const wholeDistrict = useMay('people.lock');
  const mayDecide = useMay('claim.decide');
  const [inviting, setInviting] = useState(false);
  const [filters, setFilters] = useFilters({ q: '', kind: '', state: '', offset: '0', limit: '50' });
  const { offset, limit, ...chosen } = filters;
  const query = { ...presentQuery(chosen), limit: Number(limit), offset: Number(offset) };
  const { data, error, refetch } = useEndpoint(listPeople, { query: query as never }, { keepPrevious: true });
  const columns = usePeopleColumns();
  const isFiltered = chosen.q !== '' || chosen.kind !== '' || chosen.state !== '';
  return (
    <Page
      title={say(wholeDistrict ? 'title' : 'title.own')}
      actions={
        <>
          {mayDecide && (
            <Link className="button-link" to="/g/claims">
              {say('claims')}
            </Link>
          )}
          <Button type="primary" onClick={() => setInviting(true)}>
            {say('invite')}
          </Button>
        </>
      }
    >
      <InvitationsPanel />
      <Panel>
        {wholeDistrict && (
          <PeopleFilters chosen={chosen} onChange={(changes) => setFilters({ ...changes, offset: '0' })} />
        )}
        {error && <Failure problem={error} onRetry={() => void refetch()} />}
        {!data && !error && <Bones rows={10} height={32} />}
        {data && (
          <DataTable
            id="people"
            label={say('title')}
            rows={data.rows}
            rowKey={({ id }) => id}
            columns={columns}
            empty={
              <EmptyState title={say('none')}>{say(isFiltered ? 'none.filtered' : 'none.text')}</EmptyState>
            }
            paging={{
              total: data.total,
              limit: query.limit,
              offset: query.offset,
              onChange: (page) => setFilters({ offset: String(page.offset), limit: String(page.limit) }),
            }}
          />
        )}
      </Panel>
      <InviteDialog open={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}

function PeopleFilters(props: {
  chosen: { q: string; kind: string; state: string };
  onChange: (changes: Changes) => void;
}): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const [search, kind, state] = [useId(), useId(), useId()];
  const { chosen, onChange } = props;
  return (
    <Filters label={say('filters')}>
      <Filter label={say('filter.q')} id={search} width={240}>
        <Input
          id={search}
          type="search"
          allowClear
          value={chosen.q}
          onChange={({ target }) => onChange({ q: target.value })}
        />
      </Filter>
      <Filter label={say('filter.kind')} id={kind} width={160}>
        <Select
          id={kind}
          value={chosen.kind}
          onChange={(value) => onChange({ kind: value })}
          options={[
            { value: '', label: say('filter.all') },
            ...Object.entries(organisationKindNames).map(([value, words]) => ({
              value,
              label: labelOf(words),
            })),
          ]}
        />
      </Filter>
      <Filter label={say('filter.state')} id={state} width={160}>
        <Select
          id={state}
          value={chosen.state}
          onChange={(value) => onChange({ state: value })}
          options={[
            { value: '', label: say('filter.all') },
            ...peopleStates.map((value) => ({ value, label: say(`state.${value}`) })),
          ]}
        />
      </Filter>
    </Filters>
  );
}
