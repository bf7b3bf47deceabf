import { type CheckedType, type Checker, report } from './checker.ts';
import type { Message, Position } from './errors.ts';

const RATIO: Message = { zh: '比率', en: 'a ratio' };

export function requireSameUnit(
  checker: Checker,
  left: CheckedType,
  right: CheckedType,
  position: Position,
): void {
  if (left.unit === undefined || right.unit === undefined || left.unit === right.unit) return;
  const words = (unit: string): Message =>
    checker.catalogue.units.get(unit) ?? (unit === 'ratio' ? RATIO : { zh: unit, en: unit });
  const [one, other] = [words(left.unit), words(right.unit)];
  report(
    checker,
    'unit_mismatch',
    {
      zh: `单位不同：${one.zh}与${other.zh}不能相加减或比较`,
      en: `Units differ: ${one.en} and ${other.en} cannot be added or compared`,
    },
    position,
  );
}

export function unit(name: string | undefined): { unit?: string } {
  return name === undefined ? {} : { unit: name };
}

export function unitOfProduct(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || left === 'ratio') return right;
  return right === undefined || right === 'ratio' ? left : undefined;
}

export function unitOfQuotient(left: string | undefined, right: string | undefined): string | undefined {
  if (left !== undefined && left === right) return 'ratio';
  return right === undefined || right === 'ratio' ? left : undefined;
}
