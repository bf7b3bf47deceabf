import { generateCreditCode, type LegalForm, registrationCheckDigit } from '@miaopu/standards';
import { dateOf } from './days.ts';
import type { SimulatedDistrict, SimulatedTown } from './district.ts';
import type { SimulatedIndustry } from './industries.ts';
import { chance, draw, drawInt, pick, type Random } from './random.ts';

/**
 * Names, codes, addresses and the like. All are made up: names are put together from single characters, and what must be unique
 * (codes, trade names) comes from the entity's number by a reversible scrambling, so that no memory of the used ones is needed.
 */

const BRANDS = [
  ...'恒宏鑫瑞盛昌达隆泰兴丰华荣康顺祥利源永新金晟凯嘉豪佳诚信德润百正铭博科创亿广万通力强飞腾跃龙虎凌云星辰旭东海洋江河山川林峰岩石玉珠宝银铜翔鹏鸿雁春秋夏冬晨曦卓越奇精艺巧思品尚美雅韵致远志和顾欧贝乐邦迪特威斯诺维蒂菲曼伦尔森格拓展伟杰俊超群英豫浙台甬绍温益惠聚合众联协勋勤俭',
];
const THIRD = [
  ...'达盛兴隆泰昌源顺祥利丰华荣康永新晟凯嘉豪佳诚信德润正铭博科创亿广万通力强飞腾跃龙凌云星辰旭',
];
const SURNAMES = [...'陈王林张李徐黄吴叶郑应罗蒋梁胡朱潘金赵何周卢郭管蔡任杨许谢沈冯尤阮项章'];
const GIVEN = [
  ...'伟建国华军平志明海云飞丽芳敏静秀英玲燕峰涛斌辉强勇杰俊鹏宇浩晨欣怡佳琪文武林森灵仙君福顺法根友富荣青春素琴菊香妙冬夏正小大永兴',
];
const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SCRAMBLED = 31 ** 5;

/**
 * The keys that unique codes and names are made for: below the 31⁵ bodies of new codes, and small enough that every product of the
 * scrambling is exact. What a key gives does not depend on it.
 */
export const maximumKey = 20_000_000;

/** A one-to-one scrambling of 0 … size − 1; exact, because every product stays below 2^53. */
function scramble(number: number, size: number, multiplier: number, shift: number): number {
  return (number * multiplier + shift) % size;
}

/** From this day on licences carry the unified code from the start, with bodies beginning in MA (GB 32100-2015). */
const UNIFIED_SINCE = dateOf(2015, 10, 1);

/** A valid unified social credit code that no other key has. Individual businesses have 92, enterprises 91, cooperatives 93. */
export function creditCodeOf(
  key: number,
  district: string,
  kind: '1' | '2' | '3',
  establishedOn: number,
): string {
  const old = kind === '1' && establishedOn < UNIFIED_SINCE;
  const body = old ? oldBody(key) : newBody(key);
  return generateCreditCode({ division: district, body, category: kind });
}

/** Organisation codes of before 2015 are eight digits. */
function oldBody(key: number): string {
  return String(10_000_000 + scramble(key, 89_999_999, 48_271_117, 30_803));
}

function newBody(key: number): string {
  let rest = scramble(key, SCRAMBLED, 11_400_713, 7_368_787);
  let body = '';
  for (let i = 0; i < 5; i++) {
    body = CODE_CHARACTERS[rest % 31]! + body;
    rest = Math.floor(rest / 31);
  }
  return `MA2${body}`;
}

/** The 15-digit number that licences carried before the unified code; null for those who never had one. */
export function registrationNumberOf(
  key: number,
  district: string,
  individual: boolean,
  establishedOn: number,
): string | null {
  if (establishedOn >= UNIFIED_SINCE) return null;
  const order = (individual ? 60_000_000 : 0) + (key % 30_000_000);
  const digits = `${district}${String(order).padStart(8, '0')}`;
  return `${digits}${registrationCheckDigit(digits)}`;
}

/** Two to four characters that no other founder's key (they are odd) has, so names never collide by chance. */
export function brandOf(founder: number): string {
  const key = Math.floor(founder / 2);
  const pairs = BRANDS.length * BRANDS.length;
  const pair = scramble(key % pairs, pairs, 7_919, 4_099);
  const round = Math.floor(key / pairs);
  const first = BRANDS[Math.floor(pair / BRANDS.length)]!;
  const second = BRANDS[pair % BRANDS.length]!;
  if (round === 0) return first + second;
  const third = THIRD[(round - 1) % THIRD.length]!;
  return round <= THIRD.length ? first + second + third : first + second + third + roundMark(round);
}

/** Beyond the three-character names, a further character tells the rounds apart. */
function roundMark(round: number): string {
  return BRANDS[Math.floor((round - 1) / THIRD.length) % BRANDS.length]!;
}

const FORM_ENDINGS: Readonly<Partial<Record<LegalForm, string>>> = {
  company: '有限公司',
  joint_stock: '股份有限公司',
  foreign: '有限公司',
  state: '公司',
};

/** The registered name of an enterprise: 台州市路桥 + brand + industry + form. */
export function enterpriseName(
  random: Random,
  key: number,
  industry: SimulatedIndustry,
  form: LegalForm,
  converted: boolean,
): string {
  const noun = pick(random, industry.nouns);
  // what was 台州市路桥… as an individual business takes another prefix with its trade name, so that both can be told apart
  const luck = converted ? 0.42 + 0.58 * draw(random) : draw(random);
  const prefix = luck < 0.42 ? '台州市路桥' : luck < 0.7 ? '台州' : luck < 0.94 ? '台州市' : '浙江';
  const ending = FORM_ENDINGS[form] ?? looseEnding(random, industry, form);
  return `${prefix}${brandOf(key)}${noun}${ending}`;
}

function looseEnding(random: Random, industry: SimulatedIndustry, form: LegalForm): string {
  if (form === 'partnership' && chance(random, 0.5)) return '合伙企业(有限合伙)';
  if (industry.sizeClass === 'industry') return '厂';
  if (industry.sizeClass === 'wholesale' || industry.sizeClass === 'retail')
    return pick(random, ['商行', '经营部']);
  return pick(random, ['服务部', '中心', '工作室']);
}

/** The name after the form changed: 台州恒达机械有限公司 becomes 台州恒达机械股份有限公司. */
export function renamed(name: string, form: LegalForm): string {
  const stem = name.replace(/(?:股份)?有限公司$|厂$|商行$|经营部$|服务部$|中心$|工作室$/, '');
  return `${stem}${FORM_ENDINGS[form] ?? '厂'}`;
}

/** The name of an individual business, 路桥 + brand + shop. */
export function individualName(
  random: Random,
  key: number,
  industry: SimulatedIndustry,
  town: SimulatedTown,
): string {
  const stem = town.name.replace(/(?:街道|镇)$/, '');
  const luck = draw(random);
  const prefix =
    luck < 0.5 ? '台州市路桥' : luck < 0.75 ? `路桥${stem === '路桥' ? '' : stem}` : '台州市路桥区';
  return `${prefix}${brandOf(key)}${pick(random, industry.shops)}`;
}

/** An address as licences write it. Some leave out the province or the city; with `town` null, also the town. */
export function addressOf(
  random: Random,
  district: SimulatedDistrict,
  town: SimulatedTown,
  sayTown: boolean,
): string {
  const luck = draw(random);
  const head = luck < 0.55 ? `浙江省${district.city}` : luck < 0.95 ? district.city : '';
  const village = pick(random, town.villages);
  const place = chance(random, 0.12) ? `${village}工业区` : village;
  const number = `${drawInt(random, 1, 399)}号`;
  const floor = chance(random, 0.18) ? `${drawInt(random, 1, 6)}楼` : '';
  return `${head}${district.name}${sayTown ? town.name : ''}${place}${number}${floor}`;
}

export function personName(random: Random): string {
  const given = chance(random, 0.8) ? pick(random, GIVEN) + pick(random, GIVEN) : pick(random, GIVEN);
  return pick(random, SURNAMES) + given;
}

/** A number in a block that is not handed out, so that it reaches nobody. */
export function phoneOf(random: Random): string {
  return `0576-00${String(drawInt(random, 0, 999_999)).padStart(6, '0')}`;
}

/** One to three of the industry's activities, as the business scope of a licence. */
export function businessScope(random: Random, industry: SimulatedIndustry, trade: boolean): string {
  const count = drawInt(random, 1, industry.scope.length);
  const words = industry.scope.slice(0, count).join('、');
  return `${words}${trade ? ';货物进出口、技术进出口' : ''}。`;
}

const LADDER = [
  3, 5, 10, 10, 20, 30, 50, 50, 58, 80, 100, 100, 108, 118, 168, 200, 300, 500, 508, 600, 800, 1000, 1080,
  2000, 3000, 5000, 5800, 10000,
];

/** Registered capital in yuan, near a fifth of a year's revenue, on the numbers that people choose. */
export function capitalOf(random: Random, yearlyRevenue: number): number {
  const wanted = (yearlyRevenue / 10_000) * 0.22 * Math.exp(0.9 * (draw(random) + draw(random) - 1) * 2);
  const at = LADDER.findIndex((step) => step >= wanted);
  return (LADDER[at === -1 ? LADDER.length - 1 : at] ?? 10) * 10_000;
}
