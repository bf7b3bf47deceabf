/** Kinds of evidence by how their content begins; a name says nothing. */
const beginnings: readonly (readonly [bytes: Buffer, mediaType: string])[] = [
  [Buffer.from('%PDF-'), 'application/pdf'],
  [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'image/png'],
  [Buffer.from([0xff, 0xd8, 0xff]), 'image/jpeg'],
  // Word and Excel before 2007, and WPS
  [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'application/x-ole-storage'],
];
const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** What an office document is, by a part that it must have; the names of a zip's parts stand in it as plain text. */
const parts: readonly (readonly [part: string, mediaType: string])[] = [
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
];

/**
 * The media type of a file by its content: PDF, PNG, JPEG, Word or Excel; undefined for anything else. Documents with macros are refused:
 * nobody needs them as evidence.
 */
export function kindOfContent(content: Buffer): string | undefined {
  const known = beginnings.find(([bytes]) => content.subarray(0, bytes.length).equals(bytes));
  if (known !== undefined) return known[1];
  if (!content.subarray(0, zip.length).equals(zip)) return undefined;
  if (!content.includes('[Content_Types].xml') || content.includes('vbaProject.bin')) return undefined;
  return parts.find(([part]) => content.includes(part))?.[1];
}
