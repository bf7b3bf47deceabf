import type { Message } from '@miaopu/standards';

/** Why a row was sent back: where, what is wrong and what to do. */
export type RowProblem = {
  readonly code: ProblemCode;
  /** Column from 0; null where the row as a whole is at fault. */
  readonly column: number | null;
  readonly message: Message;
};

/** Each reason in general words, for the report's list of the commonest ones. */
export const problemKinds = {
  broken_quote: { zh: '引号没有闭合', en: 'a quotation mark never closes' },
  broken_encoding: { zh: '有无法识别的字符', en: 'characters that cannot be read' },
  column_count: { zh: '列数与表头不符', en: 'not as many cells as the header' },
  shifted: { zh: '内容错列', en: 'cells stand in the wrong columns' },
  credit_code: { zh: '统一社会信用代码有误', en: 'wrong credit code' },
  registration_number: { zh: '注册号有误', en: 'wrong registration number' },
  no_key: { zh: '无法辨认是哪个主体', en: 'no telling which entity it is' },
  name: { zh: '名称有误', en: 'wrong name' },
  name_missing: { zh: '新主体没有名称', en: 'a new entity without a name' },
  date: { zh: '日期有误', en: 'wrong date' },
  amount: { zh: '金额有误', en: 'wrong amount' },
  number: { zh: '数字有误', en: 'wrong number' },
  currency: { zh: '外币数据不能折算', en: 'a figure in foreign currency' },
  town: { zh: '镇街有误', en: 'wrong town' },
  industry: { zh: '行业代码有误', en: 'wrong industry code' },
  period: { zh: '年份有误', en: 'wrong year' },
  status: { zh: '登记状态有误', en: 'wrong status' },
  other_district: { zh: '不属于本地区', en: 'of another district' },
  future_date: { zh: '日期晚于数据截止日', en: 'a date after the file’s own day' },
  duplicate_in_file: { zh: '文件内重复且内容不同', en: 'twice in the file with different content' },
  conflict: { zh: '与两个已有主体相符', en: 'fits two entities at once' },
} as const satisfies Record<string, Message>;

export type ProblemCode = keyof typeof problemKinds;

export function problem(code: ProblemCode, column: number | null, zh: string, en: string): RowProblem {
  return { code, column, message: { zh, en } };
}

/** A cell quoted in a message, cut where it is long. */
export function quote(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
