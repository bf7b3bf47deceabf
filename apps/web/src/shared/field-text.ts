import {
  boards,
  type CatalogueField,
  designationTitles,
  entityFields,
  factFields,
  findIndustry,
  industryPath,
  type Labels,
  milestoneKinds,
} from '@miaopu/standards';
import { dash, formatCount, formatPercent, formatTenThousand, grouped } from './formats.ts';
import { useTownName } from './session.ts';
import { type Language, pick, useLanguage } from './words.ts';

const attributes: Readonly<Record<string, CatalogueField>> = entityFields;
const figures: Readonly<Record<string, CatalogueField>> = factFields;
const currency: Labels = { zh: '币种', en: 'currency' };

/** The catalogue's field behind a code, or nothing for what the catalogue does not know. */
export function findField(code: string): CatalogueField | undefined {
  return attributes[code] ?? figures[code];
}

/** A label in the page's language; in English headings begin with a capital. */
export function heading(labels: Labels, language: Language): string {
  const text = pick(labels, language);
  return language === 'en' ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** The name of a field of the catalogue as a heading. */
export function useFieldName(): (code: string) => string {
  const language = useLanguage();
  return (code) => {
    const labels = code === 'currency' ? currency : findField(code);
    return labels ? heading(labels, language) : code;
  };
}

function choice(table: Readonly<Record<string, Labels>>, code: string, language: Language): string {
  const labels = table[code];
  return labels ? heading(labels, language) : code;
}

/** `2929 塑料零件及其他塑料制品制造`; in English the nearest level that has an English name. */
export function industryText(code: string, language: Language): string {
  const industry = findIndustry(code);
  if (!industry) return code;
  if (language === 'zh-CN') return `${code} ${industry.zh}`;
  const named = industryPath(industry.code).findLast((step) => step.en);
  return named?.en ? `${code} ${heading({ zh: named.zh, en: named.en }, language)}` : code;
}

/** Says a field's value as people read it; money in 万元 without its unit. Nothing is a dash. */
export function useFieldText(): (code: string, value: string | null | undefined) => string {
  const language = useLanguage();
  const townName = useTownName();
  return (code, value) => {
    if (value === null || value === undefined || value === '') return dash;
    const field = findField(code);
    if (code === 'town') return townName(value) ?? value;
    if (code === 'industry') return industryText(value, language);
    if (field?.values) return choice(field.values, value, language);
    // What a file said and could not be read stays as it was said.
    if (field?.type !== 'number' || !/^-?\d+(\.\d+)?$/.test(value)) return value;
    if (field.unit === 'yuan') return formatTenThousand(value);
    if (field.unit === 'kWh') return formatCount(value);
    if (field.share) return formatPercent(value);
    return grouped(value.replace(/\.?0+$/, (zeros) => (value.includes('.') ? '' : zeros)));
  };
}

/** Names of milestones, designations and boards. */
export function useTitles(): {
  milestone: (kind: string) => string;
  designation: (title: string) => string;
  board: (code: string) => string;
} {
  const language = useLanguage();
  return {
    milestone: (kind) => choice(milestoneKinds, kind, language),
    designation: (title) => choice(designationTitles, title, language),
    board: (code) => choice(boards, code, language),
  };
}
