/** A smallest writer of .xls (BIFF8 in an OLE container), so that tests can make files that no library here writes. */

export type XlsCell = string | number | null | { readonly day: number };
export type XlsSheet = {
  readonly name: string;
  readonly rows: readonly (readonly XlsCell[])[];
  readonly hidden?: boolean;
  readonly hiddenRows?: readonly number[];
  /** Top, bottom, left, right, from 0. */
  readonly merges?: readonly (readonly [number, number, number, number])[];
};

const SECTOR = 512;
const END = 0xfffffffe;
const FREE = 0xffffffff;

function record(id: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(body.length, 2);
  return Buffer.concat([head, body]);
}

const words = (...values: number[]) => Buffer.from(new Uint16Array(values).buffer);

function beginning(kind: number): Buffer {
  return record(0x809, Buffer.concat([words(0x600, kind, 0x0dbb, 0x07cc), Buffer.alloc(8)]));
}

function wideText(text: string, lengthBytes: 1 | 2): Buffer {
  const head = Buffer.alloc(lengthBytes + 1);
  head.writeUIntLE(text.length, 0, lengthBytes);
  head[lengthBytes] = 1;
  return Buffer.concat([head, Buffer.from(text, 'utf16le')]);
}

function format(isDay: boolean): Buffer {
  const body = Buffer.alloc(20);
  body.writeUInt16LE(isDay ? 14 : 0, 2);
  return record(0xe0, body);
}

function cell(row: number, column: number, value: XlsCell): Buffer | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string')
    return record(0x204, Buffer.concat([words(row, column, 0), wideText(value, 2)]));
  const number = Buffer.alloc(8);
  number.writeDoubleLE(typeof value === 'number' ? value : value.day, 0);
  return record(0x203, Buffer.concat([words(row, column, typeof value === 'number' ? 0 : 1), number]));
}

function sheetStream({ rows, hiddenRows = [], merges = [] }: XlsSheet): Buffer {
  const parts = [beginning(0x10)];
  for (const row of hiddenRows)
    parts.push(record(0x208, Buffer.concat([words(row, 0, 10, 0xff, 0, 0, 0x20, 0xf)])));
  rows.forEach((cells, row) => {
    cells.forEach((value, column) => {
      const part = cell(row, column, value);
      if (part) parts.push(part);
    });
  });
  if (merges.length > 0) parts.push(record(0xe5, words(merges.length, ...merges.flat())));
  parts.push(record(0x0a, Buffer.alloc(0)));
  return Buffer.concat(parts);
}

function workbookStream(sheets: readonly XlsSheet[], encrypted: boolean): Buffer {
  const head = [
    beginning(5),
    ...(encrypted ? [record(0x2f, Buffer.alloc(54))] : []),
    format(false),
    format(true),
  ];
  const bodies = sheets.map(sheetStream);
  const bounds = (start: number) => {
    let at = start;
    return sheets.map((sheet, index) => {
      const place = Buffer.alloc(6);
      place.writeUInt32LE(at, 0);
      place[4] = sheet.hidden ? 1 : 0;
      at += bodies[index]!.length;
      return record(0x85, Buffer.concat([place, wideText(sheet.name, 1)]));
    });
  };
  const end = record(0x0a, Buffer.alloc(0));
  const globals = Buffer.concat([...head, ...bounds(0), end]).length;
  return Buffer.concat([...head, ...bounds(globals), end, ...bodies]);
}

/** The bytes of an .xls with these sheets. */
export function writeXls(sheets: readonly XlsSheet[], { encrypted = false } = {}): Buffer {
  let stream = workbookStream(sheets, encrypted);
  // a stream shorter than 4,096 bytes would have to stand in the container's small sectors
  if (stream.length < 4096) stream = Buffer.concat([stream, Buffer.alloc(4096 - stream.length)]);
  const sectors = Math.ceil(stream.length / SECTOR);
  const fatSectors = Math.ceil((sectors + 2 + Math.ceil((sectors + 2) / 127)) / 128);
  const fat: number[] = [];
  for (let at = 0; at < sectors; at++) fat.push(at === sectors - 1 ? END : at + 1);
  fat.push(END);
  for (let at = 0; at < fatSectors; at++) fat.push(0xfffffffd);
  while (fat.length < fatSectors * 128) fat.push(FREE);
  const padded = Buffer.concat([stream, Buffer.alloc(sectors * SECTOR - stream.length)]);
  const header = containerHeader(sectors, fatSectors);
  const table = Buffer.from(new Uint32Array(fat).buffer);
  return Buffer.concat([header, padded, directory(stream.length), table]);
}

function containerHeader(sectors: number, fatSectors: number): Buffer {
  const header = Buffer.alloc(SECTOR);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(fatSectors, 44);
  header.writeUInt32LE(sectors, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(END, 60);
  header.writeUInt32LE(END, 68);
  for (let at = 0; at < 109; at++)
    header.writeUInt32LE(at < fatSectors ? sectors + 1 + at : FREE, 76 + at * 4);
  return header;
}

function directory(streamLength: number): Buffer {
  const entry = (name: string, kind: number, start: number, size: number, child: number) => {
    const bytes = Buffer.alloc(128);
    bytes.write(name, 0, 'utf16le');
    bytes.writeUInt16LE(name === '' ? 0 : name.length * 2 + 2, 64);
    bytes[66] = kind;
    bytes[67] = 1;
    for (const [at, value] of [
      [68, FREE],
      [72, FREE],
      [76, child],
      [116, start],
      [120, size],
    ] as const)
      bytes.writeUInt32LE(value, at);
    return bytes;
  };
  return Buffer.concat([
    entry('Root Entry', 5, END, 0, 1),
    entry('Workbook', 2, 0, streamLength, FREE),
    entry('', 0, 0, 0, FREE),
    entry('', 0, 0, 0, FREE),
  ]);
}
