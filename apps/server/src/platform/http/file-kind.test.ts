import { expect, it } from 'vitest';
import { kindOfContent } from './file-kind.ts';

const zip = (...names: string[]) =>
  Buffer.from(['PK\x03\x04', '[Content_Types].xml', ...names].join('\n'), 'latin1');

it.each([
  ['a PDF', Buffer.from('%PDF-1.7\n…\n%%EOF\n'), 'application/pdf'],
  ['half a PDF', Buffer.from('%PDF-1.7\n…'), undefined],
  ['a photo', Buffer.from('\xff\xd8\xff\xe0JFIF\xff\xd9', 'latin1'), 'image/jpeg'],
  ['half a photo', Buffer.from('\xff\xd8\xff\xe0JFIF', 'latin1'), undefined],
  ['a workbook', zip('xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  [
    'a text',
    zip('word/document.xml'),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  ['a workbook with macros', zip('xl/workbook.xml', 'xl/vbaProject.bin'), undefined],
  ['a zip of something else', zip('evil.exe'), undefined],
  ['a program', Buffer.from('MZ…'), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('a file is what its content says: %s', (_, content, kind) => {
  expect(kindOfContent(content)).toBe(kind);
});
