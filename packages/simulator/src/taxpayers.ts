import { dateOf, yearOf } from './days.ts';
import { type Environment, firstDay, simulatedYears, streams } from './environment.ts';
import { isManufacturing, simulatedIndustries } from './industries.ts';
import { generalTaxpayerSales } from './levies.ts';
import { departments, grant, type HeldTitle, type Life, livesOn, recordedWithin } from './life.ts';
import { chance, drawInt, type Random, randomStream } from './random.ts';
import { rosterInstant } from './registration.ts';

type Kind = 'small_scale_taxpayer' | 'general_taxpayer';

/**
 * Makes a firm that is registered for tax a small-scale or a general taxpayer (增值税小规模纳税人、一般纳税人), and follows its
 * sales: above the limit it becomes general, and after the limit rose in 2018 some go back while that was allowed.
 */
export function becomeTaxpayer(environment: Environment, life: Life): void {
  const registered = life.titles.find((held) => held.title === 'tax_registered');
  const [first] = life.years;
  if (registered === undefined || first === undefined) return;
  const random = randomStream(environment.seed, streams.titles, life.key);
  const trade = tradeOf(life.industry);
  const since = Math.max(registered.from, life.appearsOn);
  // buyers in trade and manufacturing want invoices that they can deduct
  const volunteers = chance(random, trade === 'service' ? 0.05 : 0.15);
  const startSales = first.revenue / first.fraction;
  const general = volunteers || startSales > generalTaxpayerSales(Math.max(since, firstDay), trade);
  let held = grant(
    life,
    general ? 'general_taxpayer' : 'small_scale_taxpayer',
    since,
    registered.known,
    departments.tax,
  );
  for (const { year, revenue, fraction } of life.years) {
    if (held === null) return;
    const day = dateOf(year, drawInt(random, 6, 12), 1);
    const above = revenue / fraction > generalTaxpayerSales(day, trade);
    const canReturn = year === 2018 || year === 2019;
    if (held.title === 'small_scale_taxpayer' && above)
      held = turn(random, life, held, 'general_taxpayer', day);
    else if (held.title === 'general_taxpayer' && !above && canReturn && !volunteers && chance(random, 0.3))
      held = turn(random, life, held, 'small_scale_taxpayer', day);
  }
}

function turn(random: Random, life: Life, held: HeldTitle, to: Kind, day: number): HeldTitle | null {
  if (day <= held.from || !livesOn(life, day)) return held;
  const known = recordedWithin(random, day, 3, 30, held.known + 1);
  held.to = day;
  held.endKnown = known;
  return grant(life, to, day, known, departments.tax);
}

function tradeOf(industry: number): 'industry' | 'commerce' | 'service' {
  const { sizeClass } = simulatedIndustries[industry]!;
  if (sizeClass === 'wholesale' || sizeClass === 'retail') return 'commerce';
  return isManufacturing(simulatedIndustries[industry]!) ? 'industry' : 'service';
}

/**
 * Most individual businesses pay a fixed quota and file nothing; of the larger ones the tax bureau has returns and tells the office.
 *
 * @param level its yearly sales in yuan
 * @returns whether it files returns
 */
export function fileReturns(environment: Environment, life: Life, level: number): boolean {
  const random = randomStream(environment.seed, streams.titles, life.key);
  if (level < 250_000 || !chance(random, 0.4)) return false;
  const day = life.appearsOn + drawInt(random, 0, 30);
  const known = life.appearsOn < firstDay ? rosterInstant : recordedWithin(random, day, 0, 20);
  const kind = level > 5_000_000 ? 'general_taxpayer' : 'small_scale_taxpayer';
  return grant(life, kind, day, known, departments.tax) !== null;
}

/** 严重违法失信名单: three years on the list of abnormal operation without mending it (原工商总局令第83号, in force until 2021-09-01). */
export function listDishonest(environment: Environment, life: Life): void {
  const random = randomStream(environment.seed, streams.titles, life.key, 2);
  for (const held of life.titles.filter(({ title }) => title === 'abnormal_operation')) {
    const due = dateOf(yearOf(held.from) + 3, 7, 20);
    if (held.to !== null || yearOf(due) > simulatedYears.at(-1)! || !chance(random, 0.8)) continue;
    const day = due + drawInt(random, 0, 20);
    const detail = { reason: '被列入经营异常名录满三年仍未履行公示义务' };
    grant(life, 'serious_dishonesty', day, recordedWithin(random, day, 0, 10), departments.registration, {
      detail,
    });
  }
}
