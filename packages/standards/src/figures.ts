import { Decimal } from 'decimal.js';
import { type Message, StandardsError } from './message.ts';

/** A figure as the caller has it: a number, an exact decimal as text, or nothing. Nothing is never zero. */
export type Figure = number | string | null | undefined;

/** The indicators that thresholds speak of. Money is in yuan. */
export type Indicator = 'employees' | 'revenue' | 'assets';

export const INDICATOR_NAMES: Readonly<Record<Indicator, Message>> = {
  employees: { zh: '从业人员', en: 'employees' },
  revenue: { zh: '营业收入', en: 'revenue' },
  assets: { zh: '资产总额', en: 'total assets' },
};

const PER_UNIT: Readonly<Record<Indicator, number>> = { employees: 1, revenue: 10_000, assets: 10_000 };

/**
 * A figure in the unit of official tables (人, 万元), exactly; undefined when it is missing.
 * @throws StandardsError `bad_figure` when it is no decimal number
 */
export function inTableUnits(indicator: Indicator, figure: Figure): Decimal | undefined {
  const value = exactFigure(indicator, figure);
  return value?.div(PER_UNIT[indicator]);
}

/** A figure as an exact decimal; undefined when it is missing. */
export function exactFigure(name: string, figure: Figure): Decimal | undefined {
  if (figure === null || figure === undefined || figure === '') return undefined;
  const legal = typeof figure === 'number' ? Number.isFinite(figure) : /^-?\d+(?:\.\d+)?$/.test(figure);
  if (!legal) {
    throw new StandardsError('bad_figure', {
      zh: `“${figure}”不是数字(${name}),请填写数字;缺数时留空。`,
      en: `“${figure}” is not a number (${name}): give a number, or leave it out when it is missing.`,
    });
  }
  return new Decimal(figure);
}

/** 350 万元, 25 人: a figure in table units as people read it. */
export function figureText(indicator: Indicator, value: Decimal | number): Message {
  const plain = typeof value === 'number' ? String(value) : value.toDecimalPlaces(4).toString();
  const unit = indicator === 'employees' ? { zh: '人', en: 'people' } : { zh: '万元', en: '万元' };
  return { zh: `${plain} ${unit.zh}`, en: `${plain} ${unit.en}` };
}

/** Joins the names of missing indicators for a sentence. */
export function missingNames(missing: readonly Indicator[]): Message {
  return {
    zh: missing.map((indicator) => INDICATOR_NAMES[indicator].zh).join('、'),
    en: missing.map((indicator) => INDICATOR_NAMES[indicator].en).join(', '),
  };
}
