/** A text in both languages of the product. */
export interface Message {
  readonly zh: string;
  readonly en: string;
}

/** Where something stands in a rule's text: UTF-16 offsets, `to` not included. */
export interface Position {
  readonly from: number;
  readonly to: number;
}

/** The rule's text is not in the language. `message` is the English text, `messages` has both. */
export class RuleSyntaxError extends Error {
  override readonly name = 'RuleSyntaxError';
  readonly code: string;
  readonly messages: Message;
  readonly position: Position;

  constructor(code: string, messages: Message, position: Position) {
    super(messages.en);
    this.code = code;
    this.messages = messages;
    this.position = position;
  }
}

/** One thing that is wrong with a rule whose syntax is right. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: Message;
  readonly position: Position;
  /** What to write instead of the text at `position`. */
  readonly suggestion?: string;
}

/** What makes no difference: a rule with such a part can run, and means something else than its author thought. */
export type UnreachableCode = 'never_holds' | 'always_holds' | 'repeated';

export type ProblemCode =
  | 'unknown_field'
  | 'unknown_function'
  | 'unknown_value'
  | 'type_mismatch'
  | 'unit_mismatch'
  | 'wrong_argument_count'
  | 'literal_expected'
  | 'invalid_literal'
  | 'ordering_not_allowed'
  | 'null_not_allowed'
  | 'empty_list'
  | 'division_by_zero'
  | 'judgement_not_allowed'
  | 'circular'
  | UnreachableCode
  | 'wrong_result_type'
  | 'too_complex';

/** A rule with problems was asked to run. */
export class RuleCheckError extends Error {
  override readonly name = 'RuleCheckError';
  readonly problems: readonly Problem[];
  readonly messages: Message;

  constructor(problems: readonly Problem[]) {
    const zh = problems.map((problem) => problem.message.zh).join('；');
    const en = problems.map((problem) => problem.message.en).join('; ');
    super(en);
    this.problems = problems;
    this.messages = { zh, en };
  }
}

/** A row or a binding holds a value that its declared type does not allow. */
export class RuleDataError extends Error {
  override readonly name = 'RuleDataError';
  readonly path: string;
  readonly messages: Message;

  constructor(path: string, messages: Message) {
    super(messages.en);
    this.path = path;
    this.messages = messages;
  }
}
