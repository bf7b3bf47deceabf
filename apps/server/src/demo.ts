import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlanPack, type PlanPack, proposeSplit } from '@miaopu/plan';
import { simulateDistrict } from '@miaopu/simulator';
import type { Services } from './app.ts';
import { prepareDemoPeople, prepareOrganisations } from './demo-people.ts';
import { demoRanges, demoReports } from './demo-reports.ts';
import { demoSubmissions } from './demo-submissions.ts';
import { ensureRun, findTownWeights, findValues, recordReport, townsOf } from './engines/indicators/index.ts';
import {
  decideRange,
  getPlanInForce,
  loadPlan,
  readPackFolder,
  takeOverDecomposition,
} from './engines/plan/index.ts';
import {
  loadEnjoyments,
  loadLibrary,
  loadTakenUp,
  presentDay,
  refreshStandings,
  runDistrict,
} from './engines/policies/index.ts';
import { loadPopulation } from './engines/registry/index.ts';
import {
  declaredForms,
  evidenceFolder,
  loadSubmissions,
  openDispute,
  openPlace,
} from './engines/submissions/index.ts';
import { type Actor, type SignIn, systemActor } from './platform/access/index.ts';
import { firstRow, inTransaction, sql } from './platform/db/index.ts';

/** What the demo's split over towns goes by: small and micro enterprises in being (a companion of target 2.1.a). */
const demoWeights = '2.1.a.stock';

const demoSeed = 7;

/** The texts of a plan pack's files by name. */
export function readPackFiles(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
    }),
  );
}

/** The sound packs of a district below `plans/`; one that is not sound stops the start, with file, line and way out. */
function districtPacks(rootFolder: string, district: string): PlanPack[] {
  const folder = join(rootFolder, 'plans');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const read = loadPlanPack(readPackFiles(join(folder, entry.name)));
      if (!read.ok) {
        const lines = read.problems.map(
          (one) =>
            `  ${entry.name}/${one.file}:${one.line}:${one.column} ${one.message.zh} ${one.message.en}`,
        );
        throw new Error(`计划包有误 the plan pack is not sound:\n${lines.join('\n')}`);
      }
      return read.pack.plan.district === district ? [read.pack] : [];
    });
}

/** Before the first request: the district's plans, the demo population where it is wanted, and a first count. Doing it again changes nothing. */
export async function prepareDistrict(
  services: Services,
  signIn: SignIn,
  tell: (step: string) => void,
): Promise<void> {
  const { db, config, clock } = services;
  const actor = systemActor(config.district);
  const packs = districtPacks(config.rootFolder, config.district);
  for (const pack of packs) {
    const loaded = await loadPlan(db, actor, pack);
    if (loaded.changed) tell(`载入计划 loaded the plan ${pack.plan.id}`);
  }
  await loadPolicyLibrary(services, actor, tell);
  await prepareOrganisations(services, packs);
  if (!config.demo) return;
  await loadDemoPopulation(services, actor, tell);
  await prepareDemoPeople(services, signIn, packs);
  for (const pack of packs) {
    const asOf = clock.today() < pack.plan.period.end ? clock.today() : pack.plan.period.end;
    const isNew = !(await wasSetUp(services, pack));
    if (isNew) await reportDemoValues(services, actor, pack);
    tell(`计算指标 counting the targets as of ${asOf}`);
    await ensureRun(db, config.district, pack.plan.id, asOf);
    if (isNew) await splitDemoTargets(services, actor, pack, asOf);
    if (isNew) await submitDemoReports(services, actor, pack, asOf);
    await rememberSetUp(services, pack);
  }
  await matchDemoDistrict(services, actor, tell);
}

/** The policies of `policies/`; a library that is not sound stops the start, with file, line and way out. */
async function loadPolicyLibrary(
  { db, config }: Services,
  actor: Actor,
  tell: (step: string) => void,
): Promise<void> {
  const folder = join(config.rootFolder, 'policies');
  if (!existsSync(folder)) return;
  const { added, changed, kept } = await loadLibrary(db, actor, await readPackFolder(folder));
  if (added.length + changed.length > 0) tell(`载入政策 loaded ${added.length + changed.length} policies`);
  if (kept.length > 0)
    tell(`政策已在系统中修改,未用文件覆盖 amended here, so their files were left aside: ${kept.join(', ')}`);
}

/** The demo's standings and its first run, so that every page of policies shows what was counted. */
async function matchDemoDistrict(
  { db, clock, config }: Services,
  actor: Actor,
  tell: (step: string) => void,
): Promise<void> {
  const { district } = config;
  const { day } = await presentDay(db, district, clock);
  const mark = `demo ${district} policies`;
  const done = await firstRow(db, sql`select from platform.setting where name = ${mark}`);
  if (done !== undefined) return;
  tell(`匹配政策 matching the policies as of ${day}`);
  await refreshStandings(db, district, day);
  await runDistrict(db, actor, day);
  await sql`insert into platform.setting (name, value) values (${mark}, 'true'::jsonb) on conflict do nothing`.execute(
    db.query,
  );
}

// What the demo office did is done once: afterwards the plan is in people's hands, and a restart must not undo their decisions.
function setUpMark({ config }: Services, pack: PlanPack): string {
  return `demo ${config.district} ${pack.plan.id}`;
}

async function wasSetUp(services: Services, pack: PlanPack): Promise<boolean> {
  const mark = setUpMark(services, pack);
  return (await firstRow(services.db, sql`select from platform.setting where name = ${mark}`)) !== undefined;
}

async function rememberSetUp(services: Services, pack: PlanPack): Promise<void> {
  const mark = setUpMark(services, pack);
  await sql`insert into platform.setting (name, value) values (${mark}, 'true'::jsonb) on conflict do nothing`.execute(
    services.db.query,
  );
}

async function loadDemoPopulation(
  { db, config }: Services,
  actor: Actor,
  tell: (step: string) => void,
): Promise<void> {
  const { district, demoEnterprises: enterprises } = config;
  const population = simulateDistrict({ seed: demoSeed, enterprises, district });
  await loadPopulation(db, actor, {
    ...partsOf(population),
    entities: announced(population.entities, () =>
      tell(
        `装入演示区(${enterprises} 家企业和个体工商户) loading the demo district (${enterprises} enterprises and individual businesses)`,
      ),
    ),
  });
  const received = await loadEnjoyments(db, actor, population);
  const years = [2018, 2019, 2020];
  const { source } = population;
  const takenUp = await loadTakenUp(db, actor, { source, kind: 'tax_relief', years, department: '区税务局' });
  const all = received + takenUp;
  if (all > 0) tell(`装入 ${all} 条兑现记录 loaded ${all} records of support received`);
}

/** The population without its truth, which is counted when it is looked at. */
function partsOf({ source, facts, milestones, designations }: ReturnType<typeof simulateDistrict>) {
  return { source, facts, milestones, designations };
}

/** Tells when the first row is asked for: a population that is there already is never asked. */
function* announced<Row>(given: Iterable<Row>, tell: () => void): Generator<Row> {
  tell();
  yield* given;
}

async function reportDemoValues({ db, config }: Services, actor: Actor, pack: PlanPack): Promise<void> {
  const plan = await getPlanInForce(db, config.district, pack.plan.id);
  // what is approved does not depend on what is counted
  for (const { target, ...report } of demoSubmissions(pack, reportsIn(pack), () => undefined).approved)
    await recordReport(db, plan, actor, target, report);
  const years = [2018, 2019, 2020];
  for (const [target, range] of Object.entries(demoRanges)) {
    if (plan.ranges.has(target) || !pack.targets.some((one) => one.id === target)) continue;
    await decideRange(db, actor, pack.plan.id, target, {
      basedOn: 0,
      rows: years.map((year) => ({ year, ...range })),
      reason: '演示区间 a demo range',
      documentNumber: null,
    });
  }
}

function reportsIn(pack: PlanPack) {
  return demoReports(
    pack,
    townsOf(pack.plan.district).map((town) => town.code),
  );
}

/** The submissions that the demo's reports came by: locked ones, and those of the last period in every state. */
async function submitDemoReports(
  { db, config, clock }: Services,
  actor: Actor,
  pack: PlanPack,
  asOf: string,
): Promise<void> {
  const { district } = config;
  const planId = pack.plan.id;
  const run = await ensureRun(db, district, planId, asOf);
  const targets = declaredForms(pack).flatMap(({ form }) => form.cells.flatMap(({ target }) => target ?? []));
  const values = await findValues(db, district, run.id, { period: 'total', targets, everyPeriod: true });
  const counted = new Map(
    values.map(({ target_id, town, period, value }) => [`${target_id} ${town} ${period}`, value]),
  );
  const { submissions, disputes } = demoSubmissions(
    pack,
    reportsIn(pack),
    (target, town, period) => counted.get(`${target} ${town} ${period}`) ?? undefined,
  );
  await loadSubmissions(db, actor, pack, submissions, evidenceFolder(config.dataFolder));
  for (const { cell, ...key } of disputes) {
    const place = await openPlace(db, actor, { ...key, plan: planId });
    const target = place.declared.form.cells.find(({ id }) => id === cell)!.target!;
    const value = counted.get(
      `${target} ${place.unit.kind === 'town' ? place.unit.id : ''} ${place.period}`,
    )!;
    const unit: Actor = {
      ...actor,
      name: `${place.unit.name.zh}经办人`,
      role: 'town_clerk',
      organisation: {
        id: key.unit,
        kind: 'town',
        name: place.unit.name,
        town: key.unit,
        units: [key.unit],
        entity: null,
      },
    };
    const claimed = String(Number(value) + 1);
    await inTransaction(db, (tx) =>
      openDispute(tx, unit, place, clock.today(), {
        cell,
        counted: value,
        claimed,
        reason: '演示：有一家企业登记在邻镇，实际经营在本地',
        evidence: [],
      }),
    );
  }
}

/** The demo office splits what can be split over its ten towns, by their share of enterprises at the plan's first quarter. */
async function splitDemoTargets(
  { db, config }: Services,
  actor: Actor,
  pack: PlanPack,
  asOf: string,
): Promise<void> {
  const plan = await getPlanInForce(db, config.district, pack.plan.id);
  const weights = await findTownWeights(db, config.district, pack.plan.id, asOf, demoWeights);
  if (weights.length === 0) return;
  for (const split of pack.decompositions) {
    const rows = plan.decompositions.get(split.target)?.[0]?.rows ?? [];
    const computed = plan.measures.get(split.target)?.measure;
    if (rows.some((row) => row.unit !== 'district') || computed === undefined || !('flow' in computed))
      continue;
    const byTown = rows.flatMap((row) =>
      proposeSplit({ weights: weights.map((town) => town.weight), whole: row.value }).map((value, index) => ({
        unit: weights[index]!.town,
        year: row.year,
        value,
      })),
    );
    await takeOverDecomposition(db, actor, pack.plan.id, split.target, {
      basedOn: 1,
      rows: [...rows, ...byTown],
      differsBecause: null,
      effectiveFrom: pack.plan.period.start,
      reason: '演示:按各镇(街道)小微企业数占比分解 demo: by each town’s share of enterprises',
      documentNumber: null,
    });
  }
}
