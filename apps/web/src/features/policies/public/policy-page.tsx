import { getPolicy, type PolicyPage as Policy } from '@miaopu/contract';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useId } from 'react';
import { Link, useParams } from 'react-router';
import { Bones } from '../../../shared/components/bones.tsx';
import { Failure } from '../../../shared/components/notice.tsx';
import { Page, Panel } from '../../../shared/components/page.tsx';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useFilters } from '../../../shared/use-filters.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { PolicyMarks, useValidity } from '../shared/policy-card.tsx';
import { PolicyDoubts } from '../shared/policy-doubts.tsx';
import { PolicyRules } from '../shared/policy-rules.tsx';
import { PolicyVersions } from '../shared/policy-versions.tsx';
import './public.css';

/** One policy as an owner reads it: what one gets, who gets it and why, how, and where each sentence comes from. */
export function PolicyPage(): ReactNode {
  const say = useWords();
  const { policy = '' } = useParams();
  const [{ on }, setFilters] = useFilters({ on: '' });
  const { data, error, refetch } = useEndpoint(
    getPolicy,
    { params: { policy }, query: { on: on || undefined } },
    { keepPrevious: true },
  );
  const label = useLabel();
  const trail = [{ label: say('library.title'), to: '/policies' }];
  if (!data)
    return (
      <Page title={say('policy.title')} trail={trail} narrow>
        {error ? <Failure problem={error} onRetry={() => void refetch()} /> : <Bones rows={10} height={24} />}
      </Page>
    );
  return (
    <Page
      title={label(data.card.title)}
      trail={trail}
      narrow
      actions={
        data.card.state === 'in_force' && (
          <Link className="policy-check" to={`/check?policies=${encodeURIComponent(data.card.id)}`}>
            {say('policy.check')}
          </Link>
        )
      }
    >
      <PolicyMarks card={data.card} />
      <PolicyDoubts card={data.card} />
      {data.card.summary && <p className="policy-summary">{label(data.card.summary)}</p>}
      <PolicyRules policy={data} />
      <Validity policy={data} on={on || data.on} onChange={(day) => setFilters({ on: day })} />
      <PolicyVersions policy={data} />
    </Page>
  );
}

function Validity(props: { policy: Policy; on: string; onChange: (day: string) => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const id = useId();
  const { policy } = props;
  const links = (others: Policy['replaces']) =>
    others.map((other) => (
      <li key={other.id}>
        <Link to={`/policies/${other.id}`}>{label(other.title)}</Link>
      </li>
    ));
  return (
    <Panel title={say('policy.validity')}>
      <p className="policy-line">
        {say(`state.${policy.card.state}`)} · {useValidity(policy.card)}
      </p>
      <p className="policy-line">
        <label htmlFor={id}>{say('policy.as_of')}</label>{' '}
        <DatePicker
          id={id}
          allowClear={false}
          value={dayjs(props.on)}
          onChange={(day) => day && props.onChange(day.format('YYYY-MM-DD'))}
        />
      </p>
      {policy.replaces.length > 0 && (
        <>
          <h3>{say('policy.replaces')}</h3>
          <ul>{links(policy.replaces)}</ul>
        </>
      )}
      {policy.replacedBy.length > 0 && (
        <>
          <h3>{say('policy.replaced_by')}</h3>
          <ul>{links(policy.replacedBy)}</ul>
        </>
      )}
    </Panel>
  );
}
