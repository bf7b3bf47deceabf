import { problem, quote, type RowProblem } from './problems.ts';

/** What a row's values can have wrong with them, each with its words. */

export function noKey(): RowProblem {
  return problem(
    'no_key',
    null,
    '本行没有统一社会信用代码和注册号,名称和地址也不全,无法辨认是哪个主体。请补填代码。',
    'The row has neither a credit code nor a registration number, nor both name and address. Give the code.',
  );
}

export function unknownStatus(text: string, column: number): RowProblem {
  return problem(
    'status',
    column,
    `“${quote(text)}”不是登记状态。请填写存续、注销、吊销或迁出。`,
    `“${quote(text)}” is no status. Write 存续, 注销, 吊销 or 迁出.`,
  );
}

export function endsBefore(established: string, ended: string): RowProblem {
  return problem(
    'date',
    null,
    `注销日期 ${ended} 早于成立日期 ${established}。请核对。`,
    `It ended on ${ended}, before it was established on ${established}. Check both.`,
  );
}

export function unknownTown(text: string, district: string, column: number): RowProblem {
  return problem(
    'town',
    column,
    `“${quote(text)}”不是${district}的镇街。请填写镇街全称,或留空由地址推断。`,
    `“${quote(text)}” is no town of ${district}. Give its full name, or leave it empty to have it derived from the address.`,
  );
}

export function unknownPeriod(text: string, column: number): RowProblem {
  return problem(
    'period',
    column,
    `“${quote(text)}”不是年份。请写成 2018 或 2018年三季度。`,
    `“${quote(text)}” is no year. Write 2018 or 2018Q3.`,
  );
}

export function otherPlace(name: string, district: string, column: number): RowProblem {
  return problem(
    'other_district',
    column < 0 ? null : column,
    `本行位于${name},代码也不是${district}核发的。请报给${name},或改正地址。`,
    `The row lies in ${name} and its code was not issued by ${district}. Send it there, or correct the address.`,
  );
}

export function otherCode(division: string, district: string, column: number): RowProblem {
  return problem(
    'other_district',
    column < 0 ? null : column,
    `代码由 ${division} 的登记机关核发,本行也没有写明在${district}。如确在${district},请在地址中写明。`,
    `The code was issued by the office of ${division}, and nothing in the row says ${district}. If it is here, say so in the address.`,
  );
}

export function afterAsOf(day: string, asOf: string, column: number): RowProblem {
  return problem(
    'future_date',
    column,
    `${day} 晚于这份文件的截止日 ${asOf}。请核对日期;如文件是后来的,请改截止日。`,
    `${day} is after the day this file speaks for, ${asOf}. Check the date, or give the file a later day.`,
  );
}

export function longName(length: number, column: number): RowProblem {
  return problem(
    'name',
    column,
    `名称有 ${length} 个字,太长,像是别的内容。请填写执照上的名称。`,
    `The name has ${length} characters; it seems to be something else. Give the name on the licence.`,
  );
}

export function badCapital(text: string, column: number): RowProblem {
  return problem(
    'amount',
    column,
    `注册资本“${quote(text)}”不能为负,也不会这样大。请核对金额和单位。`,
    `Registered capital of “${quote(text)}” cannot be: check the amount and its unit.`,
  );
}

export function hugeFigure(text: string, column: number): RowProblem {
  return problem(
    'number',
    column,
    `“${quote(text)}”太大,不像真实数据。请核对数字和单位。`,
    `“${quote(text)}” is too large to be true: check the figure and its unit.`,
  );
}
