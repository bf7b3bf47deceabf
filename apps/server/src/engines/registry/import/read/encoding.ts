import { isAscii, isUtf8 } from 'node:buffer';
import type { CsvForm } from './table.ts';

const NEWLINE = 0x0a;

/** The encoding of a text file from its first bytes; null where they are no text. The header decides: rows may differ later. */
export function detectEncoding(sample: Buffer): Pick<CsvForm, 'encoding' | 'bom'> | null {
  if (sample.length >= 3 && sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf)
    return { encoding: 'utf-8', bom: true };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', bom: true };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', bom: true };
  if (sample.includes(0)) {
    const wide = wideWithoutMark(sample);
    return wide === null ? null : { encoding: wide, bom: false };
  }
  if (controlShare(sample) > 0.02) return null;
  return { encoding: firstForeignLineIsUtf8(sample) ? 'utf-8' : 'gb18030', bom: false };
}

/** UTF-16 without a mark: commas, digits and line ends leave zeros on one side only. */
function wideWithoutMark(sample: Buffer): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  const enough = sample.length / 50;
  if (odd > enough && even === 0) return 'utf-16le';
  if (even > enough && odd === 0) return 'utf-16be';
  return null;
}

function controlShare(sample: Buffer): number {
  let controls = 0;
  for (const byte of sample) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
  }
  return sample.length === 0 ? 0 : controls / sample.length;
}

function firstForeignLineIsUtf8(sample: Buffer): boolean {
  for (const line of linesOf(sample)) {
    if (!isAscii(line)) return isUtf8(line);
  }
  return true;
}

function* linesOf(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found < 0 ? bytes.length : found + 1;
    // a sample may be cut inside a character: its last, unfinished line says nothing unless it is the only one
    if (found >= 0 || start === 0) yield bytes.subarray(start, end);
    start = end;
  }
}

export type LineDecoder = {
  /** Text of the complete lines so far; the rest waits. A line that is no text at all carries U+FFFD. */
  push(bytes: Buffer, last: boolean): string;
  /** Lines that were not in the header's encoding. */
  readonly foreign: () => number;
};

/**
 * Decodes a stream line by line, because offices glue files together: in a UTF-8 file a line that is no UTF-8 is read as
 * GB18030, and in a GB18030 file a line that is clearly UTF-8 is read as that.
 */
export function createLineDecoder(form: Pick<CsvForm, 'encoding' | 'bom'>): LineDecoder {
  if (form.encoding === 'utf-16le' || form.encoding === 'utf-16be') return wideDecoder(form.encoding);
  let waiting: Buffer = Buffer.alloc(0);
  let foreign = 0;
  let first = form.bom;
  const decode = form.encoding === 'utf-8' ? decodeUtf8Lines : decodeGbLines;
  return {
    foreign: () => foreign,
    push(bytes, last) {
      let whole = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      const cut = last ? whole.length : whole.lastIndexOf(NEWLINE) + 1;
      waiting = Buffer.from(whole.subarray(cut));
      whole = whole.subarray(first && cut >= 3 ? 3 : 0, cut);
      if (cut > 0) first = false;
      const { text, strangers } = decode(whole);
      foreign += strangers;
      return text;
    },
  };
}

function wideDecoder(encoding: 'utf-16le' | 'utf-16be'): LineDecoder {
  const decoder = new TextDecoder(encoding);
  return { foreign: () => 0, push: (bytes, last) => decoder.decode(bytes, { stream: !last }) };
}

const gb = new TextDecoder('gb18030', { fatal: true });
const gbLoose = new TextDecoder('gb18030');

function decodeUtf8Lines(bytes: Buffer): { text: string; strangers: number } {
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), strangers: 0 };
  let text = '';
  let strangers = 0;
  for (const line of linesOf(bytes)) {
    if (isUtf8(line)) text += line.toString('utf8');
    else {
      strangers++;
      text += decodeGb(line);
    }
  }
  return { text, strangers };
}

function decodeGb(bytes: Buffer): string {
  try {
    return gb.decode(bytes);
  } catch {
    return gbLoose.decode(bytes);
  }
}

/** Chinese in GB18030 is valid UTF-8 only by accident, and hardly ever over this many bytes (联通 is the famous four). */
const ACCIDENT = 6;

function decodeGbLines(bytes: Buffer): { text: string; strangers: number } {
  let text = '';
  let strangers = 0;
  let run = 0;
  let at = 0;
  for (const line of linesOf(bytes)) {
    if (!isAscii(line) && isUtf8(line) && foreignBytes(line) >= ACCIDENT) {
      text += decodeGb(bytes.subarray(run, at)) + line.toString('utf8');
      strangers++;
      run = at + line.length;
    }
    at += line.length;
  }
  return { text: text + decodeGb(bytes.subarray(run)), strangers };
}

function foreignBytes(line: Buffer): number {
  let count = 0;
  for (const byte of line) if (byte >= 0x80) count++;
  return count;
}
