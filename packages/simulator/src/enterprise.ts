import type { LegalForm } from '@miaopu/standards';
import { runBusiness } from './business.ts';
import { dateOf, yearOf } from './days.ts';
import { earnDistinctions } from './distinctions.ts';
import {
  anyDay,
  type Cohort,
  drawIndustry,
  type Environment,
  firstDay,
  lastDay,
  paceOf,
  seasonalDay,
  simulatedYears,
  streams,
} from './environment.ts';
import { addressOf } from './identity.ts';
import { isManufacturing, libraryThreshold, simulatedIndustries } from './industries.ts';
import { closeTitles, departments, happen, type Life, recordedAfter } from './life.ts';
import { chance, draw, drawInt, drawNormal, type Random, randomStream } from './random.ts';
import { type Founding, register } from './registration.ts';
import { becomeTaxpayer, listDishonest } from './taxpayers.ts';
import {
  climbCreditLadder,
  earnHonours,
  earnTechnologyTitles,
  enterDirectories,
  reviewAnnualReports,
} from './titles.ts';
import { everydayChanges, reform, trade } from './upgrades.ts';

/** The founding of one entity of a cohort (enterprises, branches and cooperatives; individual businesses have their own). */
export function drawFounding(
  environment: Environment,
  random: Random,
  key: number,
  cohort: Cohort,
): Founding {
  const standing = cohort.year === null;
  const industry = drawIndustry(environment, random, standing ? 'stock' : 'born', cohort.town);
  const appearsOn = standing ? standingSince(random) : seasonalDay(random, cohort.year!);
  const establishedOn = cohort.kind === 'moved_in' ? appearsOn - drawInt(random, 200, 4000) : appearsOn;
  const category = cohort.kind === 'branch' || cohort.kind === 'cooperative' ? cohort.kind : 'enterprise';
  const form = category === 'enterprise' ? drawForm(random, standing, establishedOn, industry) : category;
  return {
    key,
    category,
    form,
    industry,
    town: cohort.town,
    establishedOn,
    appearsOn,
    level: drawLevel(random, industry, form, (firstDay - establishedOn) / 365),
    brandKey: key,
    kept: {},
  };
}

/** Firms that stood at the start are seven years old on average, and none is older than 1984. */
function standingSince(random: Random): number {
  const age = Math.min(32, Math.floor(-7.2 * Math.log(1 - draw(random))));
  return seasonalDay(random, 2016 - age);
}

function drawForm(random: Random, standing: boolean, establishedOn: number, industry: number): LegalForm {
  const luck = draw(random);
  if (!standing) {
    if (luck < 0.0009) return 'joint_stock';
    if (luck < 0.005) return 'foreign';
    if (luck < 0.05) return 'partnership';
    return luck < 0.135 ? 'sole' : 'company';
  }
  if (luck < 0.003) return 'joint_stock';
  if (luck < 0.011) return 'foreign';
  const old = establishedOn < dateOf(2003, 1, 1);
  if (old && luck < 0.4 && isManufacturing(simulatedIndustries[industry]!)) return 'stock_cooperative';
  if (old && luck < 0.06) return luck < 0.05 ? 'collective' : 'state';
  if (luck < 0.07) return 'partnership';
  return luck < 0.25 ? 'sole' : 'company';
}

/** Yearly revenue that the firm can make at the start: log-normal around its industry's median, small while it is young. */
function drawLevel(random: Random, industry: number, form: LegalForm, age: number): number {
  const { revenue, spread } = simulatedIndustries[industry]!;
  const shape = form === 'sole' ? 0.5 : form === 'joint_stock' ? 9 : 1;
  const youth = age <= 0 ? 0.42 : Math.min(1.15, 0.55 + 0.06 * age);
  return revenue * 10_000 * shape * youth * Math.exp(spread * drawNormal(random));
}

/** Lives an enterprise (or branch, or cooperative) from its founding to the end of the simulation or its own. */
export function liveEnterprise(environment: Environment, founding: Founding): Life {
  const random = randomStream(environment.seed, streams.life, founding.key);
  const life = register(environment, founding);
  const end = drawEnd(environment, random, founding);
  if (end !== null) life.endsOn = end.day;
  if (founding.appearsOn === founding.establishedOn) {
    happen(life, 'established', founding.establishedOn, life.firstKnown, departments.registration);
  } else {
    happen(life, 'moved_in', founding.appearsOn, life.firstKnown, departments.registration);
  }
  if (founding.category === 'enterprise') liveFully(environment, random, life, founding);
  if (end !== null) finish(random, life, end);
  return life;
}

function liveFully(environment: Environment, random: Random, life: Life, founding: Founding): void {
  const { district } = environment;
  everydayChanges(environment, random, life, founding, (stream, town) => {
    const target = district.towns[town]!;
    return { town: target.code, address: addressOf(stream, district, target, true) };
  });
  runBusiness(environment, random, life, founding);
  enterDirectories(random, life);
  reviewAnnualReports(random, life);
  earnTechnologyTitles(environment, random, life, founding);
  earnHonours(random, life, founding);
  climbCreditLadder(random, life, founding);
  reform(environment, random, life, founding);
  trade(environment, random, life, founding);
  becomeTaxpayer(environment, life);
  earnDistinctions(environment, life);
  listDishonest(environment, life);
  const inLibrary = life.titles.some((held) => held.title === 'above_designated_size');
  life.monitored = inLibrary || chance(random, 0.115);
}

type End = { readonly day: number; readonly kind: 'deregistered' | 'revoked' | 'moved_out' };

/** When and how the firm ends, if it does: young firms end more often, those of library size seldom. */
function drawEnd(environment: Environment, random: Random, founding: Founding): End | null {
  const { sizeClass } = simulatedIndustries[founding.industry]!;
  const large = sizeClass !== null && founding.level > 0.8 * libraryThreshold[sizeClass];
  for (const year of simulatedYears) {
    if (year < yearOf(founding.appearsOn)) continue;
    const age = year - yearOf(founding.establishedOn);
    const base = age === 0 ? 0.008 : age <= 3 ? 0.036 : age <= 8 ? 0.03 : 0.022;
    const epidemic = year === 2020 ? 1.2 : 1;
    const hazard = base * epidemic * (large ? 0.2 : 1) * paceOf(environment, 'ending', founding.town, year);
    if (!chance(random, hazard)) continue;
    const day = Math.max(anyDay(random, year), founding.appearsOn + 40);
    if (day > lastDay) return null;
    const luck = draw(random);
    return { day, kind: luck < 0.84 ? 'deregistered' : luck < 0.92 ? 'revoked' : 'moved_out' };
  }
  return null;
}

const endWords = { deregistered: '注销登记', revoked: '吊销营业执照', moved_out: '迁出本区' } as const;

/** Writes the end into the journal and the events, and ends the titles that were still open. */
export function finish(random: Random, life: Life, end: End): void {
  const known = recordedAfter(random, end.day, life.firstKnown + 1);
  const patch = { status: end.kind, endedOn: end.day };
  life.journal.push({
    day: end.day,
    known,
    act: 'change',
    reason: endWords[end.kind],
    evidence: null,
    patch,
  });
  life.events.push({
    kind: end.kind,
    day: end.day,
    known,
    related: null,
    detail: {},
    department: departments.registration,
    evidence: null,
  });
  closeTitles(life, known);
}
