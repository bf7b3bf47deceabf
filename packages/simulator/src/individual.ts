import type { LegalForm } from '@miaopu/standards';
import { yearOf } from './days.ts';
import { finish, liveEnterprise } from './enterprise.ts';
import {
  anyDay,
  type Cohort,
  drawIndustry,
  type Environment,
  paceOf,
  seasonalDay,
  simulatedYears,
  streams,
} from './environment.ts';
import { sellYearly } from './individual-books.ts';
import { isManufacturing, simulatedIndustries } from './industries.ts';
import { departments, happen, type Life, recordedAfter } from './life.ts';
import { chance, draw, drawInt, drawNormal, type Random, randomStream } from './random.ts';
import { type Founding, register } from './registration.ts';
import { fileReturns } from './taxpayers.ts';

/**
 * Lives an individual business (个体工商户), and where it becomes an enterprise (个转企) also that enterprise.
 *
 * In these years a conversion was a deregistration and a founding, with a new 91… code; the direct change that keeps the old code
 * only came with 国市监注发〔2025〕58号.
 */
export function liveIndividual(
  environment: Environment,
  key: number,
  successorKey: number,
  cohort: Cohort,
): Life[] {
  const random = randomStream(environment.seed, streams.life, key);
  const founding = drawIndividual(environment, random, key, cohort);
  const life = register(environment, founding);
  happen(life, 'established', founding.establishedOn, life.firstKnown, departments.registration);
  const filesReturns = fileReturns(environment, life, founding.level);
  const lives = liveOn(environment, random, founding, life, successorKey);
  if (filesReturns) sellYearly(environment, life, founding.level);
  return lives;
}

function liveOn(
  environment: Environment,
  random: Random,
  founding: Founding,
  life: Life,
  successorKey: number,
): Life[] {
  for (const year of simulatedYears) {
    if (year < yearOf(founding.establishedOn)) continue;
    const day = Math.max(anyDay(random, year), founding.establishedOn + 60);
    if (yearOf(day) !== year) continue;
    if (chance(random, conversionHazard(environment, founding, year))) {
      life.endsOn = day;
      finish(random, life, { day, kind: 'deregistered' });
      return [life, convert(environment, random, founding, life, successorKey, day)];
    }
    if (chance(random, year === 2020 ? 0.075 : 0.062)) {
      life.endsOn = day;
      finish(random, life, { day, kind: chance(random, 0.93) ? 'deregistered' : 'revoked' });
      return [life];
    }
  }
  return [life];
}

function drawIndividual(environment: Environment, random: Random, key: number, cohort: Cohort): Founding {
  const industry = drawIndustry(environment, random, 'individual', cohort.town);
  const age = Math.min(28, Math.floor(-5 * Math.log(1 - draw(random))));
  const establishedOn = seasonalDay(random, cohort.year ?? 2016 - age);
  const { revenue } = simulatedIndustries[industry]!;
  return {
    key,
    category: 'individual',
    form: 'individual',
    industry,
    town: cohort.town,
    establishedOn,
    appearsOn: establishedOn,
    level: revenue * 2_500 * Math.exp(0.9 * drawNormal(random)),
    brandKey: key,
    kept: {},
  };
}

/** Workshops and wholesalers are won for it more than shops. */
function conversionHazard(environment: Environment, founding: Founding, year: number): number {
  const industry = simulatedIndustries[founding.industry]!;
  const readiness = isManufacturing(industry) ? 2.3 : industry.sizeClass === 'wholesale' ? 1.5 : 0.45;
  const drive = year === 2017 ? 0.9 : year === 2018 ? 1.15 : year === 2019 ? 1.05 : 0.8;
  return 0.0049 * readiness * drive * paceOf(environment, 'conversion', founding.town, year);
}

function convert(
  environment: Environment,
  random: Random,
  from: Founding,
  predecessor: Life,
  key: number,
  day: number,
): Life {
  const { address, businessScope, legalRepresentative, phone } = predecessor.journal[0]!.patch;
  const founding: Founding = {
    ...from,
    key,
    category: 'enterprise',
    form: convertedForm(environment, random, from.town),
    establishedOn: day,
    appearsOn: day,
    level: from.level * (2 + 2 * draw(random)),
    kept: { address, businessScope, legalRepresentative, phone },
  };
  const life = liveEnterprise(environment, founding);
  const known = Math.max(life.firstKnown, recordedAfter(random, day));
  happen(life, 'converted', day, known, departments.registration, {
    related: predecessor.key,
    evidence: `个转企${yearOf(day)}-${String(drawInt(random, 1, 9_999)).padStart(4, '0')}`,
    detail: { method: '注销+设立' },
  });
  return life;
}

function convertedForm(environment: Environment, random: Random, town: number): LegalForm {
  if (chance(random, environment.companyShare[town]!)) return 'company';
  return chance(random, 0.85) ? 'sole' : 'partnership';
}
