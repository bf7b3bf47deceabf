import type { Clock } from '../platform/clock/index.ts';
import type { Config } from '../platform/config/index.ts';
import type { Db } from '../platform/db/index.ts';
import type { Lang, Message } from '../platform/errors/index.ts';

export type OptionValue = string | boolean | string[] | undefined;

/** Where a command writes. Results go to stdout, notes to stderr, so that `--json` output can be piped. */
export type Out = {
  /** The result as data; printed when `--json` was given. */
  json(value: unknown): void;
  /** A line for people; printed when `--json` was not given. */
  text(line: string): void;
  /** A remark beside the result (progress, warnings). */
  note(line: string): void;
  readonly isJson: boolean;
};

export type CommandContext = {
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, OptionValue>>;
  /** Only for commands that need the database. */
  readonly db: Db;
  readonly clock: Clock;
  readonly config: Config;
  readonly out: Out;
  readonly lang: Lang;
};

export type CommandOption = {
  readonly name: string;
  /** The placeholder of its value; absent for a flag. */
  readonly value?: string;
  readonly summary: Message;
  readonly required?: boolean;
  readonly repeat?: boolean;
};

export type Command = {
  /** Its words: `registry import`. */
  readonly name: string;
  readonly summary: Message;
  readonly arguments?: readonly {
    readonly name: string;
    readonly summary: Message;
    readonly required?: boolean;
  }[];
  readonly options?: readonly CommandOption[];
  readonly examples: readonly string[];
  readonly needs: 'nothing' | 'database';
  /** Returns the exit code: 0, or 1 where the input is at fault. A wrong call throws `usage`. */
  run(context: CommandContext): Promise<0 | 1>;
};

/** The call itself is wrong: exit code 2, with the command's help. */
export class UsageError extends Error {
  readonly words: Message;

  constructor(words: Message) {
    super(words.en);
    this.name = 'UsageError';
    this.words = words;
  }
}

export function usage(words: Message): UsageError {
  return new UsageError(words);
}

/** An option's text value, where it was given. */
export function textOption(options: CommandContext['options'], name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
