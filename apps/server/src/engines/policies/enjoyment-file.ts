import type { Policy } from '@miaopu/policies';
import { type MoneyUnit, parseAmount, parseDate } from '@miaopu/standards';
import type { Message } from '../../platform/errors/index.ts';
import { cleanCell, moneyUnit, parseHeader, type RejectReason, readCode } from '../registry/index.ts';
import { policyFailure } from './errors.ts';

/** What a file of support received has, and the headings that offices give it. */
const headings = {
  code: ['统一社会信用代码', '社会信用代码', '信用代码', '纳税人识别号', '注册号', 'creditcode', 'code'],
  policy: ['政策编号', '政策代码', '政策名称', '政策', '优惠政策', '减免政策', 'policy'],
  year: ['年度', '年份', '所属年度', '享受年度', '减免年度', 'year'],
  amount: ['金额', '享受金额', '兑现金额', '减免金额', '减免税额', '补助金额', 'amount'],
  decidedOn: ['兑现日期', '享受日期', '认定日期', '办理日期', '决定日期', '日期', 'decidedon', 'date'],
  department: ['部门', '主管部门', '兑现部门', 'department'],
  evidence: ['文号', '凭证', '凭证号', '依据', 'evidence'],
} as const;
type Field = keyof typeof headings;

const needed = ['code', 'policy', 'year', 'decidedOn'] as const satisfies readonly Field[];

/** Where each field stands in a file, and the unit of its amounts. */
export type EnjoymentColumns = { readonly at: ReadonlyMap<Field, number>; readonly unit: MoneyUnit };

/** @throws policies.enjoyment_columns where one that is needed is missing */
export function findColumns(names: readonly string[], fileName: string): EnjoymentColumns {
  const headers = names.map(parseHeader);
  const plain = headers.map(({ full, base }) => [full, base].map((text) => text.toLowerCase()));
  const at = new Map<Field, number>();
  for (const field of Object.keys(headings) as Field[]) {
    const index = plain.findIndex((texts) =>
      texts.some((text) => (headings[field] as readonly string[]).includes(text)),
    );
    if (index >= 0) at.set(field, index);
  }
  const missing = needed.filter((field) => !at.has(field)).map((field) => headings[field][0]);
  if (missing.length > 0)
    throw policyFailure('policies.enjoyment_columns', { file: fileName, missing: missing.join('、') });
  const amount = at.get('amount');
  return { at, unit: moneyUnit(amount === undefined ? null : headers[amount]!.unit) };
}

/** A row as it reads by itself: whose code it names is looked up afterwards. */
export type ReadEnjoyment = {
  readonly code: string;
  readonly policyId: string;
  readonly year: number;
  readonly amount: string | null;
  readonly decidedOn: string;
  readonly department: string | null;
  readonly evidence: string | null;
};

export type RowReader = (
  cells: readonly string[],
) =>
  | { readonly ok: true; readonly row: ReadEnjoyment }
  | { readonly ok: false; readonly problems: readonly RejectReason[] };

/** Support cannot have been decided before its year, nor later than today. */
export type ReadingOptions = {
  readonly policies: ReadonlyMap<string, { readonly policy: Policy }>;
  readonly dateSystem: '1900' | '1904';
  readonly today: string;
};

export function rowReader({ at, unit }: EnjoymentColumns, options: ReadingOptions): RowReader {
  const findPolicy = policyFinder(options.policies);
  return (cells) => {
    const problems: RejectReason[] = [];
    const cell = (field: Field) => cleanCell(cells[at.get(field) ?? -1]);
    const refuse = (field: Field, message: Message) => {
      problems.push({ column: at.get(field) ?? null, message });
      return undefined;
    };
    const code = readHolder(cell('code'), at.get('code')!, problems);
    const policyId = findPolicy(cell('policy')) ?? refuse('policy', noPolicy(cell('policy')));
    const year = readYear(cell('year')) ?? refuse('year', noYear(cell('year')));
    const decidedOn = readDay(cell('decidedOn'), options, (message) => refuse('decidedOn', message));
    const amount = readAmount(cell('amount'), unit, (message) => refuse('amount', message));
    if (decidedOn !== undefined && year !== undefined && decidedOn < `${year}-01-01`)
      refuse('decidedOn', tooEarly(decidedOn, year));
    const isWhole =
      code !== undefined && policyId !== undefined && year !== undefined && decidedOn !== undefined;
    if (!isWhole || amount === undefined || problems.length > 0) return { ok: false, problems };
    const department = cell('department') || null;
    const evidence = cell('evidence') || null;
    return { ok: true, row: { code, policyId, year, amount, decidedOn, department, evidence } };
  };
}

function readHolder(text: string, column: number, problems: RejectReason[]): string | undefined {
  const found: Parameters<typeof readCode>[2] = [];
  const { creditCode, registrationNumber } = readCode(text, column, found);
  problems.push(...found);
  const code = creditCode ?? registrationNumber ?? undefined;
  if (code === undefined && found.length === 0) problems.push({ column, message: noCode });
  return code;
}

/** A policy by its number or its whole title; titles that two policies have name neither. */
function policyFinder(policies: ReadingOptions['policies']): (text: string) => string | undefined {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .replace(/[\s《》]/g, '')
      .toLowerCase();
  const byTitle = Map.groupBy([...policies.values()], ({ policy }) => plain(policy.title.zh));
  const byId = new Map([...policies.keys()].map((id) => [plain(id), id]));
  return (text) => {
    const titled = byTitle.get(plain(text)) ?? [];
    return byId.get(plain(text)) ?? (titled.length === 1 ? titled[0]!.policy.id : undefined);
  };
}

function readYear(text: string): number | undefined {
  const found = /^(20\d\d)(?:年度?|年份)?$/.exec(text.normalize('NFKC').replace(/\s/g, ''));
  return found === null ? undefined : Number(found[1]);
}

function readDay(
  text: string,
  { dateSystem, today }: ReadingOptions,
  refuse: (message: Message) => undefined,
): string | undefined {
  const read = parseDate(text, { serial: dateSystem });
  if (read.kind === 'problem') return refuse(read.message);
  if (read.kind === 'missing' || read.precision !== 'day') return refuse(noDay(text));
  return read.date > today ? refuse(inTheFuture(read.date, today)) : read.date;
}

/** Null where nothing is said: not every support is money. Undefined where it cannot be read. */
function readAmount(
  text: string,
  unit: MoneyUnit,
  refuse: (message: Message) => undefined,
): string | null | undefined {
  const read = parseAmount(text, { unit });
  if (read.kind === 'missing') return null;
  if (read.kind === 'problem') return refuse(read.message);
  const yuan = read.yuan ?? '';
  return /^\d{1,16}(\.\d{1,2}0*)?$/.test(yuan) ? yuan : refuse(badAmount(text));
}

const noCode: Message = {
  zh: '没有统一社会信用代码或注册号。请补填。',
  en: 'There is no credit code or registration number. Give it.',
};
const noPolicy = (text: string): Message => ({
  zh: `政策库里没有“${text}”。请填写政策编号(如 t03)或政策全名。`,
  en: `The library has no policy “${text}”. Give its number, such as t03, or its whole title.`,
});
const noYear = (text: string): Message => ({
  zh: `“${text}”不是年度。请填写享受的是哪一年,例如 2020。`,
  en: `“${text}” is no year. Say which year it was for, such as 2020.`,
});
const noDay = (text: string): Message => ({
  zh: `“${text}”不是具体日期。请填写兑现日期,例如 2021-05-20。`,
  en: `“${text}” is not a day. Give the day on which it was decided, such as 2021-05-20.`,
});
const inTheFuture = (day: string, today: string): Message => ({
  zh: `兑现日期 ${day} 晚于今天(${today})。请核对。`,
  en: `It was decided on ${day}, which is after today, ${today}. Check it.`,
});
const tooEarly = (day: string, year: number): Message => ({
  zh: `兑现日期 ${day} 早于享受年度 ${year}。请核对日期和年度。`,
  en: `It was decided on ${day}, before its year ${year}. Check both.`,
});
const badAmount = (text: string): Message => ({
  zh: `“${text}”不是以元计、至多两位小数的非负金额。请核对金额和单位。`,
  en: `“${text}” is not an amount of yuan, from nought, with at most two decimals. Check it and its unit.`,
});
