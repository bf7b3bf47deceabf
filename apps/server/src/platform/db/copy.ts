import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from './connection.ts';

const special = /[\\\t\n\r]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One line of COPY's text format. A NUL cannot be stored by PostgreSQL and is dropped. */
export function copyLine(values: readonly (string | number | boolean | null)[]): string {
  let line = '';
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (index > 0) line += '\t';
    if (value === null || value === undefined) line += '\\N';
    else if (typeof value === 'string')
      line += value.replaceAll('\0', '').replace(special, (character) => escapes[character]!);
    else line += typeof value === 'boolean' ? (value ? 't' : 'f') : value;
  }
  return `${line}\n`;
}

const chunkLength = 65_536;

async function* inChunks(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length >= chunkLength) {
      yield Buffer.from(chunk);
      chunk = '';
    }
  }
  if (chunk !== '') yield Buffer.from(chunk);
}

const form = /^([\w.]+) \(([\w,\s]+)\)$/;

/**
 * Streams lines of `copyLine` into a table, with back-pressure, so that memory stays flat. PostgreSQL refuses COPY into a table whose
 * rows are locked, so the lines go by way of a temporary one.
 *
 * @param target table and columns as literal SQL: `registry.fact (district, field, period)`
 * @returns the number of rows taken
 */
export async function copyInto(
  tx: Tx,
  target: string,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<number> {
  const [, table = '', columns = ''] = form.exec(target) ?? [];
  if (table === '') throw new Error(`not a table with its columns: ${target}`);
  const way = `copy_into_${table.replace('.', '_')}`;
  await tx.client.query(
    `create temporary table if not exists ${way} on commit drop as select ${columns} from ${table} with no data`,
  );
  const sink = tx.client.query(copyFrom(`copy ${way} (${columns}) from stdin`));
  await pipeline(Readable.from(inChunks(lines), { objectMode: false, highWaterMark: chunkLength * 4 }), sink);
  // emptying a table of this very transaction frees it at once
  await tx.client.query(`insert into ${table} (${columns}) select ${columns} from ${way}; truncate ${way}`);
  return sink.rowCount ?? 0;
}
