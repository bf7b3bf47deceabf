/**
 * The national standards Miaopu counts by, as pure functions over data: no database, no network, no clock.
 * Runs on the server and in the browser.
 */

export * from './catalogue.ts';
export {
  type CreditCodeResult,
  type CreditCodeWarning,
  checkCreditCode,
  generateCreditCode,
  type InvalidCreditCode,
  isValidCreditCode,
  normaliseCreditCode,
  type ValidCreditCode,
} from './credit-code.ts';
export { creditCheckCharacter, organisationCheckCharacter } from './credit-code-alphabet.ts';
export type { CreditCodeProblem, CreditCodeReason } from './credit-code-problems.ts';
export { type DataSource, dataSources } from './data-sources.ts';
export {
  type DateOptions,
  type DatePrecision,
  type DateReason,
  type DateResult,
  parseDate,
} from './dates.ts';
export { addDecimals, shiftDecimal } from './decimal-text.ts';
export {
  type DesignatedClass,
  type DesignatedSizeAnswer,
  type DesignatedSizeInput,
  type DesignatedSizeValue,
  designatedSize,
} from './designated-size.ts';
export {
  type Division,
  type DivisionLevel,
  divisionCoverage,
  divisionPath,
  divisionStem,
  divisionsBelow,
  findDivision,
  findDivisionsByName,
  isWithin,
  responsibleTown,
  responsibleTowns,
} from './divisions.ts';
export { type FactDeclaration, type FactField, factFields } from './fact-fields.ts';
export type { Figure, Indicator } from './figures.ts';
export {
  completeDivisions,
  type EconomicSector,
  economicSector,
  findIndustry,
  type Industry,
  type IndustryLevel,
  industriesBelow,
  industryCodesFrom2011,
  industryPath,
  industrySection,
} from './industry.ts';
export { type IndustryOfScope, industryFromScope } from './industry-from-scope.ts';
export {
  classicIndustries,
  type IndustryTag,
  type IndustryTagHit,
  industryTags,
  industryTagVersion,
  prefixesOf,
  type TagShare,
  tagHits,
  tagsOf,
} from './industry-tags.ts';
export { type Certainty, type Message, StandardsError } from './message.ts';
export { isMissingText } from './missing.ts';
export {
  type AmountOptions,
  type AmountResult,
  type MoneyUnit,
  type ParsedAmount,
  parseAmount,
} from './money.ts';
export { maskPersonal, maskPersonalFields, personalFields } from './personal.ts';
export type { Population, PopulationAnswer, PopulationValue } from './population.ts';
export { type SmallProfitInput, smallProfitPopulation, smallProfitTax } from './population-tax.ts';
export {
  type BankAnswer,
  type BankInput,
  bankPopulation,
  type PlanScopeInput,
  type PlanScopeOptions,
  type PopulationsInput,
  planScope,
  populations,
  statisticsPopulation,
} from './populations.ts';
export {
  checkRegistrationNumber,
  type RegistrationKind,
  type RegistrationNumberResult,
  registrationCheckDigit,
} from './registration-number.ts';
export {
  type SizeClass,
  type SizeClassAnswer,
  type SizeClassInput,
  type SizeClassValue,
  sizeClass,
} from './size-class.ts';
export {
  explainTown,
  type TownExplanation,
  type TownOfAddress,
  townFromAddress,
} from './town-from-address.ts';
export { findTownByName } from './town-names.ts';
export type { PlaceKind } from './town-places.ts';
export { addWorkingDays, isWorkingDay, workingDaysBetween, workingDayYears } from './working-days.ts';
