import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { backupFailure } from './errors.ts';

// A sealed file: a header of 79 bytes (magic, salt, a check of the key, a checksum), then chunks. A chunk is its length (4 bytes, the
// first bit set for the last one), its text encrypted with AES-256-GCM, and the tag of 16 bytes. The file's own key comes from the given
// one and the salt, so the chunk's number is a nonce that never comes twice. What each tag covers beside the text (header, number,
// whether it is the last) keeps chunks from being taken out, put in, moved or cut off.
const magic = Buffer.from('MIAOPU BACKUP 1\n');
const [saltLength, checkLength, sumLength, tagLength] = [32, 16, 15, 16];
const headerLength = magic.length + saltLength + checkLength + sumLength;
const chunkLength = 65_536;
const lastBit = 0x8000_0000;

type Bytes = AsyncIterable<Buffer> | Iterable<Buffer>;

function derive(key: Buffer, salt: Buffer, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `miaopu backup ${purpose}`, length));
}

function headerOf(key: Buffer, salt: Buffer): Buffer {
  const said = Buffer.concat([magic, salt, derive(key, salt, 'check', checkLength)]);
  return Buffer.concat([said, createHash('sha256').update(said).digest().subarray(0, sumLength)]);
}

function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
}

function coveredOf(header: Buffer, number: number, isLast: boolean): Buffer {
  return Buffer.concat([header, nonceOf(number), Buffer.from([isLast ? 1 : 0])]);
}

/** Encrypts a stream. Memory stays at a chunk of 64 KiB. */
export async function* seal(plain: Bytes, key: Buffer): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltLength);
  const header = headerOf(key, salt);
  const own = derive(key, salt, 'text', 32);
  yield header;
  let number = 0;
  let previous: Buffer | undefined;
  const close = (text: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', own, nonceOf(number));
    cipher.setAAD(coveredOf(header, number, isLast));
    number++;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(isLast ? (text.length | lastBit) >>> 0 : text.length);
    return Buffer.concat([length, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  };
  for await (const chunk of inPieces(plain, chunkLength)) {
    if (previous !== undefined) yield close(previous, false);
    previous = chunk;
  }
  yield close(previous ?? Buffer.alloc(0), true);
}

async function* inPieces(plain: Bytes, length: number): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let size = 0;
  for await (const bytes of plain) {
    kept.push(bytes);
    size += bytes.length;
    if (size < length) continue;
    const whole = Buffer.concat(kept);
    let at = 0;
    for (; at + length <= whole.length; at += length) yield whole.subarray(at, at + length);
    kept = [whole.subarray(at)];
    size = whole.length - at;
  }
  if (size > 0) yield Buffer.concat(kept);
}

/**
 * Decrypts what `seal` made.
 *
 * @throws backup.not_a_backup, backup.wrong_key, backup.damaged, backup.cut_off
 */
export async function* unseal(sealed: Bytes, key: Buffer): AsyncGenerator<Buffer> {
  const reader = new ByteReader(sealed);
  const header = await reader.take(headerLength);
  if (header === undefined || !header.subarray(0, magic.length).equals(magic))
    throw backupFailure('backup.not_a_backup');
  const salt = header.subarray(magic.length, magic.length + saltLength);
  const said = header.subarray(0, headerLength - sumLength);
  const sum = createHash('sha256').update(said).digest().subarray(0, sumLength);
  if (!sum.equals(header.subarray(headerLength - sumLength)))
    throw backupFailure('backup.damaged', { where: '文件头 its header' });
  if (!headerOf(key, salt).equals(header)) throw backupFailure('backup.wrong_key');
  const own = derive(key, salt, 'text', 32);
  for (let number = 0; ; number++) {
    const head = await reader.take(4);
    if (head === undefined) throw backupFailure('backup.cut_off');
    const isLast = (head.readUInt32BE() & lastBit) !== 0;
    const length = (head.readUInt32BE() & ~lastBit) >>> 0;
    const where = { where: `第 ${number + 1} 块 chunk ${number + 1}` };
    if (length > chunkLength) throw backupFailure('backup.damaged', where);
    const body = await reader.take(length + tagLength);
    if (body === undefined) throw backupFailure('backup.cut_off');
    const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(number));
    decipher.setAAD(coveredOf(header, number, isLast));
    decipher.setAuthTag(body.subarray(length));
    const text = decipher.update(body.subarray(0, length));
    try {
      decipher.final();
    } catch {
      throw backupFailure('backup.damaged', where);
    }
    yield text;
    if (isLast) break;
  }
  if (!(await reader.isAtEnd())) throw backupFailure('backup.damaged', { where: '末尾 after its end' });
}

/** Takes exact numbers of bytes from a stream. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: Bytes) {
    this.#source = asyncIterator(source);
  }

  /** So many bytes; undefined where there are fewer left. */
  async take(length: number): Promise<Buffer | undefined> {
    const parts = [this.#rest];
    let size = this.#rest.length;
    while (size < length) {
      const next = await this.#source.next();
      if (next.done) return undefined;
      parts.push(next.value);
      size += next.value.length;
    }
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    this.#rest = whole.subarray(length);
    return whole.subarray(0, length);
  }

  async isAtEnd(): Promise<boolean> {
    return this.#rest.length === 0 && (await this.take(1)) === undefined;
  }
}

function asyncIterator(source: Bytes): AsyncIterator<Buffer> {
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  return (async function* () {
    yield* source;
  })();
}
