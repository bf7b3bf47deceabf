import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Lang, Message } from '../platform/errors/index.ts';
import { type Command, type OptionValue, type UsageError, usage } from './command.ts';

export type ParsedCall =
  | { readonly kind: 'overview'; readonly commands: readonly Command[]; readonly lang: Lang }
  | { readonly kind: 'help'; readonly command: Command; readonly lang: Lang }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly lang: Lang;
      readonly json: boolean;
      readonly arguments: readonly string[];
      readonly options: Readonly<Record<string, OptionValue>>;
    };

/** zh-CN unless `--lang` or the environment says English. */
export function chooseLang(words: readonly string[], environment: NodeJS.ProcessEnv): Lang {
  // POSIX: an empty variable counts as none
  const lang = saidLang(words) ?? (environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '');
  return /^en/i.test(lang) ? 'en' : 'zh-CN';
}

function saidLang(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  if (at < 0) return undefined;
  return words[at] === '--lang' ? words[at + 1] : words[at]!.slice('--lang='.length);
}

/** The words that are no options; `--lang` may stand before the command with its value. */
export function leadingWords(words: readonly string[]): string[] {
  const leading: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--lang') at++;
    else if (!word.startsWith('-')) leading.push(word);
  }
  return leading;
}

function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  const plain = leadingWords(words);
  return commands
    .filter((command) => command.name.split(' ').every((part, index) => plain[index] === part))
    .sort((one, other) => other.name.length - one.name.length)[0];
}

const topicOf = (command: Command): string => command.name.split(' ')[0]!;

/** The commands of the topic that the words begin with: those of `registry`. */
function commandsOfTopic(commands: readonly Command[], words: readonly string[]): readonly Command[] {
  const [topic] = leadingWords(words);
  return commands.filter((command) => topicOf(command) === topic);
}

function noSuchCommand(commands: readonly Command[], words: readonly string[]): UsageError {
  const related = commandsOfTopic(commands, words).map((command) => command.name);
  const near = (related.length > 0 ? related : [...new Set(commands.map(topicOf))]).join(', ');
  const called = leadingWords(words).join(' ');
  return usage({
    zh: `没有命令“${called}”。可用:${near}。`,
    en: `There is no command “${called}”. There are: ${near}.`,
  });
}

function optionsOf(command: Command): NonNullable<ParseArgsConfig['options']> {
  const declared = (command.options ?? []).map((option) => [
    option.name,
    { type: option.value === undefined ? 'boolean' : 'string', multiple: option.repeat ?? false },
  ]);
  return {
    ...Object.fromEntries(declared),
    json: { type: 'boolean' },
    lang: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  };
}

/** Turns the words of a call into a command with its arguments and options; a wrong call throws `usage`. */
export function parseCall(commands: readonly Command[], words: readonly string[], lang: Lang): ParsedCall {
  checkLang(saidLang(words));
  const command = findCommand(commands, words);
  if (command === undefined) return overviewOrRefuse(commands, words, lang);
  const { options, positionals } = readWords(command, words);
  if (options.help === true) return { kind: 'help', command, lang };
  const places = positionals.slice(command.name.split(' ').length);
  checkCall(command, places, options);
  return { kind: 'run', command, lang, json: options.json === true, arguments: places, options };
}

function checkLang(said: string | undefined): void {
  if (said === undefined || /^(zh|en)([-_.]|$)/i.test(said)) return;
  throw usage({
    zh: `--lang 只能是 zh-CN 或 en,现在是“${said}”。`,
    en: `--lang is zh-CN or en, not “${said}”.`,
  });
}

/** Help without a command: of all commands, or of a topic's; a command that does not exist has none. */
function overviewOrRefuse(commands: readonly Command[], words: readonly string[], lang: Lang): ParsedCall {
  const named = leadingWords(words).length;
  if (named === 0 && (words.length === 0 || asksHelp(words))) return { kind: 'overview', commands, lang };
  const ofTopic = commandsOfTopic(commands, words);
  if (named === 1 && ofTopic.length > 0 && asksHelp(words))
    return { kind: 'overview', commands: ofTopic, lang };
  if (named === 0) throw usage({ zh: '没有写命令。', en: 'There is no command in this call.' });
  throw noSuchCommand(commands, words);
}

const asksHelp = (words: readonly string[]) => words.includes('--help') || words.includes('-h');

function readWords(command: Command, words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: optionsOf(command),
      allowPositionals: true,
      strict: true,
    });
    return { options: values as Record<string, OptionValue>, positionals };
  } catch (error) {
    throw usage(wordsOf(error as NodeJS.ErrnoException));
  }
}

/** node:util's complaints, which are English only. */
function wordsOf({ code, message }: NodeJS.ErrnoException): Message {
  const option = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return { zh: `没有选项 ${option}。`, en: `There is no option ${option}.` };
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' && message.includes('does not take'))
    return { zh: `选项 ${option} 不带值。`, en: `The option ${option} takes no value.` };
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return {
      zh: `选项 ${option} 缺少值。以“-”开头的值请写成 --选项=值。`,
      en: `The option ${option} needs a value. One that begins with “-” is written --option=value.`,
    };
  return { zh: `选项有误:${message}`, en: message };
}

function checkCall(
  command: Command,
  places: readonly string[],
  options: Readonly<Record<string, OptionValue>>,
): void {
  const declared = command.arguments ?? [];
  const missing = declared.find(
    (argument, index) => argument.required !== false && places[index] === undefined,
  );
  if (missing !== undefined)
    throw usage({
      zh: `缺少参数 ${missing.name}:${missing.summary.zh}。`,
      en: `${missing.name} is missing: ${missing.summary.en}.`,
    });
  if (places.length > declared.length)
    throw usage({
      zh: `多余的参数“${places[declared.length]}”。`,
      en: `“${places[declared.length]}” is one argument too many.`,
    });
  const absent = (command.options ?? []).find(
    (option) => option.required && options[option.name] === undefined,
  );
  if (absent !== undefined)
    throw usage({
      zh: `缺少选项 --${absent.name}:${absent.summary.zh}。`,
      en: `--${absent.name} is missing: ${absent.summary.en}.`,
    });
}
