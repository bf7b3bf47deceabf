import { Input, Select } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { pick, useLanguage } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import {
  attributeChoices,
  chooseField,
  type FieldChoice,
  figureChoices,
  helperChoices,
  isFigure,
  type MappedColumn,
  moneyUnits,
  periodByRow,
  splitField,
} from './mapping.ts';

const nothing = '';

/** What a field of a mapping is called, its period included. */
export function useImportFieldName(): (field: string) => string {
  const language = useLanguage();
  return (field) => {
    const { code, period } = splitField(field);
    const choices = [...attributeChoices, ...helperChoices, ...figureChoices];
    const labels = choices.find((choice) => choice.field === code)?.labels;
    const name = labels ? pick(labels, language) : code;
    return period && period !== periodByRow ? `${name} ${period}` : name;
  };
}

function useFieldOptions() {
  const say = useWords();
  const language = useLanguage();
  return useMemo(() => {
    const group = (label: string, choices: readonly FieldChoice[]) => ({
      label,
      options: choices.map(({ field, labels }) => ({ value: field, label: pick(labels, language) })),
    });
    return [
      { value: nothing, label: say('columns.none') },
      group(say('group.attributes'), attributeChoices),
      group(say('group.figures'), figureChoices),
      group(say('group.helpers'), helperChoices),
    ];
  }, [say, language]);
}

/** The column's name in the file, or its place where it has none. */
export function useHeader(): (column: MappedColumn) => string {
  const say = useWords();
  return ({ header, index }) => header.trim() || say('columns.no_header', { number: index + 1 });
}

function Period(props: {
  column: MappedColumn;
  header: string;
  onChange: (field: string) => void;
}): ReactNode {
  const say = useWords();
  const { code, period } = splitField(props.column.field ?? '');
  if (!isFigure(code)) return null;
  return (
    <Input
      className="mapping-period"
      aria-label={say('columns.period.label', { header: props.header })}
      placeholder={say('columns.period.hint')}
      value={period ?? ''}
      onChange={(event) => props.onChange(`${code}@${event.target.value.trim().toUpperCase()}`)}
    />
  );
}

function Row(props: {
  column: MappedColumn;
  atFault: boolean;
  onChange: (column: MappedColumn) => void;
}): ReactNode {
  const say = useWords();
  const options = useFieldOptions();
  const { column, onChange } = props;
  const header = useHeader()(column);
  const { code, period } = splitField(column.field ?? nothing);
  const samples = column.samples.filter((sample) => sample.trim() !== '').slice(0, 3);
  function choose(next: string): void {
    if (next === nothing) onChange(chooseField(column, null));
    else onChange(chooseField(column, isFigure(next) ? `${next}@${period ?? ''}` : next));
  }
  return (
    <tr className={props.atFault ? 'mapping-fault' : column.field === null ? 'mapping-none' : undefined}>
      <th scope="row">{header}</th>
      <td className="mapping-samples">
        {samples.length > 0 ? (
          samples.map((sample, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: samples may repeat and never move
            <span key={index} title={sample}>
              {sample}
            </span>
          ))
        ) : (
          <em>{say('columns.no_samples')}</em>
        )}
      </td>
      <td>
        <div className="mapping-field">
          <Select
            aria-label={say('columns.field.label', { header })}
            showSearch={{ optionFilterProp: 'label' }}
            options={options}
            value={code}
            status={props.atFault ? 'error' : undefined}
            onChange={choose}
            popupMatchSelectWidth={240}
            virtual={false}
          />
          <Period
            column={column}
            header={header}
            onChange={(field) => onChange(chooseField(column, field))}
          />
        </div>
      </td>
      <td>
        {column.unit !== null && (
          <Select
            aria-label={say('columns.unit.label', { header })}
            options={moneyUnits.map((unit) => ({ value: unit, label: say(`unit.${unit}`) }))}
            value={column.unit}
            onChange={(unit) => onChange({ ...column, unit, because: 'person' })}
            popupMatchSelectWidth={false}
          />
        )}
      </td>
      <td>
        <span className={`mapping-because because-${column.because}`}>
          {say(`because.${column.because}`)}
        </span>
      </td>
    </tr>
  );
}

/** The file's columns, each with samples, what it means, in which unit, and why we think so. */
export function MappingTable(props: {
  columns: readonly MappedColumn[];
  faults: ReadonlySet<number>;
  onChange: (columns: MappedColumn[]) => void;
}): ReactNode {
  const say = useWords();
  return (
    <table className="mapping">
      <thead>
        <tr>
          <th scope="col">{say('columns.header')}</th>
          <th scope="col">{say('columns.samples')}</th>
          <th scope="col">{say('columns.field')}</th>
          <th scope="col">{say('columns.unit')}</th>
          <th scope="col">{say('columns.because')}</th>
        </tr>
      </thead>
      <tbody>
        {props.columns.map((column) => (
          <Row
            key={column.index}
            column={column}
            atFault={props.faults.has(column.index)}
            onChange={(changed) =>
              props.onChange(props.columns.map((one) => (one.index === changed.index ? changed : one)))
            }
          />
        ))}
      </tbody>
    </table>
  );
}
