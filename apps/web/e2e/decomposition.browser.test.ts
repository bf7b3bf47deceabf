import type { Cockpit, DecompositionPage, UnitTasks } from '@miaopu/contract';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { openPool, sql } from '../../server/src/platform/db/index.ts';
import { ask, it, openWindow, ownProgram, plan } from './harness.ts';

const path = `/g/plan/${plan}/decomposition`;
const pageOf = (page: Page) => ask<DecompositionPage>(page, `/api/plans/${plan}/decomposition`);
const target = '2.3.a';
const title = '个体工商户转型升级为企业';

/** A cell of the grid by its target, year and column. */
const cellOf = (page: Page, column: string, year = 2019) =>
  page.getByRole('textbox', { name: `${title} ${year}，${column}`, exact: true });

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((block) => {
    const data = new DataTransfer();
    data.setData('text/plain', block);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

/** Waits until what is typed has been kept by the server. */
async function saved(page: Page): Promise<void> {
  await page.getByText(/^已自动保存/).waitFor();
}

/** The last day on which units were to answer is made yesterday. */
async function endTheDay(): Promise<void> {
  const db = openPool({ url: ownProgram().database, maximum: 1 });
  await sql`update plan.round_act set day = day - 1 where silence_agrees`.execute(db.query);
  await db.close();
}

describe('the district’s decomposition', () => {
  it('is shared out and pasted by the office, objected to by a town, confirmed by a department, revised, signed off, and then held to', async ({
    office: page,
    browser,
  }) => {
    const townWindow = await openWindow(browser, 'jinqing-lead');
    const departmentWindow = await openWindow(browser, 'economy-lead');
    const [town, department] = [await townWindow.newPage(), await departmentWindow.newPage()];

    // whatever another test left open
    const open = (await pageOf(page)).round;
    if (open !== null)
      await page.request.post(`/api/plans/${plan}/rounds/${open.id}/acts`, {
        data: { act: 'withdraw', remark: '重新起草' },
      });

    // the office begins a round, shares one row out and locks a town
    await page.goto(`${path}?target=${target}&year=2019`);
    await page.getByRole('button', { name: '起草分解方案' }).click();
    await cellOf(page, '金清镇').click();
    await paste(page, '40');
    await page.getByRole('button', { name: '锁定或解锁所选' }).click();
    await page.getByRole('button', { name: '按比例分到各单位' }).click();
    await page.getByText(/分好 1 行/).waitFor();
    expect(await cellOf(page, '金清镇').inputValue()).toBe('40');
    await page.getByRole('cell', { name: '相符' }).waitFor();

    // a block from Excel that does not add up is seen at once, undone, and done with a department's part
    await cellOf(page, '路南街道').click();
    await paste(page, '30\t30');
    await page
      .locator('#split-sheet')
      .getByText(/^(多|少) \d+户$/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '撤销' }).first().click();
    await page.getByRole('cell', { name: '相符' }).waitFor();
    await page.getByText('部门', { exact: true }).click();
    await cellOf(page, '区经信局').fill('20');
    await page.getByText('镇（街道）', { exact: true }).click();
    await page.getByRole('button', { name: '按比例分到各单位' }).click();
    await page.getByRole('cell', { name: '相符' }).waitFor();
    await saved(page);
    const before = (await pageOf(page)).inForce.find((one) => one.target === target)!;

    // units are asked
    await page.getByRole('button', { name: '下达征求意见' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '下达征求意见' }).click();
    await page.getByText('征求意见中').first().waitFor();
    await town.goto('/g');
    await town.getByText(/请本单位确认/).waitFor();
    await town.getByRole('link', { name: '去反馈' }).click();
    await town.getByRole('button', { name: `对 ${title} 有异议` }).click();
    await town.getByLabel('异议的理由').fill('基数偏高，建议调减到 30');
    await town.getByRole('button', { name: '提出异议' }).click();
    await town.getByText('异议：基数偏高，建议调减到 30').waitFor();
    await department.goto(`/g/plan/${plan}/tasks`);
    await department.getByRole('button', { name: `确认 ${title}` }).click();
    await department.locator('.word-confirmed').waitFor();
    const { tasks } = await ask<UnitTasks>(town, `/api/plans/${plan}/tasks`);
    expect(tasks.map(({ unit, word }) => [unit, word])).toEqual([['331004106', 'objected']]);

    // the office cannot sign over an objection: it answers, takes back, changes and issues anew
    await page.reload();
    await page.getByRole('button', { name: '签发' }).click();
    await dialog.getByText(/还有 1 项异议没有答复/).waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.getByLabel(`答复 金清镇 ${title}`).fill('采纳，调减到 30');
    await page.getByRole('button', { name: '答复', exact: true }).click();
    await page.getByText('办公室答复：采纳，调减到 30').waitFor();
    await page.getByRole('button', { name: '退回修改' }).click();
    await dialog.getByLabel('理由').fill('采纳金清镇意见');
    await dialog.getByRole('button', { name: '退回修改' }).click();
    await cellOf(page, '金清镇').fill('30');
    await page.getByRole('button', { name: '按比例分到各单位' }).click();
    await page.getByRole('cell', { name: '相符' }).waitFor();
    await saved(page);
    await page.getByRole('button', { name: '下达征求意见' }).click();
    await dialog.getByLabel('逾期未反馈视为无异议').check();
    await dialog.getByRole('button', { name: '下达征求意见' }).click();
    await dialog.getByText('请先填写反馈期限').waitFor();
    const [today] = new Date(Date.now() + 8 * 3_600_000).toISOString().split('T');
    await dialog.getByLabel('请于何日前反馈').fill(today!);
    // Enter takes the day, and sends the form as in any other field
    await dialog.getByLabel('请于何日前反馈').press('Enter');
    await page.getByRole('button', { name: '签发' }).waitFor();
    const asked = (await pageOf(page)).round!.words;
    // the department's number stayed, and so does its word
    expect(asked.find(({ unit }) => unit === 'economy')!.word).toBe('confirmed');
    expect(asked.find(({ unit }) => unit === '331004106')!.word).toBe('waiting');
    await town.reload();
    await town.getByText(/逾期未反馈视为无异议/).waitFor();
    await town.getByRole('button', { name: `确认 ${title}` }).click();
    await town.locator('.word-confirmed').waitFor();

    // who is silent agrees when the day is over, and not before
    await page.reload();
    await page.getByRole('button', { name: '签发' }).click();
    await dialog.getByText(/当日过后才按无异议签发/).waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    await endTheDay();

    // signed off: from its day on, and not before
    await page.reload();
    await page.getByRole('button', { name: '签发' }).click();
    await dialog.getByText(/逾期未反馈，按下达时写明的，视为无异议/).waitFor();
    await dialog.getByLabel('文号').fill('路小微办〔2019〕3号');
    await dialog.getByLabel('理由', { exact: true }).fill('年中调整');
    await dialog.getByLabel('生效日期').fill('2019-07-01');
    await dialog.getByLabel('生效日期').press('Enter');
    await dialog.getByLabel('追溯的理由').fill('年中已按此执行，补办手续');
    await dialog.getByRole('button', { name: '签发' }).click();
    await page.getByText(/路小微办〔2019〕3号，自 2019-07-01 起生效/).waitFor();
    const after = (await pageOf(page)).inForce.find((one) => one.target === target)!;
    expect(after.version).toBe(before.version + 1);
    const goalOn = async (day: string) => {
      const { towns } = await ask<Cockpit>(page, `/api/plans/${plan}/cockpit?asOf=${day}&year=2019`);
      return towns.find(({ code }) => code === '331004106')!.standings[target]!.goal.value;
    };
    const old = before.rows.find(({ unit, year }) => unit === '331004106' && year === 2019)!.value;
    expect([await goalOn('2019-06-30'), await goalOn('2019-07-01')]).toEqual([old, '30']);

    // the target's page shows the version with its document and the words
    await page.goto(`/g/plan/${plan}/targets/${target}`);
    const split = page.locator('#split');
    await split
      .getByText(/路小微办〔2019〕3号/)
      .first()
      .waitFor();
    await split.getByText(/其他 \d+ 个版本/).waitFor();
    await townWindow.close();
    await departmentWindow.close();
  });
});
