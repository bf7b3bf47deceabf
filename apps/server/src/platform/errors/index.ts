export type Lang = 'zh-CN' | 'en';
export type Message = { readonly zh: string; readonly en: string };
export type Problem = { readonly path: string; readonly message: Message };
export type ErrorEntry = Message & { readonly status: number };

/** An error with a code of the catalogue, a message in both languages and an HTTP status. */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly words: Message;
  readonly problems: readonly Problem[] | undefined;

  constructor(code: string, status: number, words: Message, problems?: readonly Problem[]) {
    super(words.en);
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.words = words;
    this.problems = problems;
  }
}

/** What fills a message's blanks: the same in both languages, or said in each. */
type Parameters = Readonly<Record<string, string | number | Message>>;

function fill(template: string, parameters: Parameters, side: keyof Message): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = parameters[key] ?? whole;
    return typeof value === 'object' ? value[side] : String(value);
  });
}

/**
 * Declares a module's errors once: code, status, message in both languages. A message says what is wrong, where, and what to do.
 *
 * @example
 * const fail = defineErrors({ 'plan.not_found': { status: 404, zh: '没有计划“{id}”。', en: 'There is no plan “{id}”.' } });
 * throw fail('plan.not_found', { id });
 */
export function defineErrors<const Catalogue extends Readonly<Record<string, ErrorEntry>>>(
  catalogue: Catalogue,
) {
  return (
    code: keyof Catalogue & string,
    parameters: Parameters = {},
    problems?: readonly Problem[],
  ): AppError => {
    const entry = catalogue[code];
    if (entry === undefined) throw new Error(`no such error: ${code}`);
    return new AppError(
      code,
      entry.status,
      { zh: fill(entry.zh, parameters, 'zh'), en: fill(entry.en, parameters, 'en') },
      problems,
    );
  };
}

/** The words of an error in the reader's language; a fault without words gives its own message. */
export function messageOf(error: unknown, lang: Lang): string {
  if (error instanceof AppError) return lang === 'en' ? error.words.en : error.words.zh;
  return error instanceof Error ? error.message : String(error);
}
