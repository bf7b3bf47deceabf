import { problem, type RowProblem } from '../rows/problems.ts';
import type { RowRecord } from '../rows/record.ts';
import type { Match } from './match.ts';

/** The row's code belongs to somebody else than the entity that its old number or its name found. */
export function conflicts(
  record: RowRecord,
  known: readonly { fields: { credit_code: string | null } }[],
): boolean {
  const { credit_code } = record.entity;
  if (credit_code === null) return false;
  const codes = known.map((version) => version.fields.credit_code).filter((code) => code !== null);
  return codes.length > 0 && !codes.includes(credit_code);
}

export function conflict(
  record: RowRecord,
  known: readonly { fields: { name: string | null; credit_code: string | null } }[] | undefined,
  by: Match['by'],
): RowProblem {
  const last = known?.at(-1)?.fields;
  const way = by === 'number' ? ['注册号', 'its old number'] : ['代码', 'its code'];
  return problem(
    'conflict',
    null,
    `按${way[0]}是已有主体“${last?.name ?? ''}”(${last?.credit_code ?? '无代码'}),但本行的代码是 ${record.entity.credit_code}。请核对是哪一家。`,
    `By ${way[1]} this is “${last?.name ?? ''}” (${last?.credit_code ?? 'no code'}), but the row has the code ${record.entity.credit_code}. Check which one it is.`,
  );
}

export function nameMissing(): RowProblem {
  return problem(
    'name_missing',
    null,
    '名册里没有这个代码,本行也没有名称,不能新建。请补填名称。',
    'The registry does not know this code and the row has no name, so it cannot be added. Give the name.',
  );
}

export function sameEntity(other: RowRecord): RowProblem {
  return problem(
    'duplicate_in_file',
    null,
    `与第 ${other.line} 行是同一个主体。请合并为一行。`,
    `It is the same entity as line ${other.line}. Make them one row.`,
  );
}
