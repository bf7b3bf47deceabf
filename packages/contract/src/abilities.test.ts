import { expect, it } from 'vitest';
import { type ActingOrganisation, abilityOf, may } from './abilities.ts';

const organisation: ActingOrganisation = {
  id: 'finance-centre',
  kind: 'department',
  town: null,
  units: ['finance-centre', 'finance-office'],
  entity: null,
};
const clerk = abilityOf({ role: 'department_clerk', organisation });

it('lets people do to the rows of their own organisation what they may do to their own, and to no other', () => {
  expect(may(clerk, 'submission.fill')).toBe(true);
  expect(may(clerk, 'submission.fill', { unit: 'finance-office' })).toBe(true);
  expect(may(clerk, 'submission.fill', { organisation: 'finance-centre' })).toBe(true);
  expect(may(clerk, 'submission.fill', { unit: 'tax' })).toBe(false);
  expect(may(clerk, 'submission.fill', { organisation: 'tax', unit: null })).toBe(false);
});

it('lets those who may in the whole district do it to every row', () => {
  const office = abilityOf({ role: 'office', organisation: null });
  expect(may(office, 'submission.office', { unit: 'tax' })).toBe(true);
  expect(may(clerk, 'submission.office', { unit: 'finance-office' })).toBe(false);
});

it('knows a town’s rows by its code and an enterprise’s by its number', () => {
  const town = abilityOf({
    role: 'town_clerk',
    organisation: { id: 'jinqing', kind: 'town', town: '331004106', units: ['331004106'], entity: null },
  });
  expect(may(town, 'registry.read', { town: '331004106' })).toBe(true);
  expect(may(town, 'registry.read', { town: '331004001' })).toBe(false);
  const owner = abilityOf({
    role: 'owner',
    organisation: { id: 'e', kind: 'enterprise', town: null, units: [], entity: '7' },
  });
  expect(may(owner, 'enterprise.own', { entity: '7' })).toBe(true);
  expect(may(owner, 'enterprise.own', { entity: '8' })).toBe(false);
});

it('lets nobody without an organisation do anything to a row', () => {
  const newcomer = abilityOf({ role: 'town_clerk', organisation: null });
  expect(may(newcomer, 'submission.fill', { unit: '331004106' })).toBe(false);
});
