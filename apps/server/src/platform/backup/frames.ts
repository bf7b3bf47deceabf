import { backupFailure } from './errors.ts';
import { ByteReader } from './seal.ts';

/** What a backup is made of, in this order. Data belongs to the table or the file before it. */
export type Frame =
  | {
      readonly kind: 'manifest';
      readonly madeAt: string;
      readonly migrations: readonly { name: string; text: string }[];
    }
  | {
      readonly kind: 'table';
      readonly schema: string;
      readonly table: string;
      readonly columns: readonly string[];
    }
  | { readonly kind: 'file'; readonly path: string; readonly size: number }
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'done'; readonly rows: number }
  | { readonly kind: 'sequences'; readonly sequences: readonly Sequence[] }
  | { readonly kind: 'end'; readonly tables: number; readonly rows: number; readonly files: number };

export type Sequence = { readonly name: string; readonly value: string; readonly isCalled: boolean };

const [jsonMark, dataMark] = [1, 2];

/** A frame as bytes: a mark, the length, and JSON or the data itself. */
export function encodeFrame(frame: Frame): Buffer {
  const body = frame.kind === 'data' ? frame.bytes : Buffer.from(JSON.stringify(frame));
  const head = Buffer.alloc(5);
  head.writeUInt8(frame.kind === 'data' ? dataMark : jsonMark);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** The frames of a stream of bytes, up to the one that says that it is the last. @throws backup.cut_off where that one is missing */
export async function* decodeFrames(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const reader = new ByteReader(bytes);
  for (;;) {
    const head = await reader.take(5);
    const body = head && (await reader.take(head.readUInt32BE(1)));
    if (head === undefined || body === undefined) throw backupFailure('backup.cut_off');
    if (head.readUInt8() === dataMark) {
      yield { kind: 'data', bytes: body };
      continue;
    }
    const frame = JSON.parse(body.toString()) as Frame;
    yield frame;
    if (frame.kind === 'end') break;
  }
  // the rest is read too, so that what seals the stream is checked to its end
  if (!(await reader.isAtEnd())) throw backupFailure('backup.damaged', { where: '末尾 after its end' });
}
