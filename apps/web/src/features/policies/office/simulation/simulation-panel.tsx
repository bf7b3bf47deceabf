import { type PolicyPage as Policy, simulatePolicy } from '@miaopu/contract';
import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useId, useState } from 'react';
import { EmptyState } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { formatAmount, formatDay } from '../../../../shared/formats.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useLabel, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { SimulationResult } from './simulation-result.tsx';

type Parameter = Policy['parameters'][number];
const prefix = 'p.';

/** Other values for a policy's parameters, held against those in force on a day. The values stand in the address. */
export function SimulationPanel({ policy }: { policy: Policy }): ReactNode {
  const say = useWords();
  const names = Object.fromEntries(policy.parameters.map(({ id }) => [`${prefix}${id}`, '']));
  const [filters, setFilters] = useFilters({ day: '', ...names } as Record<string, string>);
  const changed = Object.fromEntries(
    policy.parameters.flatMap(({ id }) => {
      const value = filters[`${prefix}${id}`];
      return value ? [[id, value]] : [];
    }),
  );
  const change = { parameters: changed, asOf: filters.day || undefined };
  const isChanged = Object.keys(changed).length > 0;
  const found = useEndpoint(
    simulatePolicy,
    { params: { policy: policy.card.id }, body: change },
    { enabled: isChanged, keepPrevious: true, staleTime: 60_000 },
  );
  if (policy.parameters.length === 0)
    return (
      <Panel title={say('simulation.title')}>
        <EmptyState title={say('simulation.no_parameters')}>
          {say('simulation.no_parameters.text')}
        </EmptyState>
      </Panel>
    );
  return (
    <>
      <Panel title={say('simulation.title')} aside={say('simulation.nothing_kept')}>
        <ParameterForm
          key={JSON.stringify(filters)}
          parameters={policy.parameters}
          start={filters}
          busy={found.isFetching}
          onSimulate={setFilters}
        />
      </Panel>
      {isChanged && <SimulationResult policy={policy.card.id} change={change} found={found} />}
    </>
  );
}

function ParameterForm(props: {
  parameters: readonly Parameter[];
  start: Record<string, string>;
  busy: boolean;
  onSimulate: (values: Record<string, string>) => void;
}): ReactNode {
  const say = useWords();
  const dayId = useId();
  const [values, setValues] = useState(props.start);
  const set = (name: string, value: string) => setValues((before) => ({ ...before, [name]: value }));
  const isWrong = (value: string) => value !== '' && !/^-?\d+(\.\d+)?$/.test(value);
  const filled = props.parameters.map(({ id }) => values[`${prefix}${id}`] ?? '');
  const isReady = filled.some((value) => value !== '') && !filled.some(isWrong);
  return (
    <form
      className="simulation-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) props.onSimulate(values);
      }}
    >
      {props.parameters.map((parameter) => (
        <ParameterField
          key={parameter.id}
          parameter={parameter}
          value={values[`${prefix}${parameter.id}`] ?? ''}
          isWrong={isWrong(values[`${prefix}${parameter.id}`] ?? '')}
          onChange={(value) => set(`${prefix}${parameter.id}`, value.trim())}
        />
      ))}
      <div className="draft-field">
        <label htmlFor={dayId}>{say('run.day')}</label>
        <DatePicker
          id={dayId}
          value={values.day ? dayjs(values.day) : null}
          placeholder={say('run.day.newest')}
          onChange={(day) => set('day', day ? day.format('YYYY-MM-DD') : '')}
        />
      </div>
      <Button type="primary" htmlType="submit" loading={props.busy} disabled={!isReady}>
        {say('simulation.start')}
      </Button>
    </form>
  );
}

function ParameterField(props: {
  parameter: Parameter;
  value: string;
  isWrong: boolean;
  onChange: (value: string) => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const id = useId();
  const { parameter, value } = props;
  const unit = parameter.unit as 'yuan' | null;
  const now = parameter.value;
  return (
    <div className="draft-field">
      <label htmlFor={id}>{label(parameter.label)}</label>
      <Input
        id={id}
        inputMode="decimal"
        value={value}
        placeholder={now ?? undefined}
        suffix={unit ? say(`draft.unit.${unit}`) : undefined}
        aria-invalid={props.isWrong}
        status={props.isWrong ? 'error' : ''}
        onChange={({ target }) => props.onChange(target.value)}
      />
      <small>
        {props.isWrong
          ? say('simulation.wrong')
          : say('simulation.now', {
              value: now === null ? '—' : unit === 'yuan' ? formatAmount(now, language) : now,
              from: formatDay(parameter.values.findLast((one) => one.value === now)?.from),
            })}
        {!props.isWrong && unit === 'yuan' && value !== '' && ` → ${formatAmount(value, language)}`}
      </small>
    </div>
  );
}
