import type { Message } from './message.ts';

/** Who registers (position 1) and what kind of body it is (position 2): GB 32100-2015 table 1 with its later additions. */
export interface Registrar extends Message {
  /** Position 2: the kind of body, by character. */
  categories: Readonly<Record<string, Message>>;
}

const OTHER: Message = { zh: '其他', en: 'other' };

export const REGISTRARS: Readonly<Record<string, Registrar>> = {
  '1': {
    zh: '机构编制',
    en: 'institutional staffing office',
    categories: {
      '1': { zh: '机关', en: 'government organ' },
      '2': { zh: '事业单位', en: 'public institution' },
      '3': { zh: '编办直接管理机构编制的群众团体', en: 'mass organisation' },
      '9': OTHER,
    },
  },
  '2': {
    zh: '外交',
    en: 'foreign affairs',
    categories: { '1': { zh: '外国常驻新闻机构', en: 'resident foreign news office' }, '9': OTHER },
  },
  '3': {
    zh: '司法行政',
    en: 'justice administration',
    categories: {
      '1': { zh: '律师执业机构', en: 'law firm' },
      '2': { zh: '公证处', en: 'notary office' },
      '3': { zh: '基层法律服务所', en: 'grass-roots legal service' },
      '4': { zh: '司法鉴定机构', en: 'forensic institution' },
      '5': { zh: '仲裁委员会', en: 'arbitration commission' },
      '9': OTHER,
    },
  },
  '4': {
    zh: '文化',
    en: 'culture',
    categories: { '1': { zh: '外国在华文化中心', en: 'foreign cultural centre' }, '9': OTHER },
  },
  '5': {
    zh: '民政',
    en: 'civil affairs',
    categories: {
      '1': { zh: '社会团体', en: 'association' },
      '2': { zh: '民办非企业单位', en: 'private non-enterprise unit' },
      '3': { zh: '基金会', en: 'foundation' },
      '9': OTHER,
    },
  },
  '6': {
    zh: '旅游',
    en: 'tourism',
    categories: {
      '1': { zh: '外国旅游部门常驻代表机构', en: 'foreign tourism office' },
      '2': {
        zh: '港澳台地区旅游部门常驻内地(大陆)代表机构',
        en: 'tourism office of Hong Kong, Macao or Taiwan',
      },
      '9': OTHER,
    },
  },
  '7': {
    zh: '宗教',
    en: 'religious affairs',
    categories: {
      '1': { zh: '宗教活动场所', en: 'place of worship' },
      '2': { zh: '宗教院校', en: 'religious college' },
      '9': OTHER,
    },
  },
  '8': {
    zh: '工会',
    en: 'trade unions',
    categories: { '1': { zh: '基层工会', en: 'grass-roots union' }, '9': OTHER },
  },
  '9': {
    zh: '市场监督管理(原工商)',
    en: 'market supervision',
    categories: {
      '1': { zh: '企业', en: 'enterprise' },
      '2': { zh: '个体工商户', en: 'individual business' },
      '3': { zh: '农民专业合作社', en: 'farmers’ cooperative' },
      '9': OTHER,
    },
  },
  A: {
    zh: '中央军委改革和编制办公室',
    en: 'reform and staffing office of the Central Military Commission',
    categories: { '1': { zh: '军队事业单位', en: 'military institution' }, '9': OTHER },
  },
  N: {
    zh: '农业农村',
    en: 'agriculture and rural affairs',
    categories: {
      '1': { zh: '组级集体经济组织', en: 'group-level collective' },
      '2': { zh: '村级集体经济组织', en: 'village-level collective' },
      '3': { zh: '乡镇级集体经济组织', en: 'town-level collective' },
      '9': OTHER,
    },
  },
  Y: { zh: '其他', en: 'other registrars', categories: { '1': OTHER, '9': OTHER } },
};

/** First two digits of GB/T 2260 codes; 10 is used by organs registered with the central government. */
const PROVINCES = new Set(
  '10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  ),
);

/** Whether a division code starts with the number of a province. */
export function isProvincePrefix(division: string): boolean {
  return PROVINCES.has(division.slice(0, 2));
}

/**
 * Codes of the 2015 pilot that were issued with a wrong check character and are still printed on licences.
 * They fail GB 32100-2015 by law and must nevertheless be accepted. A caller may add its own.
 */
export const PILOT_EXCEPTIONS: ReadonlySet<string> = new Set([
  '91350100M0001TGQXM',
  '91350211M0000XUF46',
  '91350203M0001FUE2P',
]);
