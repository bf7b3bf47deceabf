import { suggestEntities } from '@miaopu/contract';
import {
  boards,
  designationTitles,
  factFields,
  type Labels,
  milestoneKinds,
  sizeClasses,
} from '@miaopu/standards';
import { Alert, Button, DatePicker, Form, Input, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { findField, heading, useFieldName } from '../../shared/field-text.ts';
import { formatPeriod } from '../../shared/formats.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useLanguage } from '../../shared/words.ts';
import { Choose, type Controlled, DayInput } from './field-input.tsx';
import type { Entity } from './knowledge.ts';
import { useWords } from './locale.ts';
import { detailOf, findFigureProblem, openFacts, type RecordDraft } from './record-draft.ts';
import { useRecordText } from './record-text.ts';

type Options = { value: string; label: string }[];

function useLabelled(table: Readonly<Record<string, Labels>>): Options {
  const language = useLanguage();
  return Object.entries(table).map(([value, labels]) => ({ value, label: heading(labels, language) }));
}

/** One part of a record. A part that must be given says so when it is left empty. */
function Part(props: {
  name: string;
  label: string;
  needed?: boolean;
  hint?: string;
  children: ReactNode;
}): ReactNode {
  const say = useWords();
  const rules = props.needed
    ? [{ required: true, whitespace: true, message: say('form.value.missing') }]
    : undefined;
  return (
    <Form.Item
      name={props.name}
      label={props.needed ? props.label : `${props.label} (${say('form.optional')})`}
      extra={props.hint}
      validateTrigger="onBlur"
      {...(rules ? { rules } : {})}
    >
      {props.children}
    </Form.Item>
  );
}

/** A year or a quarter that has begun, as `2018` or `2018Q3`. */
function PeriodInput({ id, value, onChange, latest }: Controlled & { latest: string }): ReactNode {
  const say = useWords();
  const [grain, setGrain] = useState<'year' | 'quarter'>(value?.includes('Q') ? 'quarter' : 'year');
  const [year = '', quarter] = (value ?? '').split('Q');
  const shown = value ? dayjs(`${year}-${String(3 * Number(quarter ?? 1) - 2).padStart(2, '0')}-01`) : null;
  return (
    <div className="record-period">
      <Segmented<'year' | 'quarter'>
        aria-label={say('facts.period.label')}
        value={grain}
        onChange={(next) => {
          setGrain(next);
          onChange?.('');
        }}
        options={[
          { value: 'year', label: say('record.period.year') },
          { value: 'quarter', label: say('record.period.quarter') },
        ]}
      />
      <DatePicker
        id={id}
        picker={grain}
        value={shown}
        maxDate={dayjs(latest)}
        onChange={(day) =>
          onChange?.(
            day ? `${day.year()}${grain === 'quarter' ? `Q${Math.floor(day.month() / 3) + 1}` : ''}` : '',
          )
        }
      />
    </div>
  );
}

function FigureItem({ field, hint }: { field: string | undefined; hint: string | undefined }): ReactNode {
  const say = useWords();
  const declared = field ? findField(field) : undefined;
  const unit = declared?.share ? '%' : declared?.unit && say(`facts.unit.${declared.unit}`);
  return (
    <Form.Item
      name="value"
      label={say('record.value')}
      extra={hint}
      validateTrigger="onBlur"
      rules={[
        {
          validator: async (_, text: string | undefined) => {
            const problem = findFigureProblem(field ?? '', text);
            if (problem) throw new Error(say(problem));
          },
        },
      ]}
    >
      <Input autoComplete="off" inputMode="decimal" suffix={unit} />
    </Form.Item>
  );
}

/** A figure that is not there yet; where one is, the way to correct it. */
export function NewFactItems(props: {
  draft: RecordDraft;
  entity: Entity;
  today: string;
  onCorrect: (key: string) => void;
}): ReactNode {
  const say = useWords();
  const textOf = useRecordText();
  const options = useLabelled(factFields);
  const { field, period } = props.draft;
  const known = openFacts(props.entity).find((fact) => fact.field === field && fact.period === period);
  return (
    <>
      <Part name="field" label={say('record.field')} needed>
        <Choose options={options} />
      </Part>
      <Part name="period" label={say('facts.period')} needed>
        <PeriodInput latest={props.today} />
      </Part>
      {known && (
        <Alert
          type="warning"
          className="record-known"
          title={say('record.known', { value: textOf('fact', 'value', known.value, known.field) })}
          action={
            <Button size="small" onClick={() => props.onCorrect(`${known.field} ${known.period}`)}>
              {say('record.known.correct')}
            </Button>
          }
        />
      )}
      <FigureItem field={field} hint={undefined} />
    </>
  );
}

/** A figure that is there: which one, and what it should have been. */
export function KnownFactItems(props: { draft: RecordDraft; entity: Entity; withdraw: boolean }): ReactNode {
  const say = useWords();
  const nameOf = useFieldName();
  const language = useLanguage();
  const textOf = useRecordText();
  const { field, period } = props.draft;
  const facts = openFacts(props.entity);
  const fields = Object.keys(factFields).filter((code) => facts.some((fact) => fact.field === code));
  const ofField = facts
    .filter((fact) => fact.field === field)
    .toSorted((a, b) => (a.period < b.period ? 1 : -1));
  const known = ofField.find((fact) => fact.period === period);
  const was =
    known &&
    say('record.was', {
      value: textOf('fact', 'value', known.value, known.field),
      source: known.source.department ?? known.source.name,
    });
  return (
    <>
      <Part name="field" label={say('record.field')} needed>
        <Choose options={fields.map((code) => ({ value: code, label: nameOf(code) }))} />
      </Part>
      <Part
        name="period"
        label={say('facts.period')}
        needed
        {...(props.withdraw && was ? { hint: was } : {})}
      >
        <Choose
          options={ofField.map((fact) => ({
            value: fact.period,
            label: formatPeriod(fact.period, language),
          }))}
        />
      </Part>
      {!props.withdraw && <FigureItem field={field} hint={was} />}
    </>
  );
}

/** Finds another entity by name or code; shows the one that is chosen already. */
function EntityInput({
  id,
  value,
  onChange,
  known,
}: Controlled & { known: { readonly id: string; readonly name: string } | null }): ReactNode {
  const say = useWords();
  const [text, setText] = useState('');
  const found = useEndpoint(
    suggestEntities,
    { query: { q: text.trim() } },
    { enabled: text.trim() !== '', keepPrevious: true },
  );
  const rows = text.trim() === '' ? [] : (found.data?.rows ?? []);
  const options = rows.map((row) => ({
    value: row.id,
    label: [row.name, row.creditCode ?? row.registrationNumber].filter(Boolean).join(' · '),
  }));
  const shown =
    known && !options.some((option) => option.value === known.id)
      ? [...options, { value: known.id, label: known.name }]
      : options;
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={say('record.related.hint')}
      notFoundContent={text.trim() === '' ? null : say('list.empty')}
      options={shown}
      value={value || undefined}
      onChange={(next) => onChange?.(next ?? '')}
    />
  );
}

export function MilestoneItems(props: {
  draft: RecordDraft;
  today: string;
  related: { readonly id: string; readonly name: string } | null;
}): ReactNode {
  const say = useWords();
  const kinds = useLabelled(milestoneKinds);
  const ofBoards = useLabelled(boards);
  const classes = useLabelled(sizeClasses);
  const detail = detailOf(props.draft.kind);
  return (
    <>
      <Part name="kind" label={say('record.kind')} needed>
        <Choose options={kinds} />
      </Part>
      <Part name="happenedOn" label={say('record.happened')} needed>
        <DayInput latest={props.today} />
      </Part>
      {detail === 'board' && (
        <Part name="board" label={say('detail.board')} needed>
          <Choose options={ofBoards} />
        </Part>
      )}
      {detail === 'class' && (
        <Part name="class" label={say('record.class')} needed>
          <Choose options={classes} />
        </Part>
      )}
      {detail === 'related' && (
        <Part name="related" label={say('record.related')}>
          <EntityInput known={props.related} />
        </Part>
      )}
    </>
  );
}

export function DesignationItems({ draft }: { draft: RecordDraft }): ReactNode {
  const say = useWords();
  const titles = useLabelled(designationTitles);
  const grades = ['A', 'AA', 'AAA'].map((value) => ({ value, label: value }));
  return (
    <>
      <Part name="title" label={say('record.title')} needed>
        <Choose options={titles} />
      </Part>
      <Part name="level" label={say('record.level')}>
        {draft.title === 'contract_credit' ? <Choose options={grades} /> : <Input autoComplete="off" />}
      </Part>
      <Part name="validFrom" label={say('record.valid_from')} needed>
        <DayInput />
      </Part>
      <Part name="validTo" label={say('record.valid_to')} hint={say('record.valid_to.hint')}>
        <DayInput />
      </Part>
      <Part name="certificate" label={say('record.certificate')}>
        <Input autoComplete="off" />
      </Part>
    </>
  );
}

/** From which day a title is no longer held. */
export function EndItem(): ReactNode {
  const say = useWords();
  return (
    <Part name="validTo" label={say('record.end_on')} needed>
      <DayInput />
    </Part>
  );
}
