import { deriveTown, readTown } from './derive.ts';
import type { Identity } from './identity.ts';
import type { Where } from './location.ts';
import { cellOf, mark, type Reading } from './reading.ts';
import { otherCode, otherPlace, unknownTown } from './value-problems.ts';

/** Where the row is, whether that is ours, and its town. */
export function placeRow(reading: Reading, identity: Identity): void {
  const { entity, problems, tally, rules } = reading;
  const { locator, columns } = rules;
  const where = locate(reading);
  const county = (where.kind === 'ours' ? where.county : null) ?? locator.county;
  const division = identity.creditCode?.slice(2, 8) ?? identity.registrationNumber?.slice(0, 6) ?? null;
  const registrar = division === null ? null : locator.isRegistrar(division);
  const foreign = where.kind === 'elsewhere';
  if (!foreign && county !== null) readTownOf(reading, county);
  if (foreign && registrar === true) tally.locatedElsewhere++;
  if (registrar === false && !foreign) tally.registeredElsewhere++;
  if (rules.acceptOtherDistricts) return;
  if (foreign && registrar !== true) problems.push(otherPlace(where.name, locator.name, columns.at.address));
  // nothing in the row says that it is here, and its code was issued elsewhere
  if (where.kind === 'unknown' && entity.town === null && registrar === false)
    problems.push(otherCode(division!, locator.name, columns.at.credit_code));
}

function locate(reading: Reading): Where {
  const { locator } = reading.rules;
  if (reading.entity.address !== null) {
    const where = locator.ofAddress(reading.entity.address);
    if (where.kind !== 'unknown') return where;
  }
  const said = cellOf(reading, 'district');
  return said === '' ? { kind: 'unknown' } : locator.ofDivision(said);
}

function readTownOf(reading: Reading, county: string): void {
  const { entity, problems, rules } = reading;
  const said = cellOf(reading, 'town');
  let found = said === '' ? null : readTown(said, county);
  if (said !== '' && found === null) {
    // a village in the town's column is as telling as one in an address
    found = deriveTown(said, county);
    if (found === null) problems.push(unknownTown(said, rules.locator.name, rules.columns.at.town));
  }
  const village = cellOf(reading, 'village');
  if (found === null && village !== '') found = deriveTown(village, county);
  if (found === null && entity.address !== null) found = deriveTown(entity.address, county);
  if (found === null) return;
  entity.town = found.value;
  if (found.derivation !== null) mark(reading, 'town', found.derivation);
}
