import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type OfficeFile, officeFiles, type SimulatedPopulation, simulateDistrict } from '@miaopu/simulator';
import iconv from 'iconv-lite';
import { type LoadResult, loadPopulation } from '../engines/registry/index.ts';
import { cliActor } from '../platform/access/index.ts';
import { asSystem, openDatabase } from '../platform/db/index.ts';
import type { Lang } from '../platform/errors/index.ts';
import { type Command, type CommandContext, textOption, usage } from './command.ts';

/** Generates a district to look at and to test with, and writes or loads it. */
export const simulateCommands: Command[] = [
  {
    name: 'simulate',
    summary: {
      zh: '按种子生成一个区的市场主体(2017至2020年)及其真值',
      en: 'Generate a district’s market entities, 2017 to 2020, from a seed, with the truth about them',
    },
    options: [
      {
        name: 'enterprises',
        value: 'N',
        summary: {
          zh: '企业数(默认30000;个体户约为两倍)',
          en: 'how many enterprises (30000 by default; twice as many individual businesses)',
        },
      },
      {
        name: 'seed',
        value: 'N',
        summary: {
          zh: '种子(默认7);同一种子结果相同',
          en: 'the seed (7 by default); the same seed gives the same district',
        },
      },
      {
        name: 'district',
        value: 'CODE',
        summary: { zh: '行政区划代码(默认331004)', en: 'the district’s code (331004 by default)' },
      },
      { name: 'load', summary: { zh: '装入登记库', en: 'load it into the registry' } },
      {
        name: 'truth',
        value: 'FILE',
        summary: {
          zh: '把各指标的真值写入文件',
          en: 'write the exact value of every counted target to a file',
        },
      },
      {
        name: 'csv',
        value: 'DIR',
        summary: { zh: '按部门报送的样式写出CSV文件', en: 'write CSV files the way offices send them' },
      },
    ],
    examples: [
      'miaopu simulate --enterprises 30000 --seed 7 --load',
      'miaopu simulate --enterprises 1000 --truth truth.json --csv files --json',
    ],
    needs: 'nothing',
    run,
  },
];

async function run(context: CommandContext): Promise<0> {
  const { options, out } = context;
  const started = performance.now();
  const population = open(options);
  const truthFile = textOption(options, 'truth');
  const folder = textOption(options, 'csv');
  const files = folder === undefined ? undefined : writeOfficeFiles(population, folder);
  if (truthFile !== undefined) {
    mkdirSync(dirname(truthFile), { recursive: true });
    writeFileSync(truthFile, `${JSON.stringify(population.truth, null, 1)}\n`);
  }
  const load = options.load === true ? await loadInto(context, population) : undefined;
  const { seed, district, population: entities } = population.truth;
  const targets = totals(population);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  out.json({ seed, district, entities, targets, files, truth: truthFile, load, seconds });
  out.text(`${district} · seed ${seed} · ${JSON.stringify(entities)} · ${seconds} s`);
  for (const [target, value] of Object.entries(targets)) out.text(`${target.padEnd(22)}${value ?? '—'}`);
  for (const [name, lines] of Object.entries(files ?? {})) out.text(`${join(folder!, name)}  ${lines}`);
  if (load !== undefined) out.text(loadWords(load, context.lang));
  return 0;
}

/** The database is opened only here, so that writing files needs none. */
async function loadInto(
  { config, out }: CommandContext,
  population: SimulatedPopulation,
): Promise<LoadResult> {
  const opened = await openDatabase(config, out.note);
  try {
    return await asSystem(() => loadPopulation(opened.db, cliActor(population.truth.district), population));
  } finally {
    await opened.close();
  }
}

function loadWords(load: LoadResult, lang: Lang): string {
  if (!load.loaded) {
    return lang === 'en'
      ? 'This population is in the registry already; nothing was changed.'
      : '登记库中已有这份模拟数据,未作改动。';
  }
  const { entities, versions, facts, milestones, designations } = load;
  return lang === 'en'
    ? `Loaded ${entities} entities (${versions} versions), ${facts} figures, ${milestones} events, ${designations} titles.`
    : `已装入主体 ${entities} 个(版本 ${versions} 条)、数据 ${facts} 条、事项 ${milestones} 条、称号 ${designations} 条。`;
}

function open(options: CommandContext['options']): SimulatedPopulation {
  const enterprises = wholeNumber(options, 'enterprises', 30_000, 1, 500_000);
  const seed = wholeNumber(options, 'seed', 7, 0, Number.MAX_SAFE_INTEGER);
  const district = textOption(options, 'district') ?? '331004';
  try {
    return simulateDistrict({ seed, enterprises, district });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usage({ zh: `不能模拟区划 ${district}:没有它的资料;可用 331004。`, en: error.message });
  }
}

function wholeNumber(
  options: CommandContext['options'],
  name: string,
  standard: number,
  low: number,
  high: number,
): number {
  const text = textOption(options, name);
  if (text === undefined) return standard;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= low && value <= high) return value;
  throw usage({
    zh: `--${name} 应为 ${low} 至 ${high} 的整数,不是“${text}”。`,
    en: `--${name} must be a whole number from ${low} to ${high}, not “${text}”.`,
  });
}

/** The district's totals at the plan's end. */
function totals(population: SimulatedPopulation): Record<string, number | null> {
  const targets = Object.entries(population.truth.views[0]!.targets);
  return Object.fromEntries(
    targets.map(([id, cells]) => [
      id,
      cells.find((cell) => cell.town === '' && cell.period === 'total')?.value ?? null,
    ]),
  );
}

/** Writes all files side by side in one walk; gives the number of lines of each. */
function writeOfficeFiles(population: SimulatedPopulation, folder: string): Record<string, number> {
  mkdirSync(folder, { recursive: true });
  const open = new Map(Object.values(officeFiles).map((file) => [file.name, openFile(folder, file)]));
  try {
    for (const { file, cells } of population.officeLines) open.get(file.name)!.add(cells);
    for (const target of open.values()) target.flush();
  } finally {
    for (const target of open.values()) target.close();
  }
  return Object.fromEntries([...open].map(([name, target]) => [name, target.lines()]));
}

/** Lines are gathered to a megabyte or so before they are encoded and written. */
function openFile(folder: string, file: OfficeFile) {
  const handle = openSync(join(folder, file.name), 'w');
  const bom = file.encoding === 'utf8-bom' ? '\uFEFF' : '';
  let waiting = `${bom}${csvLine(file.header)}`;
  let lines = 0;
  const flush = () => {
    const bytes =
      file.encoding === 'gb18030' ? iconv.encode(waiting, 'gb18030') : Buffer.from(waiting, 'utf8');
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    waiting = '';
  };
  return {
    add(cells: readonly string[]) {
      waiting += csvLine(cells);
      lines++;
      if (waiting.length > 1_000_000) flush();
    },
    flush,
    close: () => closeSync(handle),
    lines: () => lines,
  };
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
