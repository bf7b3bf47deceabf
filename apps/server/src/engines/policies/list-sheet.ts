import { entityCategories, entityStatuses, findDivision, findIndustry } from '@miaopu/standards';
import type { Lang } from '../../platform/errors/index.ts';
import type { Cell, Sheet } from '../../platform/workbook/index.ts';
import type { EntityLike } from '../registry/index.ts';

type Labelled = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** What every list of enterprises that this engine exports begins with. */
const entityHeaders = {
  'zh-CN': [
    '序号',
    '企业名称',
    '统一社会信用代码',
    '主体类别',
    '登记状态',
    '属地镇街',
    '行业代码',
    '行业名称',
    '成立日期',
  ],
  en: [
    'No.',
    'Name',
    'Credit code',
    'Category',
    'Status',
    'Town',
    'Industry code',
    'Industry',
    'Established',
  ],
} as const;
const entityWidths = [6, 34, 22, 12, 10, 14, 10, 24, 12];

function entityCells(row: EntityLike, index: number, lang: Lang): Cell[] {
  const word = (catalogue: Labelled, code: string) => catalogue[code]?.[lang === 'en' ? 'en' : 'zh'] ?? code;
  return [
    index + 1,
    row.name,
    row.credit_code ?? row.registration_number,
    word(entityCategories, row.category),
    word(entityStatuses, row.status),
    row.town === null ? null : (findDivision(row.town)?.name ?? row.town),
    row.industry,
    row.industry === null ? null : (findIndustry(row.industry)?.zh ?? null),
    row.established_on,
  ];
}

export type ListColumn<Row> = {
  readonly header: Readonly<Record<Lang, string>>;
  readonly width: number;
  readonly format?: string;
  readonly cell: (row: Row, lang: Lang) => Cell;
};

const pageSize = 5000;

/** A list of enterprises as a sheet, taken from the database page by page while it is written. */
export function listSheet<Row extends EntityLike>(
  name: string,
  above: readonly string[],
  columns: readonly ListColumn<Row>[],
  lang: Lang,
  pageOf: (page: { limit: number; offset: number }) => Promise<readonly Row[]>,
): Sheet {
  async function* rows(): AsyncGenerator<Cell[]> {
    for (let offset = 0; ; offset += pageSize) {
      const page = await pageOf({ limit: pageSize, offset });
      for (const [index, row] of page.entries())
        yield [...entityCells(row, offset + index, lang), ...columns.map(({ cell }) => cell(row, lang))];
      if (page.length < pageSize) return;
    }
  }
  return {
    name,
    above,
    columns: [
      ...entityHeaders[lang].map((header, index) => ({ header, width: entityWidths[index]! })),
      ...columns.map(({ header, width, format }) => ({
        header: header[lang],
        width,
        ...(format === undefined ? {} : { format }),
      })),
    ],
    rows: rows(),
  };
}
