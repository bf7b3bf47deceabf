import { deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../../platform/errors/index.ts';
import { csv, inGb18030, testFolder, xlsx } from '../testing/files.ts';
import { writeXls } from '../testing/write-xls.ts';
import { openTable } from './open.ts';
import type { RawRow } from './table.ts';

const folder = testFolder();
afterAll(() => folder.remove());

async function readAll(path: string, options?: { sheet?: string }) {
  const table = await openTable(path, options);
  const rows: RawRow[] = [];
  for await (const batch of table.rows()) rows.push(...batch);
  return { table, rows, cells: rows.map((row) => row.cells) };
}

async function failureOf(path: string): Promise<AppError> {
  const error = await readAll(path).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

const roster = [
  ['企业名称', '统一社会信用代码'],
  ['台州市路桥塑料厂', '91331004MA2ABCD13K'],
];

describe('encodings', () => {
  it.each([
    ['utf-8', Buffer.from(csv(roster)), false],
    ['utf-8', Buffer.from(`\ufeff${csv(roster)}`), true],
    ['gb18030', inGb18030(csv(roster)), false],
    ['utf-16le', iconv.encode(csv(roster), 'utf-16le', { addBOM: true }), true],
    ['utf-16be', iconv.encode(csv(roster), 'utf-16be', { addBOM: true }), true],
  ])('%s is recognised and read (case %#)', async (encoding, bytes, bom) => {
    const { table, cells } = await readAll(folder.write('a.csv', bytes));
    expect(table.csv).toMatchObject({ encoding, bom });
    expect(cells).toEqual(roster);
  });

  it('reads rare characters that only GB18030 has in four bytes', async () => {
    const rows = [['企业名称'], ['㐂㛃塑料厂𠮷']];
    expect((await readAll(folder.write('b.csv', inGb18030(csv(rows))))).cells).toEqual(rows);
  });

  it('reads a GB18030 row inside a UTF-8 file and a UTF-8 row inside a GB18030 file, and says so', async () => {
    const [header, row] = roster.map((cells) => csv([cells]));
    const glued = Buffer.concat([Buffer.from(header!), inGb18030(row!), Buffer.from(row!)]);
    const first = await readAll(folder.write('c.csv', glued));
    expect(first.cells).toEqual([roster[0], roster[1], roster[1]]);
    expect(first.table.warnings[0]?.zh).toContain('1 行的编码与表头');
    const other = Buffer.concat([inGb18030(header!), Buffer.from(row!), inGb18030(row!)]);
    const second = await readAll(folder.write('d.csv', other));
    expect(second.cells).toEqual([roster[0], roster[1], roster[1]]);
    expect(second.table.warnings[0]?.en).toContain('1 lines');
  });

  it('marks a row that is no text in any of them', async () => {
    const bytes = Buffer.concat([
      Buffer.from(csv(roster)),
      Buffer.from([0x41, 0xff, 0xff, 0x2c, 0x42, 0x0a]),
    ]);
    expect((await readAll(folder.write('e.csv', bytes))).rows.at(-1)?.broken).toBe('encoding');
  });
});

describe('forms of CSV', () => {
  it.each([';', '\t', '|'])('finds the delimiter %j', async (delimiter) => {
    const { table, cells } = await readAll(folder.write('f.csv', csv(roster, { delimiter })));
    expect(table.csv?.delimiter).toBe(delimiter);
    expect(cells).toEqual(roster);
  });

  it('reads the line ends of old Macs', async () => {
    expect((await readAll(folder.write('g.csv', csv(roster, { newline: '\r' })))).cells).toEqual(roster);
  });
});

describe('workbooks', () => {
  it('reads an .xlsx with days as days and ruined codes as what they are', async () => {
    const file = folder.write(
      'a.xlsx',
      await xlsx([
        ['名称', '代码', '日期'],
        ['甲', 9.1331004148195e17, new Date('2018-08-01T00:00:00Z')],
        ['乙', 331004000012345, 43313],
      ]),
    );
    const { table, cells } = await readAll(file);
    expect(table.format).toBe('xlsx');
    expect(cells).toEqual([
      ['名称', '代码', '日期'],
      ['甲', '9.1331004148195E+17', '2018-08-01'],
      ['乙', '331004000012345', '43313'],
    ]);
  });

  it('reads an .xls with days and merges', async () => {
    const file = folder.write(
      'a.xls',
      writeXls([
        {
          name: '名册',
          rows: [
            ['名称', '日期'],
            ['甲厂', { day: 43313 }],
            [null, 12.5],
          ],
          merges: [[0, 0, 0, 1]],
        },
      ]),
    );
    const { table, rows } = await readAll(file);
    expect(table).toMatchObject({
      format: 'xls',
      sheet: '名册',
      merges: [{ top: 1, left: 1, bottom: 1, right: 2 }],
    });
    expect(rows).toEqual([
      { line: 1, cells: ['名称', '日期'] },
      { line: 2, cells: ['甲厂', '2018-08-01'] },
      { line: 3, cells: ['', '12.5'] },
    ]);
  });

  it('passes over hidden sheets and says so, in both formats, and counts hidden rows', async () => {
    const book = await writeXlsx({
      sheets: [
        { name: '草稿', rows: [['x', 'y']], hidden: true },
        { name: '名册', rows: [['名称'], ['甲'], ['乙']], rowDefs: new Map([[1, { hidden: true }]]) },
        { name: '说明', rows: [['z']] },
      ],
    });
    const inXlsx = await readAll(folder.write('h.xlsx', book));
    expect(inXlsx.cells).toEqual([['名称'], ['甲'], ['乙']]);
    expect(inXlsx.table.warnings.map((warning) => warning.zh).join()).toMatch(
      /草稿.*说明.*1 行在表格中被隐藏/s,
    );
    const bytes = writeXls([
      { name: '草稿', rows: [['x', 'y']], hidden: true },
      { name: '名册', rows: [['名称'], ['甲']], hiddenRows: [1] },
    ]);
    const inXls = await readAll(folder.write('h.xls', bytes));
    expect(inXls.cells).toEqual([['名称'], ['甲']]);
    expect(inXls.table.warnings.map((warning) => warning.zh).join()).toMatch(/草稿.*1 行在表格中被隐藏/s);
  });

  it('reads the sheet that is asked for, and names those there are', async () => {
    const book = await writeXlsx({
      sheets: [
        { name: '一', rows: [['a']] },
        { name: '二', rows: [['b']] },
      ],
    });
    const file = folder.write('i.xlsx', book);
    expect((await readAll(file, { sheet: '二' })).cells).toEqual([['b']]);
    await expect(readAll(file, { sheet: '三' })).rejects.toMatchObject({ code: 'import.no_sheet' });
  });

  it('reads an .xlsx named .csv as what it is, with a warning', async () => {
    const { table, cells } = await readAll(folder.write('j.csv', await xlsx([['名称'], ['甲']])));
    expect(cells).toEqual([['名称'], ['甲']]);
    expect(table.warnings[0]?.zh).toContain('.csv');
  });

  it('hands out a long sheet in order while the taker is slow, and does not read ahead of it', async () => {
    const filler = '经营范围'.repeat(30);
    const rows = Array.from({ length: 60_000 }, (_, at) => [`第${at}行`, at, filler]);
    const table = await openTable(folder.write('k.xlsx', await xlsx(rows)));
    let next = 0;
    let read = 0;
    for await (const batch of table.rows((bytes) => {
      read = bytes;
    })) {
      for (const row of batch)
        if (row.cells[1] !== String(next++)) throw new Error(`row ${next} is out of order`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (next === 1000) expect(read).toBeLessThan(table.size * 0.75);
    }
    expect(next).toBe(60_000);
  });
});

describe('files that are no tables', () => {
  it('are each refused with words that say what they are', async () => {
    const refusals: [string, string | Uint8Array, string][] = [
      ['empty.csv', '', 'import.empty_file'],
      ['picture.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'import.binary_file'],
      [
        'random.csv',
        Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256)),
        'import.binary_file',
      ],
      ['scan.csv', Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(500)]), 'import.binary_file'],
      ['page.csv', '<!DOCTYPE html><html><table></table></html>', 'import.binary_file'],
      ['endless.csv', `企业名称,信用代码\n${'无'.repeat(2_000_000)}`, 'import.endless_line'],
      ['broken.xlsx', Buffer.from('504b030400000000', 'hex'), 'import.damaged_workbook'],
      ['secret.xls', writeXls([{ name: 'a', rows: [['x']] }], { encrypted: true }), 'import.password'],
      [
        'secret.xlsx',
        await writeXlsx({
          sheets: [{ name: 'a', rows: [['x']] }],
          encryption: { password: 'p', spinCount: 10 },
        }),
        'import.password',
      ],
    ];
    for (const [name, bytes, code] of refusals) {
      const error = await failureOf(folder.write(name, bytes));
      expect([name, error.code]).toEqual([name, code]);
      expect(error.words.zh).toContain(name);
    }
  });

  it('a missing file is said to be missing', async () => {
    expect((await failureOf(`${folder.path}/nothing.csv`)).code).toBe('import.file_not_found');
  });

  it('an .xlsx bomb is stopped by its ratio, though its own directory lies about its size', async () => {
    const error = await failureOf(folder.write('bomb.xlsx', bomb()));
    expect(error.code).toBe('import.zip_bomb');
    expect(error.words.zh).toContain('1 : 250');
  });
});

/** An .xlsx whose sheet inflates to 200 MB from 200 kB. */
function bomb(): Buffer {
  const part = (name: string, text: string | Buffer, declared?: number) => {
    const body = deflateRawSync(text, { level: 9 });
    return { name: Buffer.from(name), body, size: declared ?? text.length };
  };
  const sheet = Buffer.concat([
    Buffer.from('<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>'),
    Buffer.alloc(200_000_000, 'A'),
  ]);
  const relation = (target: string, type: string, id: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const parts = [
    part('[Content_Types].xml', '<Types/>'),
    part(
      '_rels/.rels',
      `<Relationships>${relation('xl/workbook.xml', 'officeDocument', 'rId1')}</Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${relation('worksheets/sheet1.xml', 'worksheet', 'rId1')}</Relationships>`,
    ),
    part('xl/worksheets/sheet1.xml', sheet, 1000),
  ];
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, body, size } of parts) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(body.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name, body]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, end.subarray(0, 14), name]));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(parts.length, 8);
  tail.writeUInt16LE(parts.length, 10);
  tail.writeUInt32LE(central.length, 12);
  tail.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, tail]);
}
