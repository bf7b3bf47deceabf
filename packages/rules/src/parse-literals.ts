import type { ASTNode } from '@marcbachmann/cel-js';
import { Decimal } from 'decimal.js';
import type { Literal } from './ast.ts';
import { type Message, type Position, RuleSyntaxError } from './errors.ts';
import { LIMITS } from './limits.ts';

export function fail(code: string, messages: Message, position: Position): never {
  throw new RuleSyntaxError(code, messages, position);
}

export function positionOf(node: ASTNode): Position {
  return { from: node.start, to: node.end };
}

export function convertLiteral(node: Extract<ASTNode, { op: 'value' }>): Literal {
  const position = positionOf(node);
  const value = node.args;
  if (value === null) return { kind: 'literal', type: 'null', value, position };
  if (typeof value === 'boolean') return { kind: 'literal', type: 'boolean', value, position };
  if (typeof value === 'string') {
    if (value.length > LIMITS.textCharacters) {
      fail(
        'literal_too_long',
        {
          zh: `文字超过 ${LIMITS.textCharacters} 个字符`,
          en: `A text is longer than ${LIMITS.textCharacters} characters`,
        },
        position,
      );
    }
    if (value.includes('\0') || !value.isWellFormed()) {
      fail(
        'invalid_text',
        { zh: '文字里有不是文字的字符', en: 'A text has characters that are not text' },
        position,
      );
    }
    return { kind: 'literal', type: 'string', value, position };
  }
  if (typeof value === 'number' || typeof value === 'bigint')
    return convertNumber(node.input.slice(node.start, node.end), position);
  return fail(
    'not_in_language',
    { zh: '规则语言里没有这种值', en: 'This kind of value is not part of the rule language' },
    position,
  );
}

// The digits are taken from the text, not from the double that the parser made of them.
function convertNumber(written: string, position: Position): Literal {
  const tooLong: Message = {
    zh: `数超过 ${LIMITS.numberCharacters} 位`,
    en: `A number has more than ${LIMITS.numberCharacters} digits`,
  };
  if (written.length > LIMITS.numberCharacters) fail('literal_too_long', tooLong, position);
  const value = new Decimal(written);
  if (Math.abs(value.e) > LIMITS.numberCharacters) fail('literal_too_long', tooLong, position);
  const text = value.toFixed();
  if (text.length > LIMITS.numberCharacters + 10) fail('literal_too_long', tooLong, position);
  return { kind: 'literal', type: 'number', value: text, position };
}
