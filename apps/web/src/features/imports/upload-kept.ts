import type { ColumnMapping } from '@miaopu/contract';

/** The mapping under way of an uploaded file, so that a reload of the page loses nothing. Holds no rows of the file. */
const nameOf = (uploadId: string) => `miaopu.upload.${uploadId}`;

export function keepMapping(uploadId: string, columns: readonly ColumnMapping[]): void {
  try {
    sessionStorage.setItem(nameOf(uploadId), JSON.stringify(columns));
  } catch {
    // Without storage a reload asks for the file again; nothing else depends on it.
  }
}

export function readMapping(uploadId: string): ColumnMapping[] | null {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(uploadId)) ?? 'null') as ColumnMapping[] | null;
  } catch {
    return null;
  }
}
