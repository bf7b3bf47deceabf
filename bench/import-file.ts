import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { officeFiles, simulateDistrict } from '@miaopu/simulator';

/** Lines that an office's roster has for each enterprise that is simulated: those still alive, and their individual businesses. */
const linesAnEnterprise = 2.5;

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* rosterLines(rows: number): Generator<string> {
  const enterprises = Math.ceil((rows + 100) / linesAnEnterprise);
  yield `\ufeff${officeFiles.roster.header.join(',')}\r\n`;
  let left = rows;
  for (const { file, cells } of simulateDistrict({ seed: 11, enterprises }).officeLines) {
    if (file !== officeFiles.roster && file !== officeFiles.individuals) continue;
    yield `${cells.map(csvCell).join(',')}\r\n`;
    left--;
    if (left === 0) return;
  }
  throw new Error(`The simulation gave ${rows - left} lines where ${rows} were wanted.`);
}

/** Joins lines, so that a file is written in pieces of some size. */
function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/**
 * Writes a roster as a registration window sends it: real headers, names, codes, capital as `1,000(万元人民币)`, business scopes,
 * addresses with villages and roads; neither industry codes nor towns, so that both have to be derived.
 */
export async function writeRoster(path: string, rows: number): Promise<void> {
  await pipeline(Readable.from(inPieces(rosterLines(rows))), createWriteStream(path));
}
