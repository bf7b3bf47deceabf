import type { EntityCategory, EntityStatus, LegalForm } from '@miaopu/standards';

export type Form = { readonly category: EntityCategory; readonly legalForm: LegalForm };

/** 企业类型 as registries write it; the first that fits decides. Branches stand before what they are a branch of. */
const STATED: readonly (readonly [RegExp, EntityCategory, LegalForm])[] = [
  [/个体/, 'individual', 'individual'],
  [/分公司|分支机构|分支|非法人|经营单位|办事处|代表机构/, 'branch', 'branch'],
  [/专业合作|农民合作/, 'cooperative', 'cooperative'],
  [/个人独资/, 'enterprise', 'sole'],
  [/合伙/, 'enterprise', 'partnership'],
  [/外商|外资|中外|港澳台|台港澳|外国/, 'enterprise', 'foreign'],
  [/股份合作/, 'enterprise', 'stock_cooperative'],
  [/股份有限|上市/, 'enterprise', 'joint_stock'],
  [/有限责任|有限公司|一人有限|独资公司/, 'enterprise', 'company'],
  [/集体/, 'enterprise', 'collective'],
  [/全民|国有|国营/, 'enterprise', 'state'],
  [/企业|公司|内资|私营/, 'enterprise', 'other'],
];

const stated = new Map<string, Form | null>();

/** Category and legal form from the text of an 企业类型 column; null for a text that says neither. */
export function readLegalForm(text: string): Form | null {
  const known = stated.get(text);
  if (known !== undefined) return known;
  const found = STATED.find(([pattern]) => pattern.test(text));
  const form = found ? { category: found[1], legalForm: found[2] } : null;
  if (stated.size < 5000) stated.set(text, form);
  return form;
}

export type NamedForm = {
  readonly category: EntityCategory;
  readonly legalForm: LegalForm | null;
  readonly confidence: number;
  readonly because: string;
};

/**
 * What the last words of a name say. Never the credit code's prefix: since 国市监注发〔2025〕58号 an enterprise may carry a 92
 * code. The words of 厂 and 店 name no form: such a business may be an individual's, a sole proprietorship or a stock
 * cooperative, so the legal form stays open and the confidence low.
 */
export function formFromName(name: string): NamedForm {
  const bare = name.replace(/[(\uff08][^)\uff09]*[)\uff09]$/, '');
  const suffix = SUFFIXES.find(([pattern]) => pattern.test(name) || pattern.test(bare));
  if (suffix) {
    const [pattern, category, legalForm, confidence] = suffix;
    const word = (pattern.exec(name) ?? pattern.exec(bare))![0];
    return { category, legalForm, confidence, because: `名称以“${word}”结尾` };
  }
  // 某某公司修理厂, 某某合作社门市部: what stands behind an owner's full name is its branch
  const owned = /^.*(?:公司|银行|合作社|联社|集团)(.+)$/.exec(bare)?.[1];
  if (owned !== undefined)
    return {
      category: 'branch',
      legalForm: 'branch',
      confidence: 0.85,
      because: `名称在所属单位之后还有“${owned}”`,
    };
  const shop = /(?:店|行|部|铺|摊|馆|坊|屋|院|社|中心|工作室|超市|网吧|棋牌室)$/.exec(bare)?.[0];
  if (shop !== undefined)
    return { category: 'individual', legalForm: null, confidence: 0.5, because: `名称以“${shop}”结尾` };
  const works = /[厂场站所]$/.exec(bare)?.[0];
  return {
    category: 'enterprise',
    legalForm: null,
    confidence: works === undefined ? 0.4 : 0.6,
    because: `名称以“${works ?? bare.slice(-2)}”结尾`,
  };
}

const SUFFIXES: readonly (readonly [RegExp, EntityCategory, LegalForm, number])[] = [
  [
    /(?:分公司|支公司|分店|分厂|分行|支行|支局|分局|营业部|营业厅|营业所|办事处|代表处|分理处|储蓄所|分社|分部|门市部)$/,
    'branch',
    'branch',
    0.9,
  ],
  [/合伙[)\uff09]?$/, 'enterprise', 'partnership', 0.95],
  [/股份有限公司[)\uff09]?$/, 'enterprise', 'joint_stock', 0.97],
  [/(?:有限责任公司|有限公司)[)\uff09]?$/, 'enterprise', 'company', 0.95],
  [/专业合作社(?:联合社)?$/, 'cooperative', 'cooperative', 0.97],
  [/供销合作社$|联社$/, 'enterprise', 'collective', 0.6],
  [/公司$/, 'enterprise', 'other', 0.8],
];

const STATUSES: readonly (readonly [RegExp, EntityStatus])[] = [
  [/注销|歇业|清税/, 'deregistered'],
  [/吊销|撤销/, 'revoked'],
  [/迁出|外迁|迁往/, 'moved_out'],
  [/存续|在业|在营|开业|正常|在册|营业|有效|登记|续存|迁入|active/i, 'active'],
];

/** A 登记状态 as registries write it; undefined for a text that is none. 未注销 and 吊销未注销 are told apart. */
export function readStatus(text: string): EntityStatus | undefined {
  const plain = text.replace(/未(?:吊销|注销)/g, '').trim();
  if (plain === '' && text !== '') return 'active';
  return STATUSES.find(([pattern]) => pattern.test(plain))?.[1];
}
