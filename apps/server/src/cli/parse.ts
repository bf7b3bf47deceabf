import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Lang } from '../platform/errors/index.ts';
import { type Command, type OptionValue, usage } from './command.ts';

export type ParsedCall =
  | { readonly kind: 'overview'; readonly lang: Lang }
  | { readonly kind: 'help'; readonly command: Command; readonly lang: Lang }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly lang: Lang;
      readonly json: boolean;
      readonly arguments: readonly string[];
      readonly options: Readonly<Record<string, OptionValue>>;
    };

/** zh-CN unless `--lang` or LANG says English. */
export function chooseLang(words: readonly string[], environment: NodeJS.ProcessEnv): Lang {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const said = at < 0 ? undefined : words[at] === '--lang' ? words[at + 1] : words[at]!.slice('--lang='.length);
  const lang = said ?? environment.LC_ALL ?? environment.LANG ?? '';
  return /^en/i.test(lang) ? 'en' : 'zh-CN';
}

function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  const plain = words.filter((word) => !word.startsWith('-'));
  return commands
    .filter((command) => command.name.split(' ').every((part, index) => plain[index] === part))
    .sort((one, other) => other.name.length - one.name.length)[0];
}

function nearest(commands: readonly Command[], words: readonly string[]): string {
  const first = words.find((word) => !word.startsWith('-')) ?? '';
  const related = commands.filter((command) => command.name.split(' ')[0] === first).map((command) => command.name);
  return related.length > 0 ? related.join(', ') : [...new Set(commands.map((command) => command.name.split(' ')[0]))].join(', ');
}

function optionsOf(command: Command): NonNullable<ParseArgsConfig['options']> {
  const declared = (command.options ?? []).map((option) => [
    option.name,
    { type: option.value === undefined ? 'boolean' : 'string', multiple: option.repeat ?? false },
  ]);
  return { ...Object.fromEntries(declared), json: { type: 'boolean' }, lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } };
}

/** Turns the words of a call into a command with its arguments and options; a wrong call throws `usage`. */
export function parseCall(commands: readonly Command[], words: readonly string[], lang: Lang): ParsedCall {
  const command = findCommand(commands, words);
  if (command === undefined) {
    if (words.length === 0 || words.includes('--help') || words.includes('-h')) return { kind: 'overview', lang };
    const near = nearest(commands, words);
    throw usage({ zh: `没有命令“${words.join(' ')}”。可用:${near}。`, en: `There is no command “${words.join(' ')}”. There are: ${near}.` });
  }
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...words], options: optionsOf(command), allowPositionals: true, strict: true });
  } catch (error) {
    const why = (error as Error).message;
    throw usage({ zh: `选项有误:${why}`, en: why });
  }
  const options = parsed.values as Record<string, OptionValue>;
  if (options.help === true) return { kind: 'help', command, lang };
  const places = parsed.positionals.slice(command.name.split(' ').length);
  checkCall(command, places, options);
  return { kind: 'run', command, lang, json: options.json === true, arguments: places, options };
}

function checkCall(command: Command, places: readonly string[], options: Readonly<Record<string, OptionValue>>): void {
  const declared = command.arguments ?? [];
  const missing = declared.find((argument, index) => argument.required !== false && places[index] === undefined);
  if (missing !== undefined) throw usage({ zh: `缺少参数 ${missing.name}:${missing.summary.zh}。`, en: `${missing.name} is missing: ${missing.summary.en}.` });
  if (places.length > declared.length) throw usage({ zh: `多余的参数“${places[declared.length]}”。`, en: `“${places[declared.length]}” is one argument too many.` });
  const absent = (command.options ?? []).find((option) => option.required && options[option.name] === undefined);
  if (absent !== undefined) throw usage({ zh: `缺少选项 --${absent.name}:${absent.summary.zh}。`, en: `--${absent.name} is missing: ${absent.summary.en}.` });
}
