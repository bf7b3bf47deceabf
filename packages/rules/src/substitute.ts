import { type Expression, partsOf } from './ast.ts';
import { type Message, type Position, type ProblemCode, RuleCheckError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { withParts } from './with-parts.ts';

/**
 * Replaces references by expressions: named parts, parameters, scores. What is put in may name further parts. Whatever is put in
 * gets the position of the reference that it stands for, so that a problem found in it points into the text at hand.
 *
 * @param lookup the expression that a path stands for; undefined leaves the reference as it is.
 * @throws RuleCheckError when a part contains itself (`circular`), or when the whole grows past LIMITS (`too_complex`).
 *
 * @example
 * const parts = { 'term.ratio': parseRule('fact.rd / fact.revenue') };
 * formatRule(substitute(parseRule('term.ratio >= 0.03'), (path) => parts[path])) // 'fact.rd / fact.revenue >= 0.03'
 */
export function substitute(rule: Expression, lookup: (path: string) => Expression | undefined): Expression {
  let nodes = 0;
  const visit = (
    node: Expression,
    at: Position | undefined,
    within: readonly string[],
    depth: number,
  ): Expression => {
    nodes += node.kind === 'in' ? 1 + node.items.length : 1;
    const position = at ?? node.position;
    if (nodes > LIMITS.substitutedNodes || depth > LIMITS.substitutedDepth)
      refuse('too_complex', TOO_LARGE, position);
    const part = node.kind === 'reference' ? lookup(node.path) : undefined;
    if (node.kind === 'reference' && part !== undefined) {
      if (within.includes(node.path)) refuse('circular', containsItself([...within, node.path]), position);
      return visit(part, position, [...within, node.path], depth + 1);
    }
    const moved = at === undefined ? node : placed(node, at);
    return partsOf(node).length === 0
      ? moved
      : withParts(moved, (child) => visit(child, at, within, depth + 1));
  };
  return visit(rule, undefined, [], 0);
}

/** A node at another place. The literals of a list are no parts that anything replaces, so they move with it. */
function placed(node: Expression, position: Position): Expression {
  return node.kind === 'in'
    ? { ...node, position, items: node.items.map((item) => ({ ...item, position })) }
    : { ...node, position };
}

const TOO_LARGE: Message = {
  zh: '代入各部分之后规则太大，请拆成几条',
  en: 'With its parts put in, the rule is too large: split it',
};

function containsItself(path: readonly string[]): Message {
  const last = path.at(-1)!;
  const loop = path.slice(path.indexOf(last)).join(' → ');
  return { zh: `“${last}”引用了它自己：${loop}`, en: `"${last}" contains itself: ${loop}` };
}

function refuse(code: ProblemCode, message: Message, position: Position): never {
  throw new RuleCheckError([{ code, message, position }]);
}
