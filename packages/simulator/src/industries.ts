import { industryTable } from './industry-table.ts';

/**
 * The industries of a Luqiao-like district: what its firms are called, what they say they do, how many there are,
 * how large they are. Weights and sizes are orders of magnitude chosen for the simulation, not statistics.
 *
 * Codes are GB/T 4754-2017 classes.
 */

/** The class of the above-designated-size library that a firm of the industry may enter. */
export type SizeClass =
  | 'industry'
  | 'construction'
  | 'wholesale'
  | 'retail'
  | 'lodging'
  | 'catering'
  | 'service'
  | 'real_estate';

export type SimulatedIndustry = {
  readonly code: string;
  /** Words of a company's name, before 有限公司 or 厂. */
  readonly nouns: readonly string[];
  /** Words of an individual business's name, ending included. */
  readonly shops: readonly string[];
  readonly scope: readonly string[];
  /** Share among enterprises that stood at the start, among those newly founded, and among individual businesses. */
  readonly stock: number;
  readonly born: number;
  readonly individual: number;
  /** Median yearly revenue of an established firm, in 10,000 yuan, and the spread of its logarithm. */
  readonly revenue: number;
  readonly spread: number;
  /** Yearly revenue per employee, in 10,000 yuan. */
  readonly perHead: number;
  /** kWh per 10,000 yuan of revenue; 0: no meter of its own. */
  readonly power: number;
  /** How prone to foreign trade and to technology, 0 to 1. */
  readonly trade: number;
  readonly technology: number;
  readonly sizeClass: SizeClass | null;
  /** Towns that have more of it than their share, by the last three digits, with how many times more. */
  readonly towns: Readonly<Record<string, number>>;
};

type Shape = Pick<
  SimulatedIndustry,
  'revenue' | 'spread' | 'perHead' | 'power' | 'trade' | 'technology' | 'sizeClass'
>;

const factory: Shape = {
  revenue: 165,
  spread: 1.55,
  perHead: 42,
  power: 420,
  trade: 0.5,
  technology: 0.5,
  sizeClass: 'industry',
};
const machinery: Shape = { ...factory, revenue: 190, power: 300, trade: 0.7, technology: 1 };
const light: Shape = { ...factory, revenue: 140, perHead: 34, power: 210, technology: 0.25 };
const metal: Shape = { ...factory, revenue: 320, perHead: 75, power: 520, trade: 0.2, technology: 0.2 };
const wholesale: Shape = {
  revenue: 130,
  spread: 1.6,
  perHead: 95,
  power: 0,
  trade: 0.5,
  technology: 0.03,
  sizeClass: 'wholesale',
};
const retail: Shape = {
  ...wholesale,
  revenue: 48,
  spread: 1.35,
  perHead: 42,
  trade: 0.1,
  sizeClass: 'retail',
};
const service: Shape = {
  revenue: 55,
  spread: 1.3,
  perHead: 22,
  power: 0,
  trade: 0.02,
  technology: 0.05,
  sizeClass: 'service',
};
const software: Shape = { ...service, revenue: 60, technology: 1.3, perHead: 25 };
const building: Shape = {
  ...service,
  revenue: 160,
  spread: 1.5,
  perHead: 38,
  technology: 0.08,
  sizeClass: 'construction',
};
const eating: Shape = {
  ...service,
  revenue: 42,
  spread: 1.1,
  perHead: 14,
  technology: 0,
  sizeClass: 'catering',
};
const lodging: Shape = { ...eating, revenue: 60, power: 700, sizeClass: 'lodging' };
const property: Shape = { ...service, revenue: 70, spread: 1.5 };
const farm: Shape = { ...service, revenue: 38, sizeClass: null };
const development: Shape = { ...property, revenue: 3000, spread: 1.7, sizeClass: 'real_estate' };

const shapes: Readonly<Record<string, Shape>> = {
  ...{ factory, machinery, light, metal, wholesale, retail, service, software },
  ...{ building, eating, lodging, property, development, farm },
};

/** All industries of the simulation; their places in the list are their numbers. */
export const simulatedIndustries: readonly SimulatedIndustry[] = industryTable
  .trim()
  .split('\n')
  .map(readLine);

function readLine(text: string): SimulatedIndustry {
  const cells = text.split('|').map((cell) => cell.trim());
  const [code, kind, weights, towns, nouns, shops, scope] = cells as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const [name, ...changes] = kind.split(' ') as [string, ...string[]];
  const shape = shapes[name];
  if (shape === undefined || cells.length !== 7) throw new Error(`The industry table does not read: ${text}`);
  const [stock, born, individual] = weights.split(',').map(Number) as [number, number, number];
  return {
    ...shape,
    ...numbers(changes, '='),
    code,
    stock,
    born,
    individual,
    nouns: nouns.split(' '),
    shops: shops.split(' '),
    scope: scope.split(' '),
    towns: towns === '-' ? {} : numbers(towns.split(','), ':'),
  };
}

function numbers(parts: readonly string[], sign: string): Record<string, number> {
  return Object.fromEntries(
    parts.map((part) => part.split(sign)).map(([key, value]) => [key, Number(value)]),
  );
}

export function isManufacturing(industry: SimulatedIndustry): boolean {
  return industry.sizeClass === 'industry';
}

/** Yearly revenue, in yuan, from which a firm may enter the library (国统字〔2019〕101号; construction by qualification, modelled as revenue). */
export const libraryThreshold: Readonly<Record<SizeClass, number>> = {
  industry: 20_000_000,
  construction: 30_000_000,
  wholesale: 20_000_000,
  retail: 5_000_000,
  lodging: 2_000_000,
  catering: 2_000_000,
  service: 10_000_000,
  real_estate: 5_000_000,
};
