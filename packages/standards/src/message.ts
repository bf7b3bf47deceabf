/** A sentence for people, in both languages. It says what is wrong, where, and what to do. */
export interface Message {
  zh: string;
  en: string;
}

/** How sure we are of a fact kept as data: certain, likely, unsure. */
export type Certainty = 'C' | 'L' | 'U';

/** Thrown when a caller breaks a function's rules (never for an expected answer about input). */
export class StandardsError extends Error {
  readonly code: string;
  readonly zh: string;
  readonly en: string;

  constructor(code: string, message: Message) {
    super(message.en);
    this.name = 'StandardsError';
    this.code = code;
    this.zh = message.zh;
    this.en = message.en;
  }
}
