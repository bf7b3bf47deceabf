import type { Machine } from '../machine.ts';
import { markdownRow, replaceBetween, round } from '../report.ts';
import type { Used } from './cpu.ts';
import type { Memory } from './program.ts';
import type { Summary } from './samples.ts';

/** What is asked of it, in milliseconds. */
export const aims = { reads: 150, writes: 300 } as const;

export type LoadResult = {
  readonly people: number;
  readonly enterprises: number;
  readonly seconds: number;
  readonly loadBefore: string;
  readonly loadAfter: string;
  /** How many cores each kept busy on average. */
  readonly cores: Used;
  readonly summaries: readonly Summary[];
  readonly memory: readonly Memory[];
};

const marks = ['<!-- figures: written by npm run load -->', '<!-- end of figures -->'] as const;
const headings = ['call', '', 'calls', 'p50', 'p95', 'p99', 'most', 'errors'] as const;

const cellsOf = ({ name, isWrite, calls, p50, p95, p99, most, errors }: Summary): string[] => [
  name,
  isWrite ? 'write' : 'read',
  calls.toLocaleString('en-US'),
  ...[p50, p95, p99, most].map((milliseconds) => `${round(milliseconds)} ms`),
  String(errors),
];

/** Whether resident memory is level: its mean over the last third is within a tenth of the mean over the third before. */
export function isLevel(memory: readonly Memory[]): boolean {
  const third = Math.floor(memory.length / 3);
  const mean = (from: number, to: number) =>
    memory.slice(from, to).reduce((sum, one) => sum + one.residentMiB, 0) / Math.max(1, to - from);
  return third === 0 || mean(memory.length - third, memory.length) <= 1.1 * mean(third, 2 * third);
}

/** What was found, a sentence each. */
export function verdicts({ summaries, memory, seconds }: LoadResult): { text: string; isMet: boolean }[] {
  const of = (name: string) => summaries.find((one) => one.name === name)!;
  const [reads, writes] = [of('all reads'), of('all writes')];
  const errors = reads.errors + writes.errors;
  const most = Math.max(...memory.map((one) => one.residentMiB));
  return [
    { text: `reads p95 ${round(reads.p95)} ms, aim ${aims.reads} ms`, isMet: reads.p95 <= aims.reads },
    { text: `writes p95 ${round(writes.p95)} ms, aim ${aims.writes} ms`, isMet: writes.p95 <= aims.writes },
    { text: `${errors} of ${reads.calls + writes.calls} calls failed`, isMet: errors === 0 },
    {
      text: `memory from ${memory[0]?.residentMiB} to ${memory.at(-1)?.residentMiB} MiB over ${(seconds / 60).toFixed(1)} minutes, ${most} MiB at most`,
      isMet: isLevel(memory),
    },
  ];
}

const met = (isMet: boolean) => (isMet ? 'met' : '**missed**');

export function linesOf(machine: Machine, result: LoadResult): string[] {
  const { processor, cores, memoryGiB, system, node, postgres, durability } = machine;
  const { people, enterprises, seconds, loadBefore, loadAfter, summaries, memory, cores: used } = result;
  const each = Math.max(1, Math.floor(memory.length / 12));
  return [
    `${processor}, ${cores} cores, ${memoryGiB} GiB; ${system}; Node ${node}; PostgreSQL ${postgres} (${durability}).`,
    `${people} people for ${(seconds / 60).toFixed(1)} minutes, a demo district of ${enterprises.toLocaleString('en-US')} enterprises; load average before ${loadBefore}, after ${loadAfter}.`,
    `Of the ${cores} cores the program kept ${round(used.program)} busy, its database ${round(used.database)}, the people who ask ${round(used.people)}.`,
    '',
    ...verdicts(result).map(({ text, isMet }) => `- ${text}: ${met(isMet)}`),
    '',
    markdownRow(headings),
    markdownRow(['---', '---', ...headings.slice(2).map(() => '--:')]),
    ...summaries.map((one) => markdownRow(cellsOf(one))),
    '',
    markdownRow(['seconds', 'resident', 'heap']),
    markdownRow(['--:', '--:', '--:']),
    ...memory
      .filter((_, index) => index % each === 0 || index === memory.length - 1)
      .map((one) => markdownRow([String(one.at), `${one.residentMiB} MiB`, `${one.heapMiB} MiB`])),
    '',
  ];
}

/** Writes the figures into a page, between its two marks. */
export function writeLoadPage(file: string, machine: Machine, result: LoadResult): void {
  replaceBetween(file, marks, linesOf(machine, result));
}
