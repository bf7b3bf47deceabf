import { type Catalogue, defineCatalogue } from '@miaopu/rules';
import { policyNames } from './policy-catalogue.ts';

/** The policy catalogue with `total`, what a combination of benefits comes to, for figures that follow from it. */
export const totalCatalogue: Catalogue = defineCatalogue({
  ...policyNames,
  bindings: {
    ...policyNames.bindings,
    total: { type: 'number', unit: 'yuan', zh: '可享受金额合计', en: 'the sum of the benefits' },
  },
});
