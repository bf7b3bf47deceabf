import { type AuditLineRow, auditActions } from '@miaopu/contract';
import type { Lang, Message } from '../errors/index.ts';
import type { Cell, Sheet } from '../workbook/index.ts';
import type { AuditFilters } from './search.ts';

const columns: readonly (Message & {
  width: number;
  of: (line: AuditLineRow, side: keyof Message) => Cell;
})[] = [
  { zh: '编号', en: 'Number', width: 10, of: ({ id }) => id },
  { zh: '时间（北京）', en: 'When (Beijing)', width: 22, of: ({ happenedAt }) => inBeijing(happenedAt) },
  { zh: '人员', en: 'Who', width: 16, of: ({ actor }) => actor.name },
  { zh: '角色', en: 'Role', width: 18, of: ({ actor }) => actor.role },
  { zh: '单位', en: 'For whom', width: 24, of: ({ organisation }, side) => organisation?.name[side] ?? null },
  { zh: '事项', en: 'What', width: 24, of: ({ action }, side) => wordsOf(action)?.[side] ?? action },
  { zh: '对象', en: 'Record', width: 32, of: ({ record }) => record },
  { zh: '事由', en: 'Why', width: 32, of: ({ reason }) => reason },
  { zh: '之前', en: 'Before', width: 40, of: ({ before }) => asText(before) },
  { zh: '之后', en: 'After', width: 40, of: ({ after }) => asText(after) },
  { zh: '网络地址', en: 'Address', width: 18, of: ({ address }) => address },
  { zh: '请求编号', en: 'Request', width: 12, of: ({ requestId }) => requestId },
];

const wordsOf = (action: string): Message | undefined =>
  (auditActions as Readonly<Record<string, Message>>)[action];

const beijing = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const inBeijing = (instant: string) => beijing.format(new Date(instant));

// Excel allows 32,767 characters in a cell
const asText = (value: unknown): Cell =>
  value === null || value === undefined ? null : JSON.stringify(value).slice(0, 32_000);

/** Audit lines as a sheet, with what they were chosen by above. */
export function auditSheet(filters: AuditFilters, lines: AsyncIterable<AuditLineRow>, lang: Lang): Sheet {
  const side = lang === 'en' ? 'en' : 'zh';
  const chosen = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '');
  const filter = chosen.map(([name, value]) => `${name}=${value}`).join(lang === 'en' ? ', ' : '，');
  async function* cells() {
    for await (const line of lines) yield columns.map(({ of }) => of(line, side));
  }
  return {
    name: lang === 'en' ? 'Audit' : '审计记录',
    above: [
      lang === 'en'
        ? `Audit lines, newest first. Filters: ${filter || 'none'}`
        : `审计记录，新的在前。筛选：${filter || '无'}`,
    ],
    columns: columns.map((column) => ({ header: column[side], width: column.width })),
    rows: cells(),
  };
}
