import type { ImportPreview } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { useFieldText } from '../../shared/field-text.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { isAmount, type MappedColumn, splitField } from './mapping.ts';
import { useImportFieldName } from './mapping-table.tsx';

type Sample = ImportPreview['sample'][number];
type SampleProblem = Sample['problems'][number];

/** Problems by the field whose cell they belong to; those of no shown field belong to the row. */
function placeProblems(row: Sample, columns: readonly MappedColumn[], fields: readonly string[]) {
  const atCell = new Map<string, SampleProblem[]>();
  const ofRow: SampleProblem[] = [];
  for (const problem of row.problems) {
    const column = columns.find(
      ({ header, index, field }) =>
        problem.column !== null && [header, field, String(index)].includes(problem.column),
    );
    const field = column?.field ?? problem.column;
    if (field !== null && fields.includes(field)) atCell.set(field, [...(atCell.get(field) ?? []), problem]);
    else ofRow.push(problem);
  }
  return { atCell, ofRow };
}

function Row(props: {
  row: Sample;
  columns: readonly MappedColumn[];
  fields: readonly string[];
  textOf: (field: string, value: string | null) => string;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { row, fields } = props;
  const { atCell, ofRow } = placeProblems(row, props.columns, fields);
  const rejected = row.problems.length > 0;
  return (
    <tr>
      <th scope="row">{row.line}</th>
      <td className={rejected ? 'sample-rejected' : 'sample-ok'}>
        {rejected ? `✕ ${say('sample.rejected')}` : `✓ ${say('sample.ok')}`}
        {ofRow.map((problem) => (
          <span key={problem.message.en} className="sample-problem">
            {label(problem.message)}
          </span>
        ))}
      </td>
      {fields.map((field) => {
        const problems = atCell.get(field) ?? [];
        return (
          <td key={field} className={problems.length > 0 ? 'sample-fault' : undefined}>
            <span className="sample-value">{props.textOf(field, row.values[field] ?? null)}</span>
            {problems.map((problem) => (
              <span key={problem.message.en} className="sample-problem">
                {label(problem.message)}
              </span>
            ))}
          </td>
        );
      })}
    </tr>
  );
}

/** The first rows as they would be stored, each problem at its cell. */
export function SampleTable(props: {
  sample: ImportPreview['sample'];
  columns: readonly MappedColumn[];
  busy: boolean;
}): ReactNode {
  const say = useWords();
  const nameOf = useImportFieldName();
  const textOf = useFieldText();
  const mapped = [
    ...new Set(props.columns.flatMap((column) => (column.field === null ? [] : [column.field]))),
  ];
  const told = new Set(props.sample.flatMap((row) => Object.keys(row.values)));
  // Fields that were derived stand in the values without a column of their own.
  const fields = [
    ...mapped.filter((field) => told.has(field)),
    ...[...told].filter((f) => !mapped.includes(f)),
  ];
  if (props.sample.length === 0) return <p>{say('sample.none')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="sample" tabIndex={0} aria-label={say('sample.label')} aria-busy={props.busy}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('sample.line')}</th>
            <th scope="col">{say('sample.result')}</th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {isAmount(field) ? `${nameOf(field)} (${say('unit.10k_yuan')})` : nameOf(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.sample.map((row) => (
            <Row
              key={row.line}
              row={row}
              columns={props.columns}
              fields={fields}
              textOf={(field, value) => textOf(splitField(field).code, value)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
