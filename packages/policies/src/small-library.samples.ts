import { loadPolicies } from './load.ts';
import type { Policy, PolicyLibrary } from './policy-schema.ts';

/**
 * A small library: a tax relief with a parameter that changes, a subsidy that a person has a say in, and a title by points. Small
 * enough to be known by heart, and sound.
 */
export const smallFiles: Readonly<Record<string, string>> = {
  'terms.yaml': `
terms:
  small: { zh: 小企业, en: it is small, rule: entity.category == "enterprise" && fact.employees <= 300 }
  rd_ratio: { zh: 研发费用占比, en: share of R&D, rule: fact.rd_expense / fact.revenue }
`,
  'relief.yaml': `
id: relief
title: { zh: 小企业所得减免, en: Relief for small enterprises }
documents: [{ number: 示税〔2019〕1号, title: 小企业所得减免通知, issuer: 示例税务局 }]
level: national
category: law
kind: tax_relief
certainty: certain
in_force: { from: 2019-01-01, to: 2021-12-31 }
audience: { zh: 小企业, en: Small enterprises }
channel: automatic
contact: tax
summary: { zh: 所得不超过上限的小企业少缴税。, en: Small enterprises below a limit pay less. }
parameters:
  income_limit:
    zh: 所得上限
    en: limit of income
    unit: yuan
    values: [{ from: 2019-01-01, value: 1000000 }, { from: 2021-01-01, value: 3000000 }]
applies: entity.category == "enterprise"
conditions:
  - { id: income, cites: 第一条, rule: fact.taxable_income <= param.income_limit }
  - { id: staff, cites: 第二条, rule: term.small }
  - { id: trade, cites: 第三条, fixed: true, rule: '!inIndustry(entity.industry, "K")' }
benefits:
  - id: saved
    zh: 少缴所得税
    en: income tax saved
    cites: 第一条
    kind: tax
    amount: fact.taxable_income * 0.2
    exclusive: income
situations:
  - name: { zh: 正好100万元, en: Exactly one million }
    as_of: 2019-12-31
    given: &firm { entity.category: enterprise, entity.industry: "3311", fact.taxable_income: 1000000, fact.employees: 20 }
    expect: { answer: met, benefits: { saved: 200000 } }
  - name: { zh: 超出一分, en: One fen above }
    as_of: 2019-12-31
    given: { <<: *firm, fact.taxable_income: "1000000.01" }
    expect: { answer: not_met, nearly: true, conditions: { income: not_met } }
`,
  'subsidy.yaml': `
id: subsidy
title: { zh: 研发补助, en: Subsidy for R&D }
documents: [{ number: null, title: 研发补助办法, issuer: 示例区科技局 }]
level: district
category: innovation
kind: subsidy
certainty: likely
to_confirm: [{ zh: 公平竞争审查文号待查, en: The number of the review is open }]
in_force: { from: 2019-01-01 }
audience: { zh: 有研发的企业, en: Enterprises with R&D }
channel: application
contact: science
materials: [{ zh: 项目合同, en: The contract }]
summary: { zh: 研发占比高的企业得补助。, en: A high share of R&D is subsidised. }
conditions:
  - { id: share, cites: 第四条, rule: term.rd_ratio >= 0.03 }
  - { id: project, cites: 第五条, judge: { zh: 项目已验收, en: The project is accepted } }
benefits:
  - id: grant
    zh: 研发补助
    en: subsidy for R&D
    cites: 第六条
    kind: subsidy
    amount: fact.rd_expense * 0.1
    cap: { per: enterprise_year, amount: 100000 }
situations:
  - name: { zh: 已验收, en: Accepted }
    as_of: 2020-12-31
    given: &lab { fact.rd_expense: 2000000, fact.revenue: 50000000 }
    judged: { project: true }
    expect: { answer: met, benefits: { grant: 100000 } }
  - name: { zh: 占比不够, en: Too low a share }
    as_of: 2020-12-31
    given: { <<: *lab, fact.rd_expense: 1250000 }
    expect: { answer: not_met, conditions: { project: manual } }
`,
  'star.yaml': `
id: star
title: { zh: 创新之星, en: Star of innovation }
documents: [{ number: 示科〔2019〕8号, title: 创新之星评选办法, issuer: 示例区科技局 }]
level: district
category: innovation
kind: title
certainty: certain
in_force: { from: 2019-01-01 }
audience: { zh: 有研发的企业, en: Enterprises with R&D }
channel: application
contact: science
summary: { zh: 满60分的评为创新之星。, en: 60 points make a star. }
parameters:
  pass: { zh: 及格线, en: pass mark, values: [{ from: 2019-01-01, value: 60 }] }
scores:
  groups:
    research:
      zh: 研发
      en: research
      items:
        - id: share
          zh: 研发占比
          en: share of R&D
          cites: 附件一
          bands: [{ when: term.rd_ratio >= 0.05, points: 50 }, { when: term.rd_ratio >= 0.03, points: 30 }]
    results:
      zh: 成果
      en: results
      items:
        - id: ip
          zh: 知识产权
          en: intellectual property
          cites: 附件二
          bands: [{ when: fact.class_two_ip >= 3, points: 30 }, { when: fact.class_two_ip >= 1, points: 10 }]
        - id: field
          zh: 领域
          en: field
          cites: 附件三
          bands: [{ when: 'judge("属于重点领域", "its field is a favoured one")', points: 20 }]
          otherwise: 10
conditions:
  - { id: score, cites: 第三条, rule: score.total >= param.pass }
  - { id: honest, cites: 第二条, rule: '!holds("serious_dishonesty")' }
benefits:
  - { id: title, zh: 创新之星称号, en: Star of innovation, cites: 第四条, kind: title }
situations:
  - name: { zh: 50+0+10分, en: 50+0+10 points }
    as_of: 2020-12-31
    given: &star { fact.rd_expense: 50000, fact.revenue: 1000000, fact.class_two_ip: 0 }
    expect: { answer: met, scores: { research: 50 } }
  - name: { zh: 30+0分，领域再好也不够, en: 30+0 points are too few in any field }
    as_of: 2020-12-31
    given: { <<: *star, fact.rd_expense: 30000 }
    expect: { answer: not_met }
`,
};

/** The small library, loaded. */
export function smallLibrary(): PolicyLibrary {
  const loaded = loadPolicies(smallFiles);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems[0], null, 2));
  return loaded.library;
}

export function smallPolicy(id: string): Policy {
  return smallLibrary().policies.find((policy) => policy.id === id)!;
}
