import { join } from 'node:path';
import {
  isComputed,
  type LoadedPack,
  loadPlanPack,
  type PackProblem,
  type PlanPack,
  planPackJsonSchema,
} from '@miaopu/plan';
import { listPlans, loadPlan, readPackFolder } from '../engines/plan/index.ts';
import { cliActor } from '../platform/access/index.ts';
import type { Lang } from '../platform/errors/index.ts';
import type { Command, CommandContext } from './command.ts';

const folderArgument = {
  name: 'FOLDER',
  summary: { zh: '计划包所在文件夹', en: 'the folder of the plan pack' },
  required: true,
} as const;

/** Writing, checking and loading a district's plan. */
export const planCommands: Command[] = [
  {
    name: 'plan check',
    summary: {
      zh: '检查计划包:写法、引用、公式、口径、分解,逐处指明文件、行、列和改法',
      en: 'check a plan pack: form, references, formulas, goals and splits, each with file, line, column and a way out',
    },
    arguments: [folderArgument],
    examples: ['miaopu plan check plans/luqiao-2018-2020', 'miaopu plan check plans/luqiao-2018-2020 --json'],
    needs: 'nothing',
    run: checkPlan,
  },
  {
    name: 'plan list',
    summary: { zh: '列出本区已载入的计划', en: 'list the plans of the district that are loaded' },
    examples: ['miaopu plan list', 'miaopu plan list --json'],
    needs: 'database',
    async run({ db, config, out, lang }) {
      const plans = await listPlans(db, config.district);
      out.json({ district: config.district, plans });
      for (const { id, start, end, title } of plans) {
        out.text(`${id}  ${start} – ${end}  ${lang === 'en' ? title.en : title.zh}`);
      }
      if (plans.length === 0) {
        out.note(
          lang === 'en'
            ? 'No plan is loaded. Load one with miaopu plan load FOLDER.'
            : '尚未载入计划。用 miaopu plan load FOLDER 载入。',
        );
      }
      return 0;
    },
  },
  {
    name: 'plan load',
    summary: {
      zh: '检查并载入计划包;再次载入同一计划包不作改动,改动过的只增加新版本',
      en: 'check and load a plan pack; the same one again changes nothing, a changed one adds versions',
    },
    arguments: [folderArgument],
    examples: ['miaopu plan load plans/luqiao-2018-2020'],
    needs: 'database',
    run: loadFolder,
  },
  {
    name: 'plan schema',
    summary: {
      zh: '打印计划包的 JSON Schema,供编辑器使用(即 plans/plan-pack.schema.json)',
      en: 'print the JSON Schema of plan packs, for editors (it is plans/plan-pack.schema.json)',
    },
    examples: ['miaopu plan schema > plans/plan-pack.schema.json'],
    needs: 'nothing',
    async run({ out }) {
      out.json(planPackJsonSchema());
      out.text(JSON.stringify(planPackJsonSchema(), null, 2));
      return 0;
    },
  },
];

async function readFolder({
  arguments: [folder],
}: CommandContext): Promise<{ folder: string; loaded: LoadedPack }> {
  return { folder: folder!, loaded: loadPlanPack(await readPackFolder(folder!)) };
}

async function checkPlan(context: CommandContext): Promise<0 | 1> {
  const { out, lang } = context;
  const { folder, loaded } = await readFolder(context);
  if (!loaded.ok) return tellProblems(folder, loaded.problems, context);
  const counts = countOf(loaded.pack);
  out.json({ ok: true, plan: loaded.pack.plan.id, ...counts, problems: [] });
  out.text(lang === 'en' ? inEnglish(loaded.pack, counts) : inChinese(loaded.pack, counts));
  return 0;
}

async function loadFolder(context: CommandContext): Promise<0 | 1> {
  const { db, config, out, lang } = context;
  const { folder, loaded } = await readFolder(context);
  if (!loaded.ok) return tellProblems(folder, loaded.problems, context);
  const { plan } = loaded.pack;
  if (plan.district !== config.district) return tellOtherDistrict(plan.district, context);
  const done = await loadPlan(db, cliActor(config.district), loaded.pack);
  out.json({ plan: plan.id, ...done });
  const { changed, newDefinitions, newDecompositions } = done;
  if (lang === 'en') {
    const news = `${newDefinitions} versions of definitions and ${newDecompositions} of splits are new`;
    out.text(changed ? `${plan.id} is loaded: ${news}.` : `${plan.id} was loaded before; nothing changed.`);
  } else {
    const news = `新增口径版本 ${newDefinitions} 个、分解版本 ${newDecompositions} 个`;
    out.text(changed ? `已载入 ${plan.id}:${news}。` : `${plan.id} 此前已载入,没有改动。`);
  }
  return 0;
}

function tellOtherDistrict(planned: string, { config, out, lang }: CommandContext): 1 {
  out.json({ ok: false, district: config.district, planDistrict: planned });
  out.note(
    lang === 'en'
      ? `This plan is for district ${planned}, but this server serves ${config.district}. Correct district in plan.yaml, or run with that district's settings.`
      : `这个计划属于 ${planned},本系统服务的是 ${config.district}。请改正 plan.yaml 的 district,或换用该地区的设置。`,
  );
  return 1;
}

/** Problems as `file:line:column`, which editors and terminals open. */
function tellProblems(folder: string, problems: readonly PackProblem[], { out, lang }: CommandContext): 1 {
  out.json({ ok: false, problems });
  for (const problem of problems) out.text(lineOf(folder, problem, lang));
  const count = problems.length;
  out.note(lang === 'en' ? `${count} ${count === 1 ? 'problem' : 'problems'}.` : `共 ${count} 处问题。`);
  return 1;
}

function lineOf(
  folder: string,
  { file, line, column, message, suggestion }: PackProblem,
  lang: Lang,
): string {
  const place = `${join(folder, file)}:${line}:${column}`;
  return lang === 'en'
    ? `${place} ${message.en}. ${suggestion.en}.`
    : `${place} ${message.zh}。${suggestion.zh.replace(/[？。]$/, '')}。`;
}

type Counts = Readonly<
  Record<'units' | 'clauses' | 'targets' | 'duties' | 'ratios' | 'computed' | 'decompositions', number>
>;

function countOf({ units, sections, targets, decompositions }: PlanPack): Counts {
  const obliged = (kind: string) => targets.filter((target) => target.obligation === kind).length;
  return {
    units: units.length,
    clauses: sections.reduce((sum, section) => sum + section.clauses.length, 0),
    targets: obliged('target'),
    duties: obliged('duty'),
    ratios: obliged('ratio'),
    computed: targets.filter((target) => isComputed(target.measure)).length,
    decompositions: decompositions.length,
  };
}

function inChinese({ plan }: PlanPack, counts: Counts): string {
  return `${plan.id} 没有问题:单位 ${counts.units} 个,条款 ${counts.clauses} 条,量化目标 ${counts.targets} 项,频次要求 ${counts.duties} 项,未定目标值的比率 ${counts.ratios} 项;其中 ${counts.computed} 项由登记库计算,${counts.decompositions} 项已分解到年度。`;
}

function inEnglish({ plan }: PlanPack, counts: Counts): string {
  return `${plan.id} is sound: ${counts.units} units, ${counts.clauses} clauses, ${counts.targets} quantified targets, ${counts.duties} duties of frequency, ${counts.ratios} ratios without a value; ${counts.computed} are counted from the registry, ${counts.decompositions} are split over the years.`;
}
