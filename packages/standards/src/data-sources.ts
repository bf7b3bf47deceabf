import type { Labels } from './catalogue.ts';

/** Who keeps the data of the field catalogue, by the name that fields give as their source. */
export const dataSources = {
  区市场监管局: { zh: '区市场监管局', en: 'the district’s market supervision bureau' },
  区税务局: { zh: '区税务局', en: 'the district’s tax bureau' },
  区科技局: { zh: '区科技局', en: 'the district’s science and technology bureau' },
  区经信局: { zh: '区经信局', en: 'the district’s economy and information bureau' },
  区人力社保局: { zh: '区人力社保局', en: 'the district’s human resources and social security bureau' },
  区金融办: { zh: '区金融办', en: 'the district’s finance office' },
  区商务局: { zh: '区商务局', en: 'the district’s commerce bureau' },
  区残联: { zh: '区残联', en: 'the district’s disabled persons’ federation' },
  供电公司: { zh: '供电公司', en: 'the power company' },
} as const satisfies Record<string, Labels>;

export type DataSource = keyof typeof dataSources;
