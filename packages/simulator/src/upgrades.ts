import { dateOf, yearOf } from './days.ts';
import { anyDay, type Environment, firstDay, lastDay, paceOf, simulatedYears } from './environment.ts';
import { renamed } from './identity.ts';
import { simulatedIndustries } from './industries.ts';
import { change, departments, happen, type Life, recordedWithin } from './life.ts';
import { chance, drawInt, type Random } from './random.ts';
import { type Founding, rosterInstant } from './registration.ts';

/** Restructuring into a joint-stock company (规改股), then listing (股上市). */
export function reform(environment: Environment, random: Random, life: Life, founding: Founding): void {
  let jointStockSince = founding.form === 'joint_stock' ? life.appearsOn : null;
  let listed = jointStockSince !== null && life.appearsOn < firstDay - 1000 && listAtStart(random, life);
  for (const { year, revenue, fraction } of life.years) {
    if (fraction < 1) continue;
    if (jointStockSince === null && founding.form === 'company' && revenue > 15_000_000) {
      const pace = paceOf(environment, 'reform', founding.town, year);
      if (chance(random, 0.0042 * pace))
        jointStockSince = becomeJointStock(random, life, anyDay(random, year));
    }
    if (!listed && jointStockSince !== null && revenue > 8_000_000) {
      const day = anyDay(random, year);
      if (day > jointStockSince + 90 && chance(random, 0.012))
        listed = list(random, life, day, 'neeq', 870_000);
    }
    if (!listed && founding.form === 'company' && revenue > 2_000_000 && chance(random, 0.0022)) {
      listed = list(random, life, anyDay(random, year), 'zhejiang_equity', 800_000);
    }
  }
}

function listAtStart(random: Random, life: Life): boolean {
  if (!chance(random, 0.06)) return false;
  const day = dateOf(drawInt(random, 2014, 2016), drawInt(random, 1, 12), 15);
  return day > life.appearsOn && list(random, life, day, 'neeq', 830_000, rosterInstant);
}

function becomeJointStock(random: Random, life: Life, day: number): number | null {
  const name = String(life.journal[0]?.patch.name ?? '');
  const patch = { legalForm: 'joint_stock', name: renamed(name, 'joint_stock') } as const;
  const known = change(life, random, day, patch, '整体变更为股份有限公司');
  if (known === null) return null;
  happen(life, 'became_joint_stock', day, known, departments.registration);
  return day;
}

function list(
  random: Random,
  life: Life,
  day: number,
  board: 'neeq' | 'zhejiang_equity',
  block: number,
  known = recordedWithin(random, day, 3, 45),
): boolean {
  const detail = { board, code: String(block + drawInt(random, 0, 9_999)) };
  return happen(life, 'listed', day, known, departments.finance, { detail });
}

/** Foreign trade: the registration (备案), and the first declaration at customs, months later or never. */
export function trade(environment: Environment, random: Random, life: Life, founding: Founding): void {
  const industry = simulatedIndustries[founding.industry]!;
  if (industry.trade === 0) return;
  let registered = tradeAtStart(random, life, founding, industry.trade);
  let traded = registered !== null && life.events.some((event) => event.kind === 'first_trade');
  for (const { year, revenue } of life.years) {
    if (registered === null) {
      const pace = paceOf(environment, 'trade', founding.town, year);
      const size = Math.min(2.5, 0.4 + revenue / 3_000_000);
      if (!chance(random, 0.00155 * industry.trade * size * pace)) continue;
      const day = anyDay(random, year);
      const known = recordedWithin(random, day, 1, 25);
      const written = happen(life, 'trade_registered', day, known, departments.commerce);
      if (!written) continue;
      registered = day;
      if (chance(random, 0.5)) traded = firstTrade(random, life, day + drawInt(random, 25, 420));
    } else if (!traded && yearOf(registered) < year && chance(random, 0.024)) {
      traded = firstTrade(random, life, anyDay(random, year));
    }
  }
}

function tradeAtStart(random: Random, life: Life, founding: Founding, prone: number): number | null {
  if (founding.appearsOn > firstDay - 200) return null;
  const size = Math.min(3, 0.3 + founding.level / 4_000_000);
  if (!chance(random, 0.11 * prone * size)) return null;
  const earliest = Math.max(founding.appearsOn + 20, dateOf(2004, 7, 1));
  const day = drawInt(random, earliest, firstDay - 1);
  if (!happen(life, 'trade_registered', day, rosterInstant, departments.commerce)) return null;
  if (chance(random, 0.72)) {
    const first = drawInt(random, day, firstDay - 1);
    happen(life, 'first_trade', first, rosterInstant, departments.commerce);
  }
  return day;
}

function firstTrade(random: Random, life: Life, day: number): boolean {
  if (day > lastDay) return false;
  return happen(life, 'first_trade', day, recordedWithin(random, day, 8, 50), departments.commerce);
}

/** Everyday changes: name, capital, legal representative, and the move from one town to another. */
export function everydayChanges(
  environment: Environment,
  random: Random,
  life: Life,
  founding: Founding,
  moveTo: (random: Random, town: number) => { town: string; address: string },
): void {
  let town = founding.town;
  let capital = life.journal[0]?.patch.capital ?? null;
  for (const year of simulatedYears) {
    const day = anyDay(random, year);
    if (chance(random, 0.009)) {
      const from = environment.district.towns[town]!.code;
      const next = drawInt(random, 0, environment.district.towns.length - 1);
      if (next !== town) {
        const patch = { ...moveTo(random, next), derived: null };
        const known = change(life, random, day, patch, '住所变更');
        if (known !== null) {
          happen(life, 'moved_town', day, known, departments.registration, {
            detail: { from, to: patch.town },
          });
          town = next;
        }
      }
    }
    if (capital !== null && chance(random, 0.012)) {
      const raised = capital * drawInt(random, 2, 4);
      const at = anyDay(random, year);
      if (change(life, random, at, { capital: raised }, '注册资本变更') !== null) capital = raised;
    }
  }
}
