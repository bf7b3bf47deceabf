import { type Clock, fixedClock } from '../../platform/clock/index.ts';
import { type Config, readConfig } from '../../platform/config/index.ts';
import type { Db } from '../../platform/db/index.ts';
import type { Lang } from '../../platform/errors/index.ts';
import type { Command } from '../command.ts';
import { parseCall } from '../parse.ts';

export type Called<T> = {
  readonly code: number;
  readonly json: T;
  readonly text: string;
  readonly note: string;
};
type Surroundings = {
  readonly db?: Db;
  readonly clock?: Clock;
  readonly config?: Config;
  readonly lang?: Lang;
};

/** Runs a command as the frame does, with what it printed. */
export async function callCommand<T>(
  commands: readonly Command[],
  words: readonly string[],
  around: Surroundings = {},
): Promise<Called<T>> {
  const { lang = 'zh-CN' } = around;
  const parsed = parseCall(commands, words, lang);
  if (parsed.kind !== 'run') throw new Error('the call was not understood');
  const printed = { json: undefined as T, text: '', note: '' };
  const code = await parsed.command.run({
    arguments: parsed.arguments,
    options: parsed.options,
    db: around.db as Db,
    clock: around.clock ?? fixedClock(new Date('2021-03-01T04:00:00Z')),
    config: around.config ?? readConfig({}),
    lang,
    out: {
      isJson: parsed.json,
      json: (value) => {
        printed.json = value as T;
      },
      text: (line) => {
        printed.text += `${line}\n`;
      },
      note: (line) => {
        printed.note += `${line}\n`;
      },
    },
  });
  return { code, ...printed };
}
