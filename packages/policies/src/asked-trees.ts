import type { Labels } from '@miaopu/plan';
import {
  type Call,
  type Catalogue,
  type CatalogueInput,
  type Expression,
  explainRule,
  formatRule,
  type Judge,
  parseRule,
  type Typed,
  typeOfRule,
  withParts,
} from '@miaopu/rules';
import { policyCatalogue } from './policy-catalogue.ts';

/**
 * Rules as they run for somebody who answers questions. What the registry would look up (titles, figures of several periods) and
 * what a person would judge becomes a field of the root `asked`, unknown until it is answered: the registry knows that no title is
 * held where none is recorded, but of a visitor it is not known before he says.
 */
export type AskedTrees = {
  /** The place of a judgement. The same words in two policies are one question. */
  readonly judged: (judgement: Judge, id?: string) => Expression;
  /** An expanded rule with its look-ups replaced. */
  readonly replace: (runs: Expression) => Expression;
  /** The policy catalogue with what was replaced so far. */
  readonly catalogue: () => Catalogue;
};

/** Functions that look into the row for more than their arguments say. */
export const LOOK_UPS: readonly string[] = ['holds', 'heldSince', 'consecutive'];

/** What follows from other answers is not asked. */
const DERIVED: Readonly<Record<string, Expression>> = {
  'entity.in_plan_scope': parseRule('entity.category == "enterprise" && !entity.above_size'),
  'holds("above_designated_size")': parseRule('entity.above_size'),
};

export function askedTrees(policy: () => string): AskedTrees {
  const fields: Record<string, CatalogueInput['roots'][string][string]> = {};
  const names = new Map<string, string>();
  /** @param same what two places have in common that are one question */
  const ask = (same: string, wanted: string, typed: Typed, labels: Labels): Expression => {
    const name = names.get(same) ?? freeName(wanted, fields);
    names.set(same, name);
    fields[name] = { ...typed, ...labels, sql: 'null' };
    return parseRule(`asked.${name}`);
  };
  const judged: AskedTrees['judged'] = ({ zh, en }, id) =>
    ask(zh, `judge_${policy()}_${id ?? 'term'}`, { type: 'boolean' }, { zh, en });
  const lookUp = (call: Call): Expression => {
    const text = formatRule(call);
    return ask(text, text, typeOfRule(call, policyCatalogue), {
      zh: explainRule(call, policyCatalogue, 'zh'),
      en: explainRule(call, policyCatalogue, 'en'),
    });
  };
  const replace = (node: Expression): Expression => {
    const derived = node.kind === 'reference' || node.kind === 'call' ? DERIVED[formatRule(node)] : undefined;
    if (derived !== undefined) return derived;
    return node.kind === 'call' && LOOK_UPS.includes(node.name) ? lookUp(node) : withParts(node, replace);
  };
  return { judged, replace, catalogue: () => catalogueWith(fields) };
}

function catalogueWith(fields: CatalogueInput['roots'][string]): Catalogue {
  const names = new Map(policyCatalogue.names);
  for (const [name, field] of Object.entries(fields)) {
    names.set(`asked.${name}`, { kind: 'field', root: 'asked', name, field: { ...field, code: name } });
  }
  return { ...policyCatalogue, names };
}

/** `holds("high_technology")` as a name, `holds_high_technology`. */
function nameOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '_').replace(/_+$/, '');
}

function freeName(wanted: string, taken: object): string {
  const name = nameOf(wanted);
  if (!Object.hasOwn(taken, name)) return name;
  let number = 2;
  while (Object.hasOwn(taken, `${name}_${number}`)) number++;
  return `${name}_${number}`;
}
