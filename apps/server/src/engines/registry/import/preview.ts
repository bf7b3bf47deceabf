import type { ImportPreview } from '@miaopu/contract';
import type { Queryable } from '../../../platform/db/index.ts';
import { type Prepared, prepareFile, type ReadingOptions } from './prepare.ts';
import { cleanCell } from './rows/cell.ts';
import type { RowEntity } from './rows/record.ts';

const ROWS_SHOWN = 20;
const SAMPLES_SHOWN = 3;

/** How a file would be read: its columns with what they mean, and its first rows as they would be stored or rejected. */
export async function previewFile(
  db: Queryable,
  upload: { readonly id: string; readonly size: number },
  options: ReadingOptions,
): Promise<ImportPreview> {
  const prepared = await prepareFile(db, options);
  const { table, header, mapping, warnings } = prepared;
  return {
    uploadId: upload.id,
    fileName: options.fileName,
    fileSize: upload.size,
    format: table.format,
    encoding: table.csv?.encoding ?? null,
    sheet: table.sheet,
    headerLine: header.line,
    columns: mapping.map((column) => ({ ...column, samples: samplesOf(prepared, column.index) })),
    sample: sampleRows(prepared),
    warnings: [...table.warnings, ...warnings],
  };
}

function samplesOf({ sample }: Prepared, index: number): string[] {
  const found = new Set<string>();
  for (const row of sample) {
    const cell = cleanCell(row.cells[index]);
    if (cell !== '') found.add(cell.slice(0, 80));
    if (found.size === SAMPLES_SHOWN) break;
  }
  return [...found];
}

function sampleRows(prepared: Prepared): ImportPreview['sample'] {
  const { normalise } = prepared.normaliser();
  const skip = prepared.skipper();
  const shown: ImportPreview['sample'] = [];
  for (const row of prepared.sample) {
    if (skip(row) !== undefined) continue;
    const outcome = normalise(row);
    shown.push({
      line: row.line,
      values: outcome.ok
        ? valuesOf(outcome.record.entity, outcome.record.facts)
        : rawValues(prepared, row.cells),
      problems: outcome.ok
        ? []
        : outcome.problems.map(({ column, message }) => ({
            column: column === null ? null : (prepared.header.names[column] ?? null),
            message,
          })),
    });
    if (shown.length === ROWS_SHOWN) break;
  }
  return shown;
}

type Fact = { readonly field: string; readonly period: string; readonly value: string };

function valuesOf(entity: RowEntity, facts: readonly Fact[]): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  for (const [field, value] of Object.entries(entity)) if (value !== null) values[field] = value;
  for (const { field, period, value } of facts) values[`${field}@${period}`] = value;
  return values;
}

/** A row that would be rejected is shown as it is written. */
function rawValues({ mapping }: Prepared, cells: readonly string[]): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  for (const { field, index } of mapping) if (field !== null) values[field] = cells[index] ?? null;
  return values;
}
