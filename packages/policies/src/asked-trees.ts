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
import { fieldMember, judgedMember, type Member, titleMember } from './question-families.ts';

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
  /** The family that a question may stand in. */
  readonly memberOf: (path: string) => Member | undefined;
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
  const members = new Map<string, Member>();
  /** @param same what two places have in common that are one question */
  const ask = (same: string, wanted: string, typed: Typed, labels: Labels): Expression => {
    const name = names.get(same) ?? freeName(wanted, fields);
    names.set(same, name);
    fields[name] = { ...typed, ...labels, sql: 'null' };
    return parseRule(`asked.${name}`);
  };
  const judged: AskedTrees['judged'] = ({ zh, en }, id) => {
    const asked = ask(zh, `judge_${policy()}_${id ?? 'term'}`, { type: 'boolean' }, { zh, en });
    const path = formatRule(asked);
    members.set(path, judgedMember(path, { zh, en }));
    return asked;
  };
  const lookUp = (call: Call): Expression => {
    const text = formatRule(call);
    const asked = ask(text, text, typeOfRule(call, policyCatalogue), {
      zh: explainRule(call, policyCatalogue, 'zh'),
      en: explainRule(call, policyCatalogue, 'en'),
    });
    const [held] = call.arguments;
    if (call.name === 'holds' && held?.kind === 'literal') {
      const path = formatRule(asked);
      members.set(path, titleMember(path, String(held.value)));
    }
    return asked;
  };
  const replace = (node: Expression): Expression => {
    const derived = node.kind === 'reference' || node.kind === 'call' ? DERIVED[formatRule(node)] : undefined;
    if (derived !== undefined) return derived;
    if (node.kind !== 'call' || !LOOK_UPS.includes(node.name)) return withParts(node, replace);
    if (node.name !== 'heldSince') return lookUp(node);
    // since when is asked of what is held, and of nothing else
    const held = formatRule(replace({ ...node, name: 'holds' }));
    return parseRule(`${held} ? ${formatRule(lookUp(node))} : null`);
  };
  return {
    judged,
    replace,
    catalogue: () => catalogueWith(fields),
    memberOf: (path) => members.get(path) ?? fieldMember(path),
  };
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
