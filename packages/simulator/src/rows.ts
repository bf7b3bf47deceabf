/**
 * The rows of a generated population, in the shape of the registry's tables.
 *
 * A population names its entities by its own keys (`key`, whole numbers from 1, in any order); the registry gives them their
 * identifiers when it loads them. Days are `2018-08-01`, instants `2018-08-03T02:00:00Z`, money exact decimal text in yuan.
 *
 * Every row says when it was recorded, because late data is recorded late. A row that was later found wrong carries `recordedTo`,
 * the instant at which the row that corrects it was recorded (`recordedFrom` of that one); rows that are still believed carry null.
 * At any instant, the versions of one entity that are known do not overlap in their valid days.
 */
import type {
  DesignationTitle,
  EntityCategory,
  EntityStatus,
  FactField,
  LegalForm,
  MilestoneKind,
} from '@miaopu/standards';

/** What every row says about its origin. */
export type PopulationOrigin = {
  /** When we learned it: an instant, `2018-08-03T02:00:00Z`. */
  readonly recordedFrom: string;
  /** When we learned that it was wrong or cut short; null while it is our present knowledge. */
  readonly recordedTo: string | null;
  /** The department that it came from, `区税务局`; one registry source is made for each. */
  readonly department: string;
  /** A document number or the like; null where there is none. */
  readonly evidence: string | null;
};

/** What an entity was from `validFrom` to the day before `validTo`. */
export type PopulationEntityVersion = PopulationOrigin & {
  readonly key: number;
  readonly validFrom: string;
  /** The first day on which it was otherwise; null when it lasts. */
  readonly validTo: string | null;
  /** registration: its first version. change: the world changed. correction: an earlier row was wrong. */
  readonly act: 'registration' | 'change' | 'correction';
  readonly reason: string | null;
  readonly name: string;
  readonly creditCode: string | null;
  readonly registrationNumber: string | null;
  readonly category: EntityCategory;
  readonly legalForm: LegalForm | null;
  readonly status: EntityStatus;
  readonly establishedOn: string | null;
  readonly endedOn: string | null;
  /** Registered capital in units of `currency`. */
  readonly capital: string | null;
  readonly currency: string | null;
  /** GB/T 4754-2017 code without the section's letter, as fine as it is known: `2929`, `29`. */
  readonly industry: string | null;
  readonly town: string | null;
  readonly address: string | null;
  readonly businessScope: string | null;
  readonly legalRepresentative: string | null;
  readonly phone: string | null;
  /** Attributes that were derived and not said, with confidence and reason; null when there are none. */
  readonly derived: Readonly<
    Record<string, { readonly confidence: number; readonly because: string }>
  > | null;
};

/** A figure of an entity for a year (`2018`) or a quarter (`2018Q3`), as exact decimal text in the unit of the field. */
export type PopulationFact = PopulationOrigin & {
  readonly key: number;
  readonly field: FactField;
  readonly period: string;
  readonly value: string;
};

/** A dated event in an entity's life. */
export type PopulationMilestone = PopulationOrigin & {
  readonly key: number;
  readonly kind: MilestoneKind;
  readonly happenedOn: string;
  /** The predecessor of a conversion. */
  readonly relatedKey: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** A title or status that an entity holds from `validFrom` to the day before `validTo`. */
export type PopulationDesignation = PopulationOrigin & {
  readonly key: number;
  readonly title: DesignationTitle;
  readonly level: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly certificate: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Support that an entity took up under a policy for a year; `amount` is what it was spared or given. */
export type PopulationEnjoyment = PopulationOrigin & {
  readonly key: number;
  /** The policy's id in the library, `t03`. */
  readonly policy: string;
  readonly year: number;
  readonly amount: string;
  readonly decidedOn: string;
};

/** A whole population, each part once through. */
export type Population = {
  readonly entities: AsyncIterable<PopulationEntityVersion> | Iterable<PopulationEntityVersion>;
  readonly facts: AsyncIterable<PopulationFact> | Iterable<PopulationFact>;
  readonly milestones: AsyncIterable<PopulationMilestone> | Iterable<PopulationMilestone>;
  readonly designations: AsyncIterable<PopulationDesignation> | Iterable<PopulationDesignation>;
};
