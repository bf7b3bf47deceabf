import type { LegalForm } from '@miaopu/standards';
import type { FactRecord } from './books.ts';
import { dayText } from './days.ts';
import { type Environment, lastDay, streams } from './environment.ts';
import { businessOf } from './facts.ts';
import { attributeAt } from './knowledge.ts';
import { type Attributes, departments, type Life } from './life.ts';
import { draw, type Random, randomStream } from './random.ts';

/** A file as an office would send it. */
export type OfficeFile = {
  readonly name: string;
  readonly encoding: 'gb18030' | 'utf8-bom' | 'utf8';
  readonly department: string;
  readonly header: readonly string[];
};

const rosterHeader = [
  '企业名称',
  '统一社会信用代码',
  '注册日期',
  '企业类型',
  '法人代表',
  '注册资金',
  '经营范围',
  '所在省份',
  '地区',
  '注册地址',
] as const;
const reportHeader = [
  '统一社会信用代码',
  '企业名称',
  '年度',
  '从业人数(人)',
  '营业收入(万元)',
  '资产总额(万元)',
  '利润总额(万元)',
  '纳税总额(万元)',
] as const;
const quarterHeader = [
  '统一社会信用代码',
  '企业名称',
  '季度',
  '从业人数(人)',
  '营业收入(万元)',
  '利润总额(万元)',
  '纳税总额(万元)',
  '用电量(千瓦时)',
] as const;

const { registration, tax, industry } = departments;

/** The roster of enterprises the way a window sends it (GB18030), that of individual businesses (UTF-8), and figures by year and quarter. */
export const officeFiles = {
  roster: { name: 'roster-gb18030.csv', encoding: 'gb18030', department: registration, header: rosterHeader },
  individuals: {
    name: 'individuals-utf8.csv',
    encoding: 'utf8-bom',
    department: registration,
    header: rosterHeader,
  },
  2017: reportFile(2017),
  2018: reportFile(2018),
  2019: reportFile(2019),
  2020: reportFile(2020),
  quarters: {
    name: 'monitoring-quarterly.csv',
    encoding: 'gb18030',
    department: industry,
    header: quarterHeader,
  },
} as const satisfies Record<string | number, OfficeFile>;

function reportFile(year: number): OfficeFile {
  return { name: `annual-reports-${year}.csv`, encoding: 'utf8', department: tax, header: reportHeader };
}

/** A line of one of the files, as its cells. */
export type OfficeLine = { readonly file: OfficeFile; readonly cells: readonly string[] };

/** The lines of all files in one walk; each file's lines come in order, mixed with those of the others. */
export function* officeLines(environment: Environment, lives: Iterable<Life>): Generator<OfficeLine> {
  for (const life of lives) {
    const random = randomStream(environment.seed, streams.files, life.key);
    const at = <F extends keyof Attributes>(field: F) =>
      attributeAt(life, field, lastDay, Number.POSITIVE_INFINITY);
    const category = at('category');
    if (at('status') === 'active') {
      const file = category === 'individual' ? officeFiles.individuals : officeFiles.roster;
      yield { file, cells: rosterCells(environment, random, at) };
    }
    if (category === 'enterprise')
      yield* figureLines(environment, life, [at('creditCode') ?? '', at('name') ?? '']);
  }
}

type Reader = <F extends keyof Attributes>(field: F) => Attributes[F] | undefined;

const formWords: Readonly<Partial<Record<LegalForm, string>>> = {
  sole: '个人独资企业',
  partnership: '合伙企业',
  stock_cooperative: '股份合作制',
  collective: '集体所有制',
  state: '全民所有制',
  foreign: '外商投资企业',
  individual: '个体工商户',
  cooperative: '农民专业合作社',
  joint_stock: '股份有限公司',
};

function rosterCells(environment: Environment, random: Random, at: Reader): string[] {
  const { district } = environment;
  const form = at('legalForm') ?? 'other';
  // offices leave the form of ordinary companies out
  const words = formWords[form] ?? (draw(random) < 0.4 ? '有限责任公司' : 'N/A');
  return [
    at('name') ?? '',
    at('creditCode') ?? '',
    dayText(at('establishedOn') ?? lastDay),
    words,
    at('legalRepresentative') ?? '',
    capitalText(random, at('capital') ?? null, at('currency') ?? null),
    at('businessScope') ?? '',
    '浙江',
    district.city.replace(/市$/, ''),
    at('address') ?? '',
  ];
}

/** Registered capital in the ways that real files write it, all in ten thousands. */
function capitalText(random: Random, capital: number | null, currency: string | null): string {
  if (capital === null) return 'N/A';
  const amount = capital / 10_000;
  if (currency === 'USD') return `${amount}(万美元)`;
  const luck = draw(random);
  if (luck < 0.2) return `${amount}万人民币`;
  if (luck < 0.25) return `${amount}(万)`;
  return `${amount >= 1000 ? amount.toLocaleString('en-US') : amount}(万元人民币)`;
}

function* figureLines(environment: Environment, life: Life, head: readonly string[]): Generator<OfficeLine> {
  const byPeriod = new Map<string, FactRecord[]>();
  for (const fact of businessOf(environment, life).facts) {
    // a file carries what was first sent; corrections come later, by another way
    const known = byPeriod.get(fact.period);
    if (known === undefined) byPeriod.set(fact.period, [fact]);
    else if (!known.some((other) => other.field === fact.field)) known.push(fact);
  }
  for (const [period, facts] of byPeriod) {
    const value = (field: FactRecord['field']) => facts.find((fact) => fact.field === field)?.value;
    const money = (field: FactRecord['field']) => inTenThousands(value(field));
    const count = (field: FactRecord['field']) => String(value(field) ?? '');
    if (period.includes('Q')) {
      if (value('revenue') === undefined) continue;
      const cells = [
        ...head,
        period,
        count('employees'),
        money('revenue'),
        money('profit'),
        money('tax'),
        count('electricity'),
      ];
      yield { file: officeFiles.quarters, cells };
    } else if (value('revenue') !== undefined || value('employees') !== undefined) {
      const file = officeFiles[Number(period) as 2017 | 2018 | 2019 | 2020];
      const cells = [
        ...head,
        period,
        count('employees'),
        money('revenue'),
        money('assets'),
        money('profit'),
        money('tax'),
      ];
      yield { file, cells };
    }
  }
}

function inTenThousands(value: number | undefined): string {
  return value === undefined ? '' : (value / 10_000).toFixed(2);
}
