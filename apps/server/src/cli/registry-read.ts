import { entityFields } from '@miaopu/standards';
import {
  getEntityIdByCode,
  getEntityPage,
  presentInstant,
  suggestEntities,
} from '../engines/registry/index.ts';
import { cliActor } from '../platform/access/index.ts';
import { instantInWords } from '../platform/clock/index.ts';
import type { Command, CommandContext } from './command.ts';
import {
  asOfOption,
  dayOption,
  districtOf,
  districtOption,
  instantOption,
  knownOnOption,
  rowText,
  say,
} from './registry-options.ts';

/** Looking at the registry. */
export const registryReadCommands: Command[] = [
  {
    name: 'registry show',
    summary: {
      zh: '显示一个主体在某日的情况(按某时所知)',
      en: 'Show an entity as of a day, as known on an instant',
    },
    arguments: [
      {
        name: 'CODE',
        summary: {
          zh: '统一社会信用代码、注册号或编号',
          en: 'credit code, registration number or entity number',
        },
        required: true,
      },
    ],
    options: [asOfOption, knownOnOption, districtOption],
    examples: [
      'miaopu registry show 91331004MA28G0XX0X --as-of 2018-12-31 --json',
      'miaopu registry show 91331004MA28G0XX0X --as-of 2018-12-31 --known-on 2019-01-31',
    ],
    needs: 'database',
    run: show,
  },
  {
    name: 'registry search',
    summary: {
      zh: '按名称、拼音首字母或代码查找',
      en: 'Find entities by name, pinyin initials or code',
    },
    arguments: [
      {
        name: 'TEXT',
        summary: {
          zh: '名称的一部分、拼音首字母或代码',
          en: 'part of a name, pinyin initials or a code',
        },
        required: true,
      },
    ],
    options: [districtOption],
    examples: ['miaopu registry search 塑料', 'miaopu registry search lqsl --json'],
    needs: 'database',
    run: search,
  },
];

async function show(context: CommandContext): Promise<0> {
  const { db, out, clock, lang } = context;
  const district = districtOf(context);
  const asOf = dayOption(context, 'as-of') ?? clock.today();
  const knownOn = instantOption(context, 'known-on') ?? (await presentInstant(db));
  const entityId = await getEntityIdByCode(db, district, context.arguments[0]!);
  const page = await getEntityPage(db, cliActor(district), { district, entityId, asOf, knownOn });
  out.json(page);
  const { current } = page;
  out.text(
    lang === 'en'
      ? `Entity ${page.id}, as of ${asOf}, as known on ${instantInWords(knownOn).en}`
      : `主体 ${page.id},截至 ${asOf},按 ${instantInWords(knownOn).zh} 所知`,
  );
  if (current === null)
    out.text(lang === 'en' ? 'It was not known to exist then.' : '当时不存在,或当时尚不知道。');
  for (const [code, field] of Object.entries(entityFields)) {
    const value = current?.fields[code];
    if (!value) continue;
    const mark = current?.derived[code];
    const derived =
      mark === undefined
        ? ''
        : lang === 'en'
          ? ` (derived, ${mark.confidence})`
          : `(推定,${mark.confidence})`;
    out.text(`  ${lang === 'en' ? field.en : field.zh}: ${value}${derived}`);
  }
  for (const { label, value, reason } of current === null ? [] : page.populations)
    out.text(`  ${say(label, lang)}: ${value} ${say(reason, lang)}`);
  out.text(
    lang === 'en'
      ? `${page.versions.length} versions, ${page.milestones.length} milestones, ${page.designations.length} designations, ${page.facts.length} figures (see --json)`
      : `版本 ${page.versions.length},事件 ${page.milestones.length},称号 ${page.designations.length},数据 ${page.facts.length}(用 --json 查看)`,
  );
  return 0;
}

async function search(context: CommandContext): Promise<0> {
  const { db, out, clock, lang } = context;
  const found = await suggestEntities(db, {
    district: districtOf(context),
    filters: { q: context.arguments[0]! },
    today: clock.today(),
  });
  out.json({ rows: found });
  for (const row of found) out.text(rowText(row, lang));
  if (found.length === 0)
    out.note(lang === 'en' ? 'Nothing matches: try fewer characters.' : '没有符合的主体,请减少字数再试。');
  return 0;
}
