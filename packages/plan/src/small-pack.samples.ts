/** The smallest sound pack: one section, two targets. Tests plant one fault at a time in it. */
export const smallPack: Readonly<Record<string, string>> = {
  'plan.yaml': `id: small-2018-2020
title: { zh: 示例计划, en: A sample plan }
district: '331004'
document:
  title: { zh: 示例计划, en: A sample plan }
  issuer: { zh: 示例区, en: Sample District }
  issued_on: 2018-08-01
  number: null
  number_certainty: unsure
period: { start: 2018-01-01, end: 2020-12-31 }
base_day: 2017-12-31
scope: { clause: 0.a, quote: 所有企业, words: { zh: 所有企业, en: all enterprises } }
`,
  'units.yaml': `units:
  - { id: district, name: { zh: 示例区, en: Sample District }, kind: district }
  - { id: quality, name: { zh: 质监局, en: Quality }, kind: department, parent: district, successor: { unit: market, certainty: likely } }
  - { id: market, name: { zh: 市场监管局, en: Market }, kind: department, parent: district }
  - { id: east, name: { zh: 东镇, en: East }, kind: town, parent: district }
  - { id: west, name: { zh: 西镇, en: West }, kind: town, parent: district }
`,
  'sections/1.yaml': `sections:
  - id: '1'
    title: { zh: 目标, en: Targets }
    kind: target
    clauses:
      - { id: 0.a, quote: 所有企业, title: { zh: 口径, en: Scope }, kind: frame, asks: 判定口径 }
      - { id: 1.a, quote: 新增100家, title: { zh: 新增, en: New }, kind: target, lead: market, asks: 计数 }
      - { id: 1.b, quote: 占比80%以上, title: { zh: 占比, en: Share }, kind: target, lead: market, asks: 计算 }
`,
  'targets/1.yaml': `group: '1'
targets:
  - id: 1.a
    clause: 1.a
    quote: 新增100家
    title: { zh: 新增, en: New }
    kind: count
    unit: { zh: 家, en: enterprises }
    goal: { form: at_least, value: 100, words: { zh: 100家, en: '100' } }
    lead: market
    ambiguities: [A1]
    definition:
      numerator: { zh: 新设企业, en: new enterprises }
      denominator: null
      baseline: null
      basis: gross
      distinct: { zh: 主体, en: entity }
      evidence: { zh: 登记, en: registration }
      source: market
    measure:
      flow: milestones
      where: milestone.kind == "established" && entity.in_plan_scope
      distinct: entity
  - id: 1.b
    clause: 1.b
    quote: 占比80%以上
    title: { zh: 占比, en: Share }
    kind: ratio
    unit: { zh: '%', en: '%' }
    goal: { form: at_least, value: 0.8, words: { zh: 80%, en: 80% } }
    lead: market
    part_of: 1.a
    definition:
      numerator: { zh: 公司, en: companies }
      denominator: { zh: 企业, en: enterprises }
      baseline: null
      basis: none
      distinct: null
      evidence: { zh: 登记, en: registration }
      source: market
    measure:
      stock: entities
      where: >-
        entity.status == "active"
        && entity.in_plan_scope
      share: entity.legal_form in ["company", "joint_stock"]
`,
  'ambiguities.yaml': `ambiguities:
  - id: A1
    clauses: [1.a]
    question: { zh: 毛数还是净数？, en: Gross or net? }
    choices:
      - { id: gross, words: { zh: 毛数, en: gross } }
      - { id: net, words: { zh: 净数, en: net } }
    default: gross
`,
  'lists.yaml': `platforms: [{ id: web, name: { zh: 网站, en: Website }, clauses: [1.a] }]
titles: []
instruments: []
awards: []
`,
  'decomposition.yaml': `decompositions:
  - target: 1.a
    origin: { zh: 建议, en: proposed }
    rows:
      - { unit: district, year: 2018, value: 34 }
      - { unit: district, year: 2019, value: 33 }
      - { unit: district, year: 2020, value: 33 }
      - { unit: east, year: 2018, value: 20 }
      - { unit: west, year: 2018, value: 14 }
`,
};

/** The small pack with a text of one file replaced. @throws when the text is not in the file, so that a fault is always planted */
export function plant(file: string, text: string, replacement: string): Record<string, string> {
  const before = smallPack[file];
  if (!before?.includes(text)) throw new Error(`“${text}” is not in ${file}`);
  return { ...smallPack, [file]: before.replace(text, replacement) };
}
