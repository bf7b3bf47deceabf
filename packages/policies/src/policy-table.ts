import type { Labels } from '@miaopu/plan';
import type { Policy } from './policy-schema.ts';

const certainties = {
  certain: { zh: '确定', en: 'certain' },
  likely: { zh: '较有把握', en: 'likely' },
  unsure: { zh: '没有把握', en: 'unsure' },
} as const satisfies Record<Policy['certainty'], Labels>;

const head = [
  '编号 id',
  '政策 policy',
  '文件 documents',
  '有效期 in force',
  '把握 certainty',
  '待确认 to be confirmed',
];

/**
 * The policies as a table in Markdown, in both languages, by id: what each rests on and what of it is still open.
 *
 * @example policyTable(library.policies) // '| 编号 id | 政策 policy | … |\n| --- | …'
 */
export function policyTable(policies: readonly Policy[]): string {
  const rows = [...policies]
    .sort(byId)
    .map((policy) => [
      `[${policy.id}](../policies/${policy.id}.yaml)`,
      both(policy.title),
      policy.documents.map(({ number, title }) => number ?? `《${title}》`).join('<br>'),
      `${policy.in_force.from}–${policy.in_force.to ?? ''}`,
      both(certainties[policy.certainty]),
      policy.to_confirm.map(both).join('<br>'),
    ]);
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}

/** `t9` before `t20`: numbers within ids count as numbers. */
function byId(left: Policy, right: Policy): number {
  return left.id.localeCompare(right.id, 'en', { numeric: true });
}

function both({ zh, en }: Labels): string {
  return `${zh}<br>${en}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
