import type {
  DesignationTitle,
  EntityCategory,
  EntityStatus,
  LegalForm,
  MilestoneKind,
} from '@miaopu/standards';
import { dateOf, instantOn, officeDay } from './days.ts';
import { lastDay } from './environment.ts';
import { draw, drawInt, type Random } from './random.ts';

/**
 * What the simulation writes down while an entity lives. Days are day numbers, instants are minutes (see days.ts).
 * Rows and truth are both made from it, each in its own way.
 */
export type Attributes = {
  name: string;
  creditCode: string | null;
  registrationNumber: string | null;
  category: EntityCategory;
  legalForm: LegalForm;
  status: EntityStatus;
  establishedOn: number;
  endedOn: number | null;
  /** Whole units of the currency; null where nobody stated it. */
  capital: number | null;
  currency: string | null;
  industry: string | null;
  town: string | null;
  address: string;
  businessScope: string | null;
  legalRepresentative: string | null;
  phone: string | null;
  derived: Readonly<Record<string, { confidence: number; because: string }>> | null;
};

/** Something that became so on a day, and that the registry learned at an instant. */
export type JournalEntry = {
  readonly day: number;
  readonly known: number;
  readonly act: 'registration' | 'change' | 'correction';
  readonly reason: string | null;
  readonly evidence: string | null;
  readonly patch: Readonly<Partial<Attributes>>;
};

export type LifeEvent = {
  readonly kind: MilestoneKind;
  readonly day: number;
  readonly known: number;
  readonly related: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly department: string;
  readonly evidence: string | null;
};

export type HeldTitle = {
  readonly title: DesignationTitle;
  readonly level: string | null;
  readonly from: number;
  /** First day on which it is no longer held; null while it lasts. */
  to: number | null;
  readonly known: number;
  /** When the end was learned; equal to `known` for a title granted for a term. */
  endKnown: number | null;
  readonly certificate: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly department: string;
};

/** A year of business. Revenue in whole yuan, of the days that the firm lived in the year. */
export type YearFigures = {
  readonly year: number;
  readonly revenue: number;
  readonly employees: number;
  /** Share of the year that the firm existed in the district. */
  readonly fraction: number;
};

export type Life = {
  readonly key: number;
  /** Number of the industry in simulatedIndustries. */
  readonly industry: number;
  /** First day in this district's registry. */
  readonly appearsOn: number;
  /** When the registry first heard of it. */
  readonly firstKnown: number;
  /** First day on which it is no longer active here; Infinity when it outlives the simulation. */
  endsOn: number;
  readonly journal: JournalEntry[];
  readonly events: LifeEvent[];
  readonly titles: HeldTitle[];
  readonly years: YearFigures[];
  /** Years whose annual report was not filed in time. */
  readonly missedReports: number[];
  /** Whether quarterly figures are collected from it. */
  monitored: boolean;
};

/** Departments that records come from, as the plan names them. */
export const departments = {
  registration: '区市场监管局',
  industry: '区经信局',
  statistics: '区统计局',
  science: '区科技局',
  finance: '区金融办',
  commerce: '区商务局',
  tax: '区税务局',
  employment: '区人力社保局',
} as const;

/** An instant some days after: most records come within three days, some within weeks, a few after months. */
export function recordedAfter(random: Random, day: number, notBefore = 0): number {
  const luck = draw(random);
  const delay =
    luck < 0.88 ? drawInt(random, 0, 3) : luck < 0.975 ? drawInt(random, 4, 40) : drawInt(random, 41, 220);
  return Math.max(instantOn(officeDay(day + delay), drawInt(random, 0, 470)), notBefore);
}

/** An instant in a window of days after, as batches and published lists come. */
export function recordedWithin(
  random: Random,
  day: number,
  low: number,
  high: number,
  notBefore = 0,
): number {
  return Math.max(instantOn(officeDay(day + drawInt(random, low, high)), drawInt(random, 0, 470)), notBefore);
}

/** Writes a change of the world into the journal, unless the entity does not live on that day or only begins. Gives the instant at which it became known. */
export function change(
  life: Life,
  random: Random,
  day: number,
  patch: Partial<Attributes>,
  reason: string,
): number | null {
  if (!livesOn(life, day) || day === life.appearsOn) return null;
  const known = recordedAfter(random, day, life.firstKnown + 1);
  life.journal.push({ day, known, act: 'change', reason, evidence: null, patch });
  return known;
}

export type EventDetails = Partial<Pick<LifeEvent, 'related' | 'detail' | 'evidence'>>;

/** Writes an event, unless the entity does not live on that day; tells whether it was written. */
export function happen(
  life: Life,
  kind: MilestoneKind,
  day: number,
  known: number,
  department: string,
  details: EventDetails = {},
): boolean {
  if (!livesOn(life, day) || day > lastDay) return false;
  const { related = null, detail = {}, evidence = null } = details;
  life.events.push({
    kind,
    day,
    known: Math.max(known, life.firstKnown),
    related,
    detail,
    department,
    evidence,
  });
  return true;
}

/** Grants a title, unless the entity does not live on that day. */
export function grant(
  life: Life,
  title: DesignationTitle,
  from: number,
  known: number,
  department: string,
  options: Partial<Pick<HeldTitle, 'level' | 'to' | 'certificate' | 'detail'>> = {},
): HeldTitle | null {
  if (!livesOn(life, from) || from > lastDay) return null;
  const held: HeldTitle = {
    title,
    level: options.level ?? null,
    from,
    to: options.to ?? null,
    known: Math.max(known, life.firstKnown),
    endKnown: options.to === undefined || options.to === null ? null : Math.max(known, life.firstKnown),
    certificate: options.certificate ?? null,
    detail: options.detail ?? {},
    department,
  };
  life.titles.push(held);
  return held;
}

/** Whether the entity is in the district on the day: from its first day to the day before its last. */
export function livesOn(life: Life, day: number): boolean {
  return day >= life.appearsOn && day < life.endsOn;
}

/** Whether it held the title on any day of the year. */
export function heldInYear(life: Life, title: DesignationTitle, year: number): boolean {
  const [first, last] = [dateOf(year, 1, 1), Math.min(dateOf(year, 12, 31), lastDay)];
  return life.titles.some(
    (held) => held.title === title && held.from <= last && (held.to === null || held.to > first),
  );
}

/** Ends what is still open when the entity ends, as the registry learns of it. */
export function closeTitles(life: Life, known: number): void {
  for (const held of life.titles) {
    if (held.to !== null || held.from >= life.endsOn) continue;
    held.to = life.endsOn;
    held.endKnown = Math.max(known, held.known + 1);
  }
}
