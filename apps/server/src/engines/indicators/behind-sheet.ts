import type { Measure } from '@miaopu/plan';
import { entityCategories, entityStatuses, findDivision, legalForms } from '@miaopu/standards';
import { dayInWords, instantInWords, periodInWords } from '../../platform/clock/index.ts';
import type { Db } from '../../platform/db/index.ts';
import type { Lang } from '../../platform/errors/index.ts';
import type { Cell, Sheet } from '../../platform/workbook/index.ts';
import type { PlanInForce } from '../plan/index.ts';
import { policyTitles } from '../policies/index.ts';
import { type BehindRow, countBehind, listBehind, type Slice } from './behind.ts';
import type { Moment } from './moment.ts';

const pageSize = 5000;

const headers = {
  'zh-CN': [
    '序号',
    '企业名称',
    '统一社会信用代码',
    '主体类别',
    '企业类型',
    '登记状态',
    '属地镇街',
    '行业代码',
    '成立日期',
    '计入日期',
    '计入分子',
    '数额',
    '证据',
    '来源',
  ],
  en: [
    'No.',
    'Name',
    'Credit code',
    'Category',
    'Legal form',
    'Status',
    'Town',
    'Industry',
    'Established',
    'Counts on',
    'In numerator',
    'Amount',
    'Evidence',
    'Source',
  ],
} as const;
const widths = [6, 34, 22, 12, 16, 10, 14, 10, 12, 12, 10, 16, 20, 20];

function labelled(
  catalogue: Readonly<Record<string, { zh: string; en: string }>>,
  code: string | null,
  lang: Lang,
): string {
  const label = code === null ? undefined : catalogue[code];
  return label === undefined ? (code ?? '') : lang === 'en' ? label.en : label.zh;
}

function cellsOf(row: BehindRow, index: number, lang: Lang): Cell[] {
  return [
    index + 1,
    row.name,
    row.credit_code ?? row.registration_number,
    labelled(entityCategories, row.category, lang),
    labelled(legalForms, row.legal_form, lang),
    labelled(entityStatuses, row.status, lang),
    row.town === null ? '' : (findDivision(row.town)?.name ?? row.town),
    row.industry,
    row.established_on,
    row.day,
    row.in_numerator ? (lang === 'en' ? 'yes' : '是') : lang === 'en' ? 'no' : '否',
    Number(row.amount),
    row.evidence,
    row.source,
  ];
}

function policyCell(
  { policy }: BehindRow,
  titles: Awaited<ReturnType<typeof policyTitles>>,
  lang: Lang,
): Cell {
  const title = titles.get(policy ?? '');
  return title === undefined ? policy : lang === 'en' ? title.en : title.zh;
}

/** The list behind a number as a sheet, page by page from the database, with what was chosen and what it adds up to written above. */
export async function behindSheet(
  db: Db,
  plan: PlanInForce,
  targetId: string,
  measure: Measure,
  moment: Moment,
  slice: Slice,
  lang: Lang,
): Promise<{ fileName: string; sheet: Sheet }> {
  const named = plan.pack.targets
    .flatMap((target) => [target, ...target.companions])
    .find((target) => target.id === targetId);
  const title = named === undefined ? targetId : lang === 'en' ? named.title.en : named.title.zh;
  const titles = await policyTitles(db, moment.district);
  const behind = await countBehind(db, measure, moment, slice);
  const place =
    slice.town === undefined
      ? lang === 'en'
        ? 'whole district'
        : '全区'
      : (findDivision(slice.town)?.name ?? slice.town);
  const side = lang === 'en' ? 'en' : 'zh';
  const one = slice.quarter ?? slice.year;
  const asOf = dayInWords(moment.asOf)[side];
  const knownOn = instantInWords(moment.knownOn)[side];
  const period = one ? periodInWords(String(one))[side] : `${dayInWords(moment.plan.start)[side]} – ${asOf}`;
  const above =
    lang === 'en'
      ? [
          `${title} (${targetId})`,
          `${place}; ${period}; ${slice.part}; as of ${asOf}, as known on ${knownOn}`,
          `Rows ${behind?.total ?? 0}, adding up to ${behind?.value ?? 0}`,
        ]
      : [
          `${title}(${targetId})`,
          `${place};${period};${slice.part === 'numerator' ? '分子' : slice.part === 'denominator' ? '分母' : '仅分母'};截止 ${asOf},按 ${knownOn} 所知`,
          `共 ${behind?.total ?? 0} 行,合计 ${behind?.value ?? 0}`,
        ];
  const isCoverage = 'coverage' in measure;
  async function* rows(): AsyncGenerator<Cell[]> {
    for (let offset = 0; ; offset += pageSize) {
      const page = await listBehind(db, measure, moment, slice, { limit: pageSize, offset });
      for (const [index, row] of page.entries())
        yield [...cellsOf(row, offset + index, lang), ...(isCoverage ? [policyCell(row, titles, lang)] : [])];
      if (page.length < pageSize) return;
    }
  }
  return {
    fileName: `${title} ${moment.asOf}.xlsx`,
    sheet: {
      name: title,
      above,
      columns: [
        ...headers[lang].map((header, index) => ({ header, width: widths[index]! })),
        ...(isCoverage ? [{ header: lang === 'en' ? 'Policy' : '政策', width: 34 }] : []),
      ],
      rows: rows(),
    },
  };
}
