import pg from 'pg';
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

/** Lines of `copyLine` for a table. */
export type Copy = {
  /** Table and columns as literal SQL: `registry.fact (district, field, period)`. */
  readonly target: string;
  /** Columns that are alike in all rows, by name: they are said once and stand neither in the target nor in the lines. */
  readonly always?: Readonly<Record<string, string>>;
  readonly lines: Iterable<string>;
};

/**
 * Takes rows into tables, one after the other, in a single turn to the database: it waits for nothing of ours in between, and we may do
 * other work meanwhile. The lines are in memory as a whole, so a large load comes in blocks.
 *
 * PostgreSQL refuses COPY into a table whose rows are locked, so the lines go by way of a temporary one.
 *
 * @param after what the connection does before; the lines are made ready while it does
 * @returns the number of rows taken, of all tables
 */
export async function copyInto(
  { client }: Tx,
  copies: readonly Copy[],
  after?: Promise<unknown>,
): Promise<number> {
  const filled = copies
    .map((copy) => ({ statements: statementsOf(copy), data: encode(copy.lines) }))
    .filter(({ data }) => data.length > 0);
  await after;
  if (filled.length === 0) return 0;
  return new Promise((resolve, reject) => {
    const query = new pg.Query(filled.map(({ statements }) => statements).join(';\n'), (error, results) => {
      if (error) reject(error);
      else resolve(rowsTaken(results as unknown as readonly pg.QueryResult[]));
    });
    client.query(
      sendingAlong(
        query,
        filled.flatMap(({ data }) => [...data, copyDone]),
      ),
    );
  });
}

const form = /^([\w.]+) \(([\w,\s]+)\)$/;

function statementsOf({ target, always = {} }: Copy): string {
  const [, table = '', columns = ''] = form.exec(target) ?? [];
  if (table === '') throw new Error(`not a table with its columns: ${target}`);
  const way = `copy_into_${table.replace('.', '_')}`;
  const said = Object.keys(always).map((column) => `${pg.escapeIdentifier(column)}, `);
  const values = Object.values(always).map((value) => `${pg.escapeLiteral(value)}, `);
  // emptying a table of this very transaction frees it at once
  return `create temporary table if not exists ${way} on commit drop as select ${columns} from ${table} with no data;
    copy ${way} (${columns}) from stdin;
    insert into ${table} (${said.join('')}${columns}) select ${values.join('')}${columns} from ${way};
    truncate ${way}`;
}

function rowsTaken(results: readonly pg.QueryResult[]): number {
  return results.reduce(
    (sum, { command, rowCount }) => (command === 'COPY' ? sum + (rowCount ?? 0) : sum),
    0,
  );
}

const pieceLength = 65_536;

/** Ends the data of one COPY. */
const copyDone = Buffer.from([0x63, 0, 0, 0, 4]);

/** The lines as they go over the wire, in messages of CopyData. */
function encode(lines: Iterable<string>): Buffer[] {
  const messages: Buffer[] = [];
  let piece = '';
  const add = () => {
    const bytes = Buffer.byteLength(piece);
    const message = Buffer.allocUnsafe(5 + bytes);
    message[0] = 0x64;
    message.writeInt32BE(4 + bytes, 1);
    message.write(piece, 5);
    messages.push(message);
    piece = '';
  };
  for (const line of lines) {
    piece += line;
    if (piece.length >= pieceLength) add();
  }
  if (piece !== '') add();
  return messages;
}

type Connection = { readonly stream: { cork(): void; write(bytes: Buffer): boolean; uncork(): void } };

/**
 * The query with the data of its COPYs right behind it. The protocol allows that: each COPY reads its own up to CopyDone, and what
 * follows a statement that failed is passed over.
 */
function sendingAlong(query: pg.Query, data: readonly Buffer[]): pg.Query {
  const { submit } = query;
  return Object.assign(query, {
    submit(connection: pg.Connection) {
      submit.call(query, connection);
      const { stream } = connection as unknown as Connection;
      stream.cork();
      for (const message of data) stream.write(message);
      stream.uncork();
    },
    // the database asks for what is on its way
    handleCopyInResponse() {},
  });
}
