import { describe, expect, it } from 'vitest';
import { type Command, UsageError } from './command.ts';
import { chooseLang, parseCall } from './parse.ts';

const text = (en: string) => ({ zh: `中文 ${en}`, en });
const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  summary: text(name),
  examples: [],
  needs: 'nothing',
  run: async () => 0,
  ...more,
});

const commands = [
  command('tree plant', {
    arguments: [
      { name: 'KIND', summary: text('the kind') },
      { name: 'PLACE', summary: text('the place'), required: false },
    ],
    options: [
      { name: 'height', value: 'METRES', summary: text('how high'), required: true },
      { name: 'note', value: 'TEXT', summary: text('a note'), repeat: true },
      { name: 'dry-run', summary: text('only say so') },
    ],
  }),
  command('tree'),
  command('tree list'),
  command('fell'),
];

const parse = (line: string) => parseCall(commands, line.split(' ').filter(Boolean), 'en');

function refusal(line: string): UsageError {
  try {
    parse(line);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`“${line}” was taken`);
}

describe('a call', () => {
  it('becomes its command with arguments and options', () => {
    expect(parse('tree plant oak hill --height 3 --note one --note two --dry-run --json')).toMatchObject({
      kind: 'run',
      command: { name: 'tree plant' },
      json: true,
      arguments: ['oak', 'hill'],
      options: { height: '3', note: ['one', 'two'], 'dry-run': true },
    });
  });

  it.each([
    ['tree', 'tree'],
    ['tree list', 'tree list'],
    ['--json tree list', 'tree list'],
    ['--lang en tree list', 'tree list'],
    ['--lang=en tree list', 'tree list'],
    ['tree --lang en list', 'tree list'],
  ])('“%s” finds the command “%s”, the longest that fits', (line, name) => {
    expect(parse(line)).toMatchObject({ kind: 'run', command: { name }, arguments: [] });
  });

  it('takes what begins with a dash as a value, where it is said so', () => {
    expect(parse('tree plant oak --height=-3')).toMatchObject({ options: { height: '-3' } });
    expect(parse('tree plant --height 3 -- --oak')).toMatchObject({ arguments: ['--oak'] });
  });
});

describe('help', () => {
  it.each(['', '--help', '-h', '--help --lang en', '--lang en -h'])('is of all commands for “%s”', (line) => {
    expect(parse(line)).toMatchObject({ kind: 'overview', commands });
  });

  it('is of a topic’s commands for a topic', () => {
    const without = commands.filter(({ name }) => name !== 'tree');
    const call = parseCall(without, ['tree', '--help'], 'en');
    expect(call.kind === 'overview' && call.commands.map(({ name }) => name)).toEqual([
      'tree plant',
      'tree list',
    ]);
  });

  it('is of the command, also where the call is not complete', () => {
    expect(parse('tree plant --help')).toMatchObject({ kind: 'help', command: { name: 'tree plant' } });
    expect(parse('-h tree plant')).toMatchObject({ kind: 'help', command: { name: 'tree plant' } });
  });
});

describe('a wrong call', () => {
  it.each([
    ['water', /no command “water”.*There are: tree, fell/],
    ['water --help', /no command “water”/],
    ['--json', /no command in this call/],
    ['fell oak', /“oak” is one argument too many/],
    ['tree plant --height 3', /KIND is missing: the kind/],
    ['tree plant oak', /--height is missing: how high/],
    ['tree plant oak hill top --height 3', /“top” is one argument too many/],
    ['tree plant oak --height', /--height needs a value/],
    ['tree plant oak --height -3', /--height needs a value.*--option=value/],
    ['tree plant oak --height 3 --wide 2', /no option --wide/],
    ['tree plant oak --height 3 -w', /no option -w/],
    ['tree plant oak --height 3 --dry-run=yes', /--dry-run takes no value/],
    ['tree list --lang fr', /--lang is zh-CN or en, not “fr”/],
  ])('“%s” says what is wrong, in both languages', (line, words) => {
    const { words: said } = refusal(line);
    expect(said.en).toMatch(words);
    expect(said.zh).toMatch(/\p{Script=Han}/u);
    expect(said.zh).not.toBe(said.en);
  });
});

describe('the language', () => {
  it.each([
    [[], {}, 'zh-CN'],
    [[], { LANG: 'en_US.UTF-8' }, 'en'],
    [[], { LANG: 'C.UTF-8' }, 'zh-CN'],
    [[], { LANG: 'en_US.UTF-8', LC_ALL: 'zh_CN.UTF-8' }, 'zh-CN'],
    [[], { LANG: 'en_US.UTF-8', LC_ALL: '' }, 'en'],
    [[], { LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [['--lang', 'en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
    [['--lang=zh-CN'], { LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [['tree', '--lang', 'zh'], { LC_ALL: 'en' }, 'zh-CN'],
  ] as const)('of %j under %j is %s', (words, environment, lang) => {
    expect(chooseLang(words, environment)).toBe(lang);
  });
});
