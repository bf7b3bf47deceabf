import { describe, expect, it } from 'vitest';
import { commandsFor, loadCommands } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { parseCall } from './parse.ts';

/** The words of a line as a shell would give them: quotes hold together, a bracketed note at the end is the reader's. */
function shellWords(line: string): string[] {
  const words = line.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, (_, one, two) => one ?? two));
}

const commands = await loadCommands();

describe.each(commands.map((command) => [command.name, command] as const))(
  'help of “%s”',
  (name, command) => {
    it('teaches in both languages', () => {
      const [zh, en] = [commandHelp(command, 'zh-CN'), commandHelp(command, 'en')];
      expect(zh).toContain(command.summary.zh);
      expect(zh).toMatch(/用法: miaopu /);
      expect(en).toContain(command.summary.en);
      expect(en).toMatch(/Usage: miaopu /);
      for (const said of [command, ...(command.arguments ?? []), ...(command.options ?? [])]) {
        expect(said.summary.zh).toMatch(/\p{Script=Han}/u);
        expect(said.summary.en).not.toMatch(/^\s*$/);
        expect(said.summary.en).not.toBe(said.summary.zh);
      }
    });

    it('is loaded with the topic that its call names', async () => {
      expect(await commandsFor(['--lang', 'en', ...name.split(' '), '--json'])).toContain(command);
    });

    it('names every argument and option, and every option of the frame', () => {
      const help = commandHelp(command, 'en');
      for (const argument of command.arguments ?? []) expect(help).toContain(`  ${argument.name} `);
      for (const option of [...(command.options ?? []).map((one) => one.name), 'json', 'lang', 'help'])
        expect(help).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
    });

    it('shows examples that are calls of this command', () => {
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) {
        const [program, ...words] = shellWords(example.split(' | ')[0]!);
        expect(program, example).toBe('miaopu');
        const redirect = words.indexOf('>');
        const call = parseCall(commands, redirect < 0 ? words : words.slice(0, redirect), 'en');
        expect(call.kind === 'run' && call.command.name, example).toBe(name);
      }
    });
  },
);

describe('the overview', () => {
  it.each(['zh-CN', 'en'] as const)('lists every command with what it does, in %s', (lang) => {
    const lines = overview(commands, lang).split('\n');
    for (const command of commands) {
      const summary = lang === 'en' ? command.summary.en : command.summary.zh;
      const line = lines.find((one) => one.startsWith(`  ${command.name} `));
      expect(line?.endsWith(summary), command.name).toBe(true);
    }
    expect(lines.at(-1)).toMatch(/0 .*1 .*2 /);
  });

  it('names no command twice', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  });
});
