/** A library of two reliefs and a subsidy, for a district that is made by hand. */
export const coverageLibrary: Readonly<Record<string, string>> = {
  'profit.yaml': relief(
    'profit',
    '小利润减免',
    'tax_relief',
    'fact.taxable_income <= 1000000',
    '2018-01-01, to: 2019-12-31',
  ),
  'sales.yaml': relief('sales', '小销售免征', 'tax_relief', 'fact.revenue <= 300000', '2018-01-01'),
  'reward.yaml': relief('reward', '规上奖励', 'subsidy', 'fact.revenue > 300000', '2018-01-01'),
};

function relief(id: string, title: string, kind: string, rule: string, from: string): string {
  const field = /fact\.(\w+)/.exec(rule)![1]!;
  return `
id: ${id}
title: { zh: ${title}, en: ${id} }
documents: [{ number: 示税〔2018〕1号, title: 通知, issuer: 示例税务局 }]
level: national
category: law
kind: ${kind}
certainty: certain
in_force: { from: ${from} }
audience: { zh: 企业, en: enterprises }
channel: automatic
contact: tax
summary: { zh: 说明。, en: It says. }
applies: entity.category == "enterprise"
conditions:
  - { id: limit, cites: 第一条, rule: ${rule} }
benefits:
  - { id: saved, zh: 少缴, en: saved, cites: 第一条, kind: tax, amount: fact.${field} * 0.1 }
situations:
  - name: { zh: 低, en: low }
    as_of: 2018-12-31
    given: { entity.category: enterprise, fact.${field}: 100000 }
    expect: { answer: ${rule.includes('>') ? 'not_met' : 'met'} }
  - name: { zh: 高, en: high }
    as_of: 2018-12-31
    given: { entity.category: enterprise, fact.${field}: 9000000 }
    expect: { answer: ${rule.includes('>') ? 'met' : 'not_met'} }
`;
}
