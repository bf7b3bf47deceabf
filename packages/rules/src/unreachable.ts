import { type Choose, type Expression, partsOf } from './ast.ts';
import { type Constraint, constraintOf, constraintsWhen } from './constraints.ts';
import type { Message, Position, Problem, UnreachableCode } from './errors.ts';
import { formatRule } from './format.ts';
import { complement, intersection, isEmpty, isWithin, type ValueSet } from './value-sets.ts';

/** What is certain of each thing wherever a part of the rule matters. */
type Known = ReadonlyMap<string, ValueSet>;
type Chain = Extract<Expression, { kind: 'and' | 'or' }>;

interface Search {
  readonly problems: Problem[];
  /** How much looking is left: a hostile rule may have thousands of parts that all speak of one thing. */
  effort: number;
}

const EFFORT = 200_000;
const MAX_FOUND = 50;

/**
 * The parts of a sound rule that can never make a difference: conditions that contradict each other, that the others already say,
 * that are written twice, and branches that are never taken. Only what is certain: nothing is guessed about data.
 */
export function findUnreachable(rule: Expression): Problem[] {
  const search: Search = { problems: [], effort: EFFORT };
  visit(search, rule, new Map());
  return search.problems.sort((left, right) => left.position.from - right.position.from);
}

function visit(search: Search, node: Expression, known: Known): void {
  if (node.kind === 'and' || node.kind === 'or') visitChain(search, node, known);
  else if (node.kind === 'choose') visitChoice(search, node, known);
  else for (const part of partsOf(node)) visit(search, part, known);
}

function report(search: Search, code: UnreachableCode, message: Message, position: Position): void {
  if (search.problems.length < MAX_FOUND) search.problems.push({ code, message, position });
}

/** A part of `&&` matters where the others are true, a part of `||` where they are false. */
function visitChain(search: Search, chain: Chain, known: Known): void {
  const isAnd = chain.kind === 'and';
  const operands = withoutRepeats(search, chain.operands).filter(
    (operand) => !reportLiteral(search, operand, isAnd),
  );
  const assumed = operands.map((operand) => constraintsWhen(operand, isAnd));
  const dropped = new Set<number>();
  for (const [subject, members] of groupsOf(operands, isAnd))
    compareMembers(search, { isAnd, operands, subject, members, dropped }, known);
  operands.forEach((operand, index) => {
    if (!dropped.has(index) && hasBranches(operand))
      visit(search, operand, withOthers(search, known, assumed, index));
  });
}

/** Each condition once; a second time it can make no difference. */
function withoutRepeats(search: Search, operands: readonly Expression[]): Expression[] {
  const seen = new Set<string>();
  return operands.filter((operand) => {
    const text = formatRule(operand);
    if (!seen.has(text)) {
      seen.add(text);
      return true;
    }
    report(
      search,
      'repeated',
      {
        zh: `条件“${short(text)}”重复了，去掉一个即可`,
        en: `The condition "${short(text)}" is written twice: remove one`,
      },
      operand.position,
    );
    return false;
  });
}

function reportLiteral(search: Search, operand: Expression, isAnd: boolean): boolean {
  if (operand.kind !== 'literal') return false;
  const decides = operand.value !== isAnd;
  const word = String(operand.value);
  report(
    search,
    operand.value === true ? 'always_holds' : 'never_holds',
    decides
      ? {
          zh: `有了“${word}”，其余条件都不起作用`,
          en: `Beside "${word}" no other condition makes a difference`,
        }
      : { zh: `“${word}”在这里不起作用，去掉即可`, en: `"${word}" makes no difference here: remove it` },
    operand.position,
  );
  return true;
}

interface Member {
  readonly index: number;
  /** Where the other parts of the chain matter. */
  readonly set: ValueSet;
}

interface Group {
  readonly isAnd: boolean;
  readonly operands: readonly Expression[];
  readonly subject: string;
  readonly members: readonly Member[];
  readonly dropped: Set<number>;
}

/** The operands that speak of one thing alone, by the thing. */
function groupsOf(operands: readonly Expression[], isAnd: boolean): Map<string, Member[]> {
  const groups = new Map<string, Member[]>();
  operands.forEach((operand, index) => {
    const constraint = constraintOf(operand);
    if (constraint === undefined) return;
    const members = groups.get(constraint.subject) ?? [];
    members.push({ index, set: isAnd ? constraint.set : complement(constraint.set) });
    groups.set(constraint.subject, members);
  });
  return groups;
}

function compareMembers(search: Search, group: Group, known: Known): void {
  const { isAnd, operands, members, dropped } = group;
  const outside = known.get(group.subject);
  let left = outside;
  for (const [place, { index, set }] of members.entries()) {
    const next = meet(search, left, set);
    if (next === undefined) return;
    if (isEmpty(next)) {
      const before = members[place - 1];
      reportDecided(search, operands[index]!, isAnd, before && operands[before.index]);
      for (const member of members) dropped.add(member.index);
      return;
    }
    left = next;
  }
  for (const { index, set } of members) {
    // What an “||” around says is left out under “&&”: in “a || !a && b” the “!a” keeps b from counting where a is unknown.
    let others = isAnd ? undefined : outside;
    for (const member of members) {
      if (member.index !== index && !dropped.has(member.index)) others = meet(search, others, member.set);
    }
    if (others === undefined || !isWithin(others, set)) continue;
    dropped.add(index);
    reportImplied(search, operands[index]!, isAnd);
  }
}

/** What is certain with one thing more; undefined when the search has taken too long. */
function meet(search: Search, known: ValueSet | undefined, set: ValueSet): ValueSet | undefined {
  if (known === undefined) return set;
  search.effort -= known.cuts.length + set.cuts.length;
  return search.effort < 0 ? undefined : intersection(known, set);
}

function reportDecided(
  search: Search,
  operand: Expression,
  isAnd: boolean,
  before: Expression | undefined,
): void {
  const [text, other] = [
    short(formatRule(operand)),
    before === undefined ? undefined : short(formatRule(before)),
  ];
  const message = isAnd
    ? {
        zh: other === undefined ? `在此处“${text}”永远不成立` : `“${text}”与“${other}”不能同时成立`,
        en:
          other === undefined
            ? `"${text}" can never hold here`
            : `"${text}" and "${other}" can never hold together`,
      }
    : {
        zh: other === undefined ? `在此处“${text}”总是成立` : `“${text}”与“${other}”总有一个成立`,
        en:
          other === undefined ? `"${text}" always holds here` : `Either "${text}" or "${other}" always holds`,
      };
  report(search, isAnd ? 'never_holds' : 'always_holds', message, operand.position);
}

function reportImplied(search: Search, operand: Expression, isAnd: boolean): void {
  const text = short(formatRule(operand));
  const message = isAnd
    ? {
        zh: `其余条件成立时“${text}”必然成立，是多余的`,
        en: `"${text}" always holds where the other conditions do: remove it`,
      }
    : {
        zh: `“${text}”成立时其余条件已经成立，是多余的`,
        en: `"${text}" holds only where another condition does: remove it`,
      };
  report(search, isAnd ? 'always_holds' : 'never_holds', message, operand.position);
}

/** A branch of `? :` matters where the condition came out so. */
function visitChoice(search: Search, choice: Choose, known: Known): void {
  const { condition } = choice;
  const decided = decidedBy(search, condition, known);
  if (decided !== undefined) {
    const text = short(formatRule(condition));
    report(
      search,
      decided ? 'always_holds' : 'never_holds',
      decided
        ? {
            zh: `在此处“${text}”总是成立，“:”后面的一支到不了`,
            en: `"${text}" always holds here: the branch after ":" is never taken`,
          }
        : {
            zh: `在此处“${text}”永远不成立，“?”后面的一支到不了`,
            en: `"${text}" can never hold here: the branch after "?" is never taken`,
          },
      condition.position,
    );
  } else visit(search, condition, known);
  if (decided !== false)
    visit(search, choice.whenTrue, withConstraints(search, known, constraintsWhen(condition, true)));
  if (decided !== true)
    visit(search, choice.whenFalse, withConstraints(search, known, constraintsWhen(condition, false)));
}

function decidedBy(search: Search, condition: Expression, known: Known): boolean | undefined {
  if (condition.kind === 'literal') return condition.value === true;
  const constraint = constraintOf(condition);
  const outside = constraint && known.get(constraint.subject);
  if (constraint === undefined || outside === undefined) return undefined;
  const inside = meet(search, outside, constraint.set);
  if (inside === undefined) return undefined;
  if (isEmpty(inside)) return false;
  return isWithin(outside, constraint.set) ? true : undefined;
}

function withConstraints(search: Search, known: Known, constraints: readonly Constraint[]): Known {
  if (constraints.length === 0) return known;
  const more = new Map(known);
  for (const { subject, set } of constraints) {
    const met = meet(search, more.get(subject), set);
    // What cannot be is reported where it is said; nothing follows from it here.
    if (met === undefined || isEmpty(met)) more.delete(subject);
    else more.set(subject, met);
  }
  return more;
}

function withOthers(
  search: Search,
  known: Known,
  assumed: readonly (readonly Constraint[])[],
  index: number,
): Known {
  return withConstraints(
    search,
    known,
    assumed.flatMap((constraints, other) => (other === index ? [] : constraints)),
  );
}

function hasBranches(node: Expression): boolean {
  return (
    node.kind === 'and' || node.kind === 'or' || node.kind === 'choose' || partsOf(node).some(hasBranches)
  );
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
