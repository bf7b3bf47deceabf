import type { Message } from '@miaopu/standards';

/** One row as the file has it. `line` is where it stands: the first physical line of a CSV record, the row of a sheet; from 1. */
export type RawRow = {
  readonly line: number;
  readonly cells: string[];
  /** The row could not be read as it should: a quotation mark that never closes, bytes that are no text. */
  readonly broken?: 'quote' | 'encoding';
};

/** A merged area, from 1, inclusive. */
export type Merge = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

export type CsvForm = {
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';
  readonly bom: boolean;
  readonly delimiter: string;
  readonly newline: '\n' | '\r\n' | '\r';
  /** How many cells most rows have. */
  readonly columns: number;
};

/** A file that can be read as rows, as often as asked, always as a stream. */
export type Table = {
  readonly format: 'csv' | 'xls' | 'xlsx';
  readonly csv: CsvForm | null;
  readonly sheet: string | null;
  readonly merges: readonly Merge[];
  /** Base of Excel's day numbers in this file. */
  readonly dateSystem: '1900' | '1904';
  readonly warnings: Message[];
  readonly size: number;
  /** Rows in batches; `onBytes` hears how far the file has been read. */
  rows(onBytes?: (bytes: number) => void): AsyncIterable<RawRow[]>;
};
