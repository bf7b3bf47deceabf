import type { ReportOverview, TargetPage } from '@miaopu/contract';
import type { Browser, Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, it, openWindow, plan, textOf, watchFaults } from './harness.ts';

const form = 'towns-quarter';
const period = '2020Q4';

type Account = {
  email: string;
  password: string;
  role: string;
  organisation: { name: { zh: string } };
};

/** A page of a demo person, by their role and organisation. */
async function openAs(browser: Browser, role: string, organisation: string): Promise<Page> {
  const context = await openWindow(browser, 'nobody');
  const page = await context.newPage();
  const { accounts } = await ask<{ accounts: Account[] }>(page, '/api/demo');
  const account = accounts.find((one) => one.role === role && one.organisation.name.zh === organisation);
  if (!account) throw new Error(`the demo has no ${role} of ${organisation}`);
  const { email, password } = account;
  const answer = await page.request.post('/api/auth/sign-in/email', { data: { email, password } });
  expect(answer.status()).toBe(200);
  return page;
}

/** A town that has not submitted its last report, and, where there is one, has not begun it. */
async function idleTown(office: Page): Promise<{ id: string; name: string }> {
  const { forms } = await ask<ReportOverview>(office, `/api/plans/${plan}/submissions/overview?year=2020`);
  const towns = forms.find((one) => one.form === form)?.units ?? [];
  const drafts = towns.flatMap(({ unit, cells }) =>
    cells
      .filter((one) => one.period === period && one.state === 'draft')
      .map(({ begun }) => ({ unit, begun })),
  );
  const idle = drafts.toSorted((a, b) => Number(a.begun) - Number(b.begun))[0];
  if (!idle) throw new Error('every town has submitted its report');
  return { id: idle.unit.id, name: idle.unit.name.zh };
}

const rise = (page: Page): Locator => page.getByRole('textbox', { name: /较上年同期增加额，本期/ });
const base = (page: Page): Locator => page.getByRole('textbox', { name: /上年同期规下工业增加值，本期/ });
const saved = (page: Page) => page.locator('.save-line', { hasText: '已保存到服务器' }).waitFor();

async function type(page: Page, field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await page.keyboard.press('Enter');
}

async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^报送给/ }).click();
  await page.locator('.form-head', { hasText: '待审核' }).waitFor();
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^审核通过/ }).click();
  await page.getByRole('button', { name: /^审核通过/ }).waitFor({ state: 'hidden' });
}

describe('a town’s quarterly report', () => {
  it('is pasted, survives a lost connection and a colleague, is signed, returned at one cell, corrected and counted', async ({
    browser,
    office,
  }) => {
    const town = await idleTown(office);
    const address = `/g/reports/${form}/${town.id}/${period}`;
    const report = `/api/plans/${plan}/submissions/${form}/${town.id}/${period}`;
    const [clerk, lead] = [
      await openAs(browser, 'town_clerk', town.name),
      await openAs(browser, 'town_lead', town.name),
    ];
    const bureau = await (await openWindow(browser, 'economy-lead')).newPage();
    const faults = watchFaults(clerk);
    /** Signs as somebody whose page has nothing new to show. */
    const sign = async (page: Page, version: number) => {
      const answer = await page.request.post(`${report}/approval`, { data: { version } });
      expect(answer.status()).toBe(200);
    };

    // the clerk finds it, and pastes what Excel has
    await clerk.goto('/g/reports');
    await clerk.getByRole('link', { name: /2020年四季度 镇（街道）季度报表/ }).click();
    await rise(clerk).waitFor();
    await clerk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await clerk.evaluate(() => navigator.clipboard.writeText('１，０００\r\n1.2亿\r\n'));
    await rise(clerk).click();
    await clerk.keyboard.press('Control+v');
    await saved(clerk);
    expect(await base(clerk).inputValue()).toBe('12,000');

    // the connection goes, a colleague writes into the same figure; what is typed stays through a reload, and both are shown to choose from
    await clerk.route('**/cells', (call) => call.abort());
    await type(clerk, rise(clerk), '900');
    await clerk.locator('.save-line', { hasText: '存在本机' }).waitFor();
    await lead.goto(address);
    await type(lead, rise(lead), '950');
    await saved(lead);
    await clerk.reload();
    await rise(clerk).waitFor();
    expect(await rise(clerk).inputValue()).toBe('900');
    await clerk.unroute('**/cells');
    const conflict = clerk.locator('.form-conflicts');
    await conflict.getByText('950.00').waitFor();
    await conflict.getByRole('button', { name: '用我的' }).click();
    await conflict.waitFor({ state: 'hidden' });

    // counts are confirmed, what stands out is explained, evidence is added; all of it is submitted with what was typed last
    const confirm = clerk.getByRole('button', { name: /^(全部确认|确认)/ });
    if ((await confirm.count()) > 0) await confirm.last().click();
    await clerk.locator('#evidence input[type=file]').setInputFiles({
      name: '推算表.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
    });
    await clerk.getByRole('link', { name: '推算表.pdf' }).waitFor();
    for (const line of await clerk.getByLabel('说明', { exact: true }).all()) await line.fill('订单集中交付');
    await submit(clerk);

    // the town's lead and the bureau sign, the office sends one figure back
    await sign(lead, 1);
    await bureau.goto('/g/reports?view=waiting');
    await bureau.locator('tr', { hasText: town.name }).getByRole('link').first().click();
    await approve(bureau);
    await office.goto(address);
    await office.getByRole('button', { name: '退回' }).click();
    const row = office.locator('.grid-below', { has: office.getByLabel('意见', { exact: true }) });
    await row.nth(4).getByLabel('意见', { exact: true }).fill('与推算表不符');
    await office.getByRole('button', { name: '退回（1 处意见）' }).click();
    await office.locator('.form-head', { hasText: '已退回' }).waitFor();

    // the clerk reads the remark at the figure and corrects it
    await clerk.reload();
    await clerk.getByText('退回意见：与推算表不符').waitFor();
    await type(clerk, rise(clerk), '960');
    await clerk.getByText('上一版为 900.00万元').waitFor();
    await submit(clerk);

    // who signs sees what changed, and the district's figures follow the last signature
    await lead.reload();
    expect(await textOf(lead.locator('.grid-cell-difference'))).toContain('上一版为 900.00万元');
    await lead.getByText('比第 1 版有 1 处改动').waitFor();
    await approve(lead);
    await sign(bureau, 2);
    const target = `/api/plans/${plan}/targets/2.1.c?town=${town.id}&year=2020`;
    const before = (await ask<TargetPage>(office, target)).card.standing.value;
    await office.reload();
    await office.getByRole('button', { name: '审核通过，计入指标' }).click();
    await office.locator('.form-head', { hasText: '已通过' }).waitFor();
    await expect
      .poll(async () => (await ask<TargetPage>(office, target)).card.standing.value, { timeout: 60_000 })
      .not.toBe(before);

    // what has nothing to look at is signed together, but for what is left out
    await office.goto('/g/reports?view=waiting');
    await office.getByRole('button', { name: /^批量通过/ }).click();
    const dialog = office.getByRole('dialog');
    await dialog.getByRole('checkbox').first().uncheck();
    await dialog.getByRole('button', { name: /^通过这/ }).click();
    await dialog.getByText(/^已通过 [1-9]\d* 份/).waitFor();

    for (const page of [clerk, lead, bureau]) await page.context().close();
    expect(faults).toEqual([]);
  });

  it('disputes a count with its own figure and why, and reads how the office settled it', async ({
    browser,
    office,
  }) => {
    const { forms } = await ask<ReportOverview>(office, `/api/plans/${plan}/submissions/overview?year=2020`);
    const town = forms
      .find((one) => one.form === form)!
      .units.find(({ cells }) =>
        cells.some((one) => one.period === period && one.state === 'returned'),
      )!.unit;
    const clerk = await openAs(browser, 'town_clerk', town.name.zh);
    const faults = watchFaults(clerk);
    await clerk.goto(`/g/reports/${form}/${town.id}/${period}`);
    await clerk.getByRole('button', { name: '有异议' }).first().click();
    const drawer = clerk.getByRole('dialog');
    const open = drawer.getByRole('button', { name: '提出异议' });
    await open.click();
    await drawer.getByText('请填一个确切的数').waitFor();
    await drawer.getByText('请说明理由').waitFor();
    await drawer.getByLabel('本单位认为应为').fill('12');
    await drawer.getByLabel('理由').fill('漏计两家从椒江迁入的企业');
    await open.click();
    await clerk.getByText('有异议，本单位报 12').waitFor();

    await office.goto('/g/reports?view=disputes');
    const dispute = office.locator('.disputes > li', { hasText: '漏计两家从椒江迁入的企业' });
    await dispute.getByRole('button', { name: '处理' }).click();
    await office.getByRole('radio', { name: '不采纳' }).check();
    await office.getByLabel('为什么不采纳').fill('两家的迁入登记在 2021 年');
    await office.getByRole('button', { name: '确定' }).click();
    await dispute.getByText('未采纳').waitFor();

    await clerk.reload();
    await clerk.getByText(/处理意见（.+）：两家的迁入登记在 2021 年/).waitFor();
    await clerk.context().close();
    expect(faults).toEqual([]);
  });
});
