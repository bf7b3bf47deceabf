import { type EntityRow, instantSchema } from '@miaopu/contract';
import { entityStatuses, findDivision } from '@miaopu/standards';
import type { Lang, Message } from '../platform/errors/index.ts';
import { type CommandContext, type CommandOption, textOption, usage } from './command.ts';

/** The district that a command of the registry works on. */
export const districtOption: CommandOption = {
  name: 'district',
  value: 'CODE',
  summary: {
    zh: '行政区划代码(默认为本安装的区)',
    en: 'the district’s code (this installation’s by default)',
  },
};

/** The day that a reading command asks of. */
export const asOfOption: CommandOption = {
  name: 'as-of',
  value: 'DAY',
  summary: { zh: '截至日期(默认今天)', en: 'the day (today by default)' },
};

/** By whose knowledge it is answered: see instantOption. */
export const knownOnOption: CommandOption = {
  name: 'known-on',
  value: 'INSTANT',
  summary: {
    zh: '按何时所知:日期(当日结束时)或时刻(默认现在)',
    en: 'as known on: a day (at its end) or an instant (now by default)',
  },
};

/** The district given, or this installation’s. */
export const districtOf = ({ options, config }: CommandContext) =>
  textOption(options, 'district') ?? config.district;

/** The words in the reader’s language. */
export const say = (message: Message, lang: Lang) => (lang === 'en' ? message.en : message.zh);

/** An option’s day; a text that is none is a wrong call. */
export function dayOption(context: CommandContext, name: string): string | undefined {
  const text = textOption(context.options, name);
  if (text === undefined) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  const isDay =
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  if (!isDay)
    throw usage({
      zh: `--${name} 应写成 2018-12-31,现在是“${text}”。`,
      en: `--${name} is a day such as 2018-12-31, not “${text}”.`,
    });
  return text;
}

/** An option’s instant, or the end of its day. */
export function instantOption(context: CommandContext, name: string): string | undefined {
  const text = textOption(context.options, name);
  if (text === undefined || instantSchema.safeParse(text).success) return text;
  // what was known on a day is what was known when it ended in China
  return `${dayOption(context, name)}T23:59:59.999999+08:00`;
}

/** An entity in one line. */
export function rowText(row: EntityRow, lang: Lang): string {
  const status = entityStatuses[row.status as keyof typeof entityStatuses];
  const town = row.town === null ? '—' : (findDivision(row.town)?.name ?? row.town);
  return [
    row.id,
    row.creditCode ?? row.registrationNumber ?? '—',
    row.name,
    town,
    status === undefined ? row.status : say(status, lang),
  ].join('  ');
}
