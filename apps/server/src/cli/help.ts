import type { Lang } from '../platform/errors/index.ts';
import type { Command } from './command.ts';

const words = {
  'zh-CN': {
    intro: '苗圃 Miaopu:让区县的小微企业三年成长计划从文件走到可查证的结果。',
    usage: '用法',
    commands: '命令',
    arguments: '参数',
    options: '选项',
    examples: '例子',
    required: '必填',
    json: '以 JSON 输出结果',
    lang: '输出语言 zh-CN 或 en(默认按 LANG)',
    help: '显示帮助',
    more: '`miaopu 命令 --help` 显示一个命令的用法与例子。退出码:0 成功,1 输入有误,2 调用有误。',
  },
  en: {
    intro:
      'Miaopu (苗圃) takes a district’s growth plan for small enterprises from its document to counted, evidenced results.',
    usage: 'Usage',
    commands: 'Commands',
    arguments: 'Arguments',
    options: 'Options',
    examples: 'Examples',
    required: 'required',
    json: 'print the result as JSON',
    lang: 'language, zh-CN or en (default: by LANG)',
    help: 'show help',
    more: '`miaopu COMMAND --help` shows a command’s use with examples. Exit codes: 0 done, 1 the input is at fault, 2 the call is wrong.',
  },
} as const;

function pick(lang: Lang, text: { zh: string; en: string }): string {
  return lang === 'en' ? text.en : text.zh;
}

function table(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

/** What `miaopu --help` says. */
export function overview(commands: readonly Command[], lang: Lang): string {
  const say = words[lang];
  const list = table(commands.map((command) => [command.name, pick(lang, command.summary)]));
  return `${say.intro}\n\n${say.usage}: miaopu ${lang === 'en' ? 'COMMAND [OPTIONS]' : '命令 [选项]'}\n\n${say.commands}:\n${list}\n\n${say.more}`;
}

/** What `miaopu COMMAND --help` says. */
export function commandHelp(command: Command, lang: Lang): string {
  const say = words[lang];
  const given = command.arguments ?? [];
  const places = given
    .map((argument) => (argument.required === false ? `[${argument.name}]` : argument.name))
    .join(' ');
  const options: [string, string][] = (command.options ?? []).map((option) => [
    `--${option.name}${option.value === undefined ? '' : ` ${option.value}`}`,
    `${pick(lang, option.summary)}${option.required ? ` (${say.required})` : ''}`,
  ]);
  options.push(['--json', say.json], ['--lang LANG', say.lang], ['--help', say.help]);
  return [
    pick(lang, command.summary),
    `\n${say.usage}: miaopu ${command.name}${places === '' ? '' : ` ${places}`} [${lang === 'en' ? 'OPTIONS' : '选项'}]`,
    ...(given.length === 0
      ? []
      : [
          `\n${say.arguments}:\n${table(given.map((argument) => [argument.name, pick(lang, argument.summary)]))}`,
        ]),
    `\n${say.options}:\n${table(options)}`,
    `\n${say.examples}:\n${command.examples.map((example) => `  ${example}`).join('\n')}`,
  ].join('\n');
}
