import type { EntityCategory, LegalForm } from '@miaopu/standards';
import { instantOn, officeDay } from './days.ts';
import { type Environment, firstDay, streams } from './environment.ts';
import {
  addressOf,
  businessScope,
  capitalOf,
  creditCodeOf,
  enterpriseName,
  individualName,
  personName,
  phoneOf,
  registrationNumberOf,
} from './identity.ts';
import { simulatedIndustries } from './industries.ts';
import { type Attributes, type Life, recordedAfter } from './life.ts';
import { chance, draw, drawInt, type Random, randomStream } from './random.ts';

/** The roster with which the registry began: all that stood at the start was learned from it. */
export const rosterInstant = instantOn(officeDay(firstDay + 2), 0);

export type Founding = {
  readonly key: number;
  readonly category: EntityCategory;
  readonly form: LegalForm;
  readonly industry: number;
  /** Number of the town in the district. */
  readonly town: number;
  readonly establishedOn: number;
  /** First day here: the founding, or the day on which it moved in. */
  readonly appearsOn: number;
  /** Yearly revenue that it can make at the start, in yuan. */
  readonly level: number;
  /** The key whose trade name it bears: its own, or that of the individual business it was. */
  readonly brandKey: number;
  /** What a converted business keeps: its address, its scope and its owner. */
  readonly kept: Partial<Attributes>;
};

/**
 * Registers an entity: writes what it truly is, as the registry learned it. A few first records are wrong, derived or silent about
 * the town or the industry, and some of those are corrected months later, as in life.
 */
export function register(environment: Environment, founding: Founding): Life {
  const identity = randomStream(environment.seed, streams.identity, founding.key);
  const records = randomStream(environment.seed, streams.records, founding.key);
  const truth = attributesOf(environment, identity, founding);
  const known = founding.appearsOn < firstDay ? rosterInstant : recordedAfter(records, founding.appearsOn);
  const life: Life = {
    key: founding.key,
    industry: founding.industry,
    appearsOn: founding.appearsOn,
    firstKnown: known,
    endsOn: Number.POSITIVE_INFINITY,
    journal: [],
    events: [],
    titles: [],
    years: [],
    missedReports: [],
    monitored: false,
  };
  const flaw = drawFlaw(environment, records, founding, truth);
  life.journal.push({
    day: founding.appearsOn,
    known,
    act: 'registration',
    reason: null,
    evidence: null,
    patch: { ...truth, ...flaw?.recorded },
  });
  if (flaw?.reason) {
    const later = recordedAfter(records, Math.floor(known / 1440) + drawInt(records, 20, 400), known + 1);
    life.journal.push({
      day: founding.appearsOn,
      known: later,
      act: 'correction',
      reason: flaw.reason,
      evidence: null,
      patch: flaw.truth,
    });
  }
  return life;
}

function attributesOf(environment: Environment, random: Random, founding: Founding): Attributes {
  const { district } = environment;
  const { key, brandKey, category, establishedOn, level } = founding;
  const industry = simulatedIndustries[founding.industry]!;
  const town = district.towns[founding.town]!;
  const individual = category === 'individual';
  const name = individual
    ? individualName(random, brandKey, industry, town)
    : enterpriseName(random, brandKey, industry, founding.form, brandKey !== key);
  const hasCapital = !individual && category !== 'branch';
  return {
    name:
      category === 'branch' ? `${name}${branchEnding(random, town.name)}` : cooperativeName(name, category),
    creditCode: creditCodeOf(
      key,
      district.code,
      individual ? '2' : category === 'cooperative' ? '3' : '1',
      establishedOn,
    ),
    registrationNumber: registrationNumberOf(key, district.code, individual, establishedOn),
    category,
    legalForm: founding.form,
    status: 'active',
    establishedOn,
    endedOn: null,
    capital: hasCapital ? capitalOf(random, level) : null,
    currency: hasCapital ? (founding.form === 'foreign' ? 'USD' : 'CNY') : null,
    industry: industry.code,
    town: town.code,
    address: addressOf(random, district, town, chance(random, 0.93)),
    businessScope: businessScope(random, industry, !individual && draw(random) < 0.3 * industry.trade),
    legalRepresentative: personName(random),
    phone: chance(random, 0.6) ? phoneOf(random) : null,
    derived: null,
    ...founding.kept,
  };
}

function branchEnding(random: Random, town: string): string {
  return chance(random, 0.5) ? `${town.replace(/(?:街道|镇)$/, '')}分公司` : '分公司';
}

function cooperativeName(name: string, category: EntityCategory): string {
  return category === 'cooperative'
    ? name.replace(/(?:有限公司|厂|服务部|中心|工作室)$/, '专业合作社')
    : name;
}

type Flaw = {
  /** What was written at first. */
  readonly recorded: Partial<Attributes>;
  /** What the correction says. */
  readonly truth: Partial<Attributes>;
  /** Why it was corrected; null when it never was. */
  readonly reason: string | null;
};

/** What is wrong with the first record, if anything; about one in ten has something. */
function drawFlaw(
  environment: Environment,
  random: Random,
  founding: Founding,
  truth: Attributes,
): Flaw | null {
  const luck = draw(random);
  if (luck < 0.012) return wrongTown(environment, random, truth);
  if (luck < 0.02) return wrongIndustry(random, founding, truth);
  if (luck < 0.034) {
    const corrected = chance(random, 0.4);
    const recorded = { town: null };
    return { recorded, truth: { town: truth.town }, reason: corrected ? '补录属地镇(街道)' : null };
  }
  if (luck < 0.05) {
    const corrected = chance(random, 0.3);
    return {
      recorded: { industry: null },
      truth: { industry: truth.industry },
      reason: corrected ? '补录行业代码' : null,
    };
  }
  if (luck < 0.085)
    return { recorded: { derived: derivation('town', 0.9, truth.address) }, truth: {}, reason: null };
  if (luck < 0.115) {
    return {
      recorded: { derived: derivation('industry', 0.8, truth.businessScope ?? '') },
      truth: {},
      reason: null,
    };
  }
  return null;
}

function derivation(field: 'town' | 'industry', confidence: number, text: string): Attributes['derived'] {
  const words = { town: '由地址推断', industry: '由经营范围推断' };
  return { [field]: { confidence, because: `${words[field]}:${text}` } };
}

function wrongTown(environment: Environment, random: Random, truth: Attributes): Flaw {
  const towns = environment.district.towns;
  const at = towns.findIndex((town) => town.code === truth.town);
  const other = towns[(at + drawInt(random, 1, towns.length - 1)) % towns.length]!;
  return {
    recorded: { town: other.code },
    truth: { town: truth.town },
    reason: chance(random, 0.9) ? '属地镇(街道)登记有误,按实际住所更正' : '属地核查更正',
  };
}

function wrongIndustry(random: Random, founding: Founding, truth: Attributes): Flaw {
  const count = simulatedIndustries.length;
  const other = simulatedIndustries[(founding.industry + drawInt(random, 1, count - 1)) % count]!;
  return {
    recorded: { industry: other.code },
    truth: { industry: truth.industry },
    reason: '行业代码登记有误,按主营业务更正',
  };
}
