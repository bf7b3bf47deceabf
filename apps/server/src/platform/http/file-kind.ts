type Kind = {
  readonly mediaType: string;
  readonly begins: Buffer;
  /** What stands within the last kilobyte of a whole file; half a file is none. */
  readonly ends?: string;
};

const kinds = [
  { mediaType: 'application/pdf', begins: Buffer.from('%PDF-'), ends: '%%EOF' },
  {
    mediaType: 'image/png',
    begins: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ends: 'IEND',
  },
  { mediaType: 'image/jpeg', begins: Buffer.from([0xff, 0xd8, 0xff]), ends: '\xff\xd9' },
  // Word and Excel before 2007, and WPS
  {
    mediaType: 'application/x-ole-storage',
    begins: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  },
] as const satisfies readonly Kind[];
const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** What an office document is, by a part that it must have; the names of a zip's parts stand in it as plain text. */
const parts = [
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
] as const;

type FileKind = (typeof kinds)[number]['mediaType'] | (typeof parts)[number][1];

/**
 * The media type of a file by its content, whatever it is called: PDF, PNG, JPEG, Word or Excel; undefined for anything else, and for half
 * a file. Documents with macros are refused: nobody needs them as proof or evidence.
 */
export function kindOfContent(content: Buffer): FileKind | undefined {
  const end = content.subarray(-1024).toString('latin1');
  const known = kinds.find(({ begins }) => startsWith(content, begins));
  if (known !== undefined)
    return !('ends' in known) || end.includes(known.ends) ? known.mediaType : undefined;
  if (!startsWith(content, zip)) return undefined;
  if (!content.includes('[Content_Types].xml') || content.includes('vbaProject.bin')) return undefined;
  return parts.find(([part]) => content.includes(part))?.[1];
}

function startsWith(content: Buffer, bytes: Buffer): boolean {
  return content.subarray(0, bytes.length).equals(bytes);
}
