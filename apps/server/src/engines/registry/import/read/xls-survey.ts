/** What hucre does not tell about an .xls: a password, and what is hidden. */
export type XlsSurvey = {
  readonly encrypted: boolean;
  readonly hiddenSheets: string[];
  readonly hiddenRows: number;
  readonly dateSystem: '1900' | '1904';
};

const BOF = Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]);
const FILEPASS = 0x2f;
const DATEMODE = 0x22;
const BOUNDSHEET = 0x85;
const ROW = 0x208;
/** The name of the stream that holds an encrypted .xlsx inside an OLE container. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Walks the BIFF8 records from the workbook's beginning. Office writes that stream in one piece; where another writer
 * scattered it the walk ends early, which loses a warning and nothing else.
 */
export function surveyXls(bytes: Buffer): XlsSurvey {
  const survey = {
    encrypted: bytes.includes(ENCRYPTED_PACKAGE),
    hiddenSheets: [] as string[],
    hiddenRows: 0,
  };
  let dateSystem: '1900' | '1904' = '1900';
  let at = bytes.indexOf(BOF);
  while (at >= 0 && at + 4 <= bytes.length) {
    const id = bytes.readUInt16LE(at);
    const length = bytes.readUInt16LE(at + 2);
    const body = bytes.subarray(at + 4, at + 4 + length);
    if (id === 0 || body.length < length) break;
    if (id === FILEPASS) {
      survey.encrypted = true;
      break;
    }
    if (id === DATEMODE && length >= 2 && body.readUInt16LE(0) === 1) dateSystem = '1904';
    if (id === BOUNDSHEET && length > 8 && body[4] !== 0) survey.hiddenSheets.push(sheetName(body));
    if (id === ROW && length >= 16 && (body.readUInt16LE(12) & 0x20) !== 0) survey.hiddenRows++;
    at += 4 + length;
  }
  return { ...survey, dateSystem };
}

function sheetName(body: Buffer): string {
  const length = body[6]!;
  const wide = (body[7]! & 1) === 1;
  return wide ? body.toString('utf16le', 8, 8 + length * 2) : body.toString('latin1', 8, 8 + length);
}
