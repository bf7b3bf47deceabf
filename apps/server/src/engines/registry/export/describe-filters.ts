import {
  designationTitles,
  entityCategories,
  entityStatuses,
  findDivision,
  findIndustry,
} from '@miaopu/standards';
import type { Lang } from '../../../platform/errors/index.ts';
import type { EntityFilters } from '../search/filter.ts';

type Labelled = Readonly<Record<string, { zh: string; en: string }>>;

const words = {
  'zh-CN': {
    q: '搜索',
    town: '属地',
    industry: '行业',
    category: '主体类别',
    status: '登记状态',
    title: '持有称号',
    establishedFrom: '成立不早于',
    establishedTo: '成立不晚于',
    none: '未知',
    all: '全部',
    filters: '筛选条件',
  },
  en: {
    q: 'search',
    town: 'town',
    industry: 'industry',
    category: 'category',
    status: 'status',
    title: 'holds',
    establishedFrom: 'established from',
    establishedTo: 'established to',
    none: 'unknown',
    all: 'all',
    filters: 'Filters',
  },
} as const;

/**
 * The filters in words, for the head of an export.
 *
 * @example describeFilters({ town: ['331004001'], status: ['active'] }, 'zh-CN') // '筛选条件:属地=路南街道;登记状态=存续'
 */
export function describeFilters(filters: EntityFilters, lang: Lang): string {
  const say = words[lang];
  const side = lang === 'en' ? 'en' : 'zh';
  const named = (values: Labelled) => (code: string) => values[code]?.[side] ?? code;
  const industry = filters.industry === undefined ? undefined : findIndustry(filters.industry);
  const parts: [keyof EntityFilters, string | undefined][] = [
    ['q', filters.q],
    [
      'town',
      filters.town
        ?.map((code) => (code === 'none' ? say.none : (findDivision(code)?.name ?? code)))
        .join(lang === 'en' ? ', ' : '、'),
    ],
    ['industry', industry === undefined ? filters.industry : `${industry.code} ${industry.zh}`],
    ['category', filters.category?.map(named(entityCategories)).join(lang === 'en' ? ', ' : '、')],
    ['status', filters.status?.map(named(entityStatuses)).join(lang === 'en' ? ', ' : '、')],
    ['title', filters.title === undefined ? undefined : named(designationTitles)(filters.title)],
    ['establishedFrom', filters.establishedFrom],
    ['establishedTo', filters.establishedTo],
  ];
  const given = parts.flatMap(([key, text]) => (text ? [`${say[key]}=${text}`] : []));
  const list = given.length === 0 ? say.all : given.join(lang === 'en' ? '; ' : ';');
  return lang === 'en' ? `${say.filters}: ${list}` : `${say.filters}:${list}`;
}
