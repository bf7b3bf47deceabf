import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import {
  type ArithmeticOperator,
  type CompareOperator,
  type Expression,
  type Literal,
  negate,
  type TextMethod,
} from './ast.ts';
import { isCalendarDate } from './dates.ts';
import type { Message, Position } from './errors.ts';
import { LIMITS } from './limits.ts';
import { convertLiteral, fail, positionOf } from './parse-literals.ts';
import { describeParseError } from './syntax-messages.ts';

// Only its parser is used: nothing is declared in it and nothing is evaluated by it.
const parser = new Environment({
  unlistedVariablesAreDyn: true,
  limits: {
    maxAstNodes: LIMITS.nodes,
    maxDepth: LIMITS.depth,
    maxListElements: LIMITS.listItems,
    maxCallArguments: LIMITS.callArguments,
    maxMapEntries: 10,
  },
});

/**
 * Reads a rule's text into its syntax tree.
 *
 * The language is a part of CEL: `&& || !`, `== != < <= > >=`, `in [list]`, `+ - * /`, `?:`, texts, decimal numbers, `true`,
 * `false`, `null`, `date("2018-01-01")`, `has(x)`, the text methods `startsWith contains endsWith`, paths such as
 * `entity.kind`, and functions of the catalogue. Names are not looked up here: see `checkRule`.
 *
 * @throws RuleSyntaxError with its position and a message in both languages.
 *
 * @example parseRule('entity.employees >= 20').kind // 'compare'
 */
export function parseRule(text: string): Expression {
  if (text.length > LIMITS.characters) {
    fail(
      'too_long',
      {
        zh: `规则超过 ${LIMITS.characters} 个字符`,
        en: `The rule is longer than ${LIMITS.characters} characters`,
      },
      { from: 0, to: text.length },
    );
  }
  if (text.trim() === '')
    fail('empty', { zh: '规则是空的', en: 'The rule is empty' }, { from: 0, to: text.length });
  if (!text.isWellFormed() || text.includes('\0')) {
    fail(
      'invalid_text',
      { zh: '规则里有不是文字的字符', en: 'The rule has characters that are not text' },
      { from: 0, to: text.length },
    );
  }
  return convert(parseTree(text), 0);
}

function parseTree(text: string): ASTNode {
  try {
    return parser.parse(text).ast;
  } catch (error) {
    if (error instanceof ParseError) {
      const from = Math.min(error.range?.start ?? 0, text.length);
      const to = Math.min(Math.max(error.range?.end ?? from, from), text.length);
      fail(error.code, describeParseError(error.code, error.summary, text, from), { from, to });
    }
    // A run of thousands of signs ("!!!!…") is not counted by the parser's depth limit and ends at the stack's.
    if (error instanceof RangeError)
      fail('limit_exceeded', describeParseError('limit_exceeded', '', text, 0), { from: 0, to: text.length });
    throw error;
  }
}

function convert(node: ASTNode, depth: number): Expression {
  const position = positionOf(node);
  // A chain "a + b + c …" leans to the left, so it may be deeper than what a person nests.
  if (depth > LIMITS.depth * 10)
    fail('limit_exceeded', describeParseError('limit_exceeded', '', '', 0), position);
  const next = (child: ASTNode): Expression => convert(child, depth + 1);
  switch (node.op) {
    case 'value':
      return convertLiteral(node);
    case 'id':
      return convertPath(node.args, position);
    case '.':
      return convertPath(pathOf(node), position);
    case '&&':
    case '||':
      return { kind: node.op === '&&' ? 'and' : 'or', operands: flatten(node, node.op).map(next), position };
    case '!_':
      return { kind: 'not', operand: next(node.args), position };
    case '-_':
      return negate(next(node.args), position);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return {
        kind: 'compare',
        operator: node.op satisfies CompareOperator,
        left: next(node.args[0]),
        right: next(node.args[1]),
        position,
      };
    case '+':
    case '-':
    case '*':
    case '/':
      return {
        kind: 'arithmetic',
        operator: node.op satisfies ArithmeticOperator,
        left: next(node.args[0]),
        right: next(node.args[1]),
        position,
      };
    case 'in':
      return { kind: 'in', operand: next(node.args[0]), items: convertList(node.args[1], next), position };
    case '?:':
      return {
        kind: 'choose',
        condition: next(node.args[0]),
        whenTrue: next(node.args[1]),
        whenFalse: next(node.args[2]),
        position,
      };
    case 'call':
      return convertCall(node.args[0], node.args[1], position, next);
    case 'rcall':
      return convertMethod(node.args[0], node.args[1], node.args[2], position, next);
    default:
      return fail(
        'not_in_language',
        { zh: '规则语言里没有这种写法', en: 'This form is not part of the rule language' },
        position,
      );
  }
}

/** The operands of a chain of one operator, `a && b && (c && d)` being four, without recursion along the chain. */
function flatten(node: ASTNode, operator: '&&' | '||'): ASTNode[] {
  const operands: ASTNode[] = [];
  const waiting: ASTNode[] = [node];
  while (waiting.length > 0) {
    const current = waiting.pop()!;
    if (current.op === operator) waiting.push(current.args[1], current.args[0]);
    else operands.push(current);
  }
  return operands;
}

function convertPath(path: string, position: Position): Expression {
  requireShortName(path, position);
  return { kind: 'reference', path, position };
}

function requireShortName(name: string, position: Position): void {
  if (name.length <= LIMITS.pathCharacters) return;
  fail(
    'name_too_long',
    {
      zh: `名称超过 ${LIMITS.pathCharacters} 个字符`,
      en: `A name is longer than ${LIMITS.pathCharacters} characters`,
    },
    position,
  );
}

function pathOf(node: ASTNode): string {
  const names: string[] = [];
  let current: ASTNode = node;
  while (current.op === '.') {
    names.push(current.args[1]);
    current = current.args[0];
  }
  if (current.op !== 'id') {
    return fail(
      'not_in_language',
      { zh: '“.”前面应是名称', en: 'A "." must follow a name' },
      positionOf(node),
    );
  }
  names.push(current.args);
  return names.reverse().join('.');
}

function convertList(node: ASTNode, next: (child: ASTNode) => Expression): Literal[] {
  const notList: Message = {
    zh: '“in”后面应是方括号里的值，如 ["a", "b"]',
    en: '"in" must be followed by values in brackets, such as ["a", "b"]',
  };
  if (node.op !== 'list') return fail('list_expected', notList, positionOf(node));
  return node.args.map((item) => {
    const converted = next(item);
    if (converted.kind !== 'literal') return fail('list_expected', notList, converted.position);
    return converted;
  });
}

function convertCall(
  name: string,
  args: readonly ASTNode[],
  position: Position,
  next: (child: ASTNode) => Expression,
): Expression {
  requireShortName(name, position);
  if (name === 'has') {
    if (args.length !== 1)
      fail('wrong_argument_count', { zh: 'has( ) 里应有一个字段', en: 'has() takes one field' }, position);
    return { kind: 'known', operand: next(args[0]!), position };
  }
  if (name === 'judge') return convertJudge(args, position, next);
  if (name !== 'date') return { kind: 'call', name, arguments: args.map(next), position };
  const text = args.length === 1 && args[0]!.op === 'value' ? args[0]!.args : undefined;
  if (typeof text !== 'string' || !isCalendarDate(text)) {
    return fail(
      'invalid_date',
      {
        zh: '日期应写成 date("2018-01-31")，且历上确有此日',
        en: 'Write a date as date("2018-01-31"), a day that exists',
      },
      position,
    );
  }
  return { kind: 'literal', type: 'date', value: text, position };
}

function convertJudge(
  args: readonly ASTNode[],
  position: Position,
  next: (child: ASTNode) => Expression,
): Expression {
  const [zh, en, ...more] = args.map((arg) => (arg.op === 'value' ? next(arg) : undefined)).map(textOf);
  if (zh === undefined || en === undefined || more.length > 0) {
    return fail(
      'invalid_judgement',
      {
        zh: '人工判断应写成 judge("中文说明", "English words")，两种文字都要有',
        en: 'Write a judgement as judge("中文说明", "English words"), with words in both languages',
      },
      position,
    );
  }
  return { kind: 'judge', zh, en, position };
}

/** The words of a text literal; undefined for anything else and for a blank text. */
function textOf(node: Expression | undefined): string | undefined {
  return node?.kind === 'literal' && node.type === 'string' && node.value.trim() !== ''
    ? node.value
    : undefined;
}

const METHODS: ReadonlySet<string> = new Set<TextMethod>(['startsWith', 'contains', 'endsWith']);

function convertMethod(
  name: string,
  receiver: ASTNode,
  args: readonly ASTNode[],
  position: Position,
  next: (child: ASTNode) => Expression,
): Expression {
  requireShortName(name, position);
  if (!METHODS.has(name)) {
    return fail(
      'unknown_method',
      {
        zh: `没有方法“${name}”，文字可用 startsWith、contains、endsWith`,
        en: `There is no method "${name}": texts have startsWith, contains and endsWith`,
      },
      position,
    );
  }
  if (args.length !== 1)
    fail(
      'wrong_argument_count',
      { zh: `${name}( ) 里应有一段文字`, en: `${name}() takes one text` },
      position,
    );
  return {
    kind: 'method',
    method: name as TextMethod,
    receiver: next(receiver),
    argument: next(args[0]!),
    position,
  };
}
