import type { EntityPage, EntityRow } from '@miaopu/contract';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, it, openWindow, textOf } from './harness.ts';

/** An active enterprise that no other test of this file uses. */
async function enterprise(page: Page, index: number): Promise<EntityRow> {
  const { rows } = await ask<{ rows: EntityRow[] }>(
    page,
    '/api/registry/entities?category=enterprise&status=active&sort=creditCode&limit=60',
  );
  return rows.filter((row) => row.creditCode && Object.keys(row.derived).length === 0)[index]!;
}

async function open(page: Page, { id, name }: EntityRow): Promise<void> {
  await page.goto(`/g/registry/${id}`);
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

const drawer = (page: Page) => page.locator('.ant-drawer-open .act, .act.ant-drawer-open, .ant-drawer-open');
const card = (page: Page, field: string) =>
  page
    .locator('.panel', { has: page.getByRole('heading', { name: '基本情况' }) })
    .locator('dl > div', { hasText: field });

/** Opens an act on the record and fills in one field and why. */
async function fill(
  page: Page,
  act: { button: string; fields: string; reason: string },
  { field, value, why }: { field: string; value: string; why: string },
): Promise<void> {
  await page.getByRole('button', { name: act.button, exact: true }).click();
  const fields = drawer(page).getByRole('group', { name: act.fields });
  await fields.getByRole('checkbox', { name: field, exact: true }).check();
  await drawer(page).getByRole('textbox', { name: field, exact: true }).fill(value);
  await drawer(page).getByLabel(act.reason).fill(why);
}

const correction = { button: '更正错误', fields: '哪些记错了', reason: '错在哪里、怎么知道的' };
const change = { button: '状况变了', fields: '哪些变了', reason: '变更事由' };

async function since(page: Page, day: string): Promise<void> {
  const field = drawer(page).getByLabel('从哪天起变的');
  await field.fill(day);
  await field.press('Enter');
}

const submit = (page: Page) => drawer(page).locator('.act-footer').getByRole('button').first().click();

describe('the record of an enterprise', () => {
  it('tells what happened, newest first, and where each thing comes from', async ({ office: page }) => {
    const row = await enterprise(page, 0);
    await open(page, row);
    const days = await page.locator('ol.timeline time').allTextContents();
    expect(days.length).toBeGreaterThan(1);
    expect(days).toEqual(days.toSorted().toReversed());
    await page.locator('ol.timeline').getByText('登记入库').waitFor();
    await card(page, '统一社会信用代码').getByText(row.creditCode!).waitFor();
    await page.getByRole('button', { name: /“统一社会信用代码”的来源/ }).click();
    await page.getByText('录入时间').waitFor();
  });

  it('tells a mistake put right from a change in the world, and still knows what was believed before', async ({
    office: page,
  }) => {
    const row = await enterprise(page, 1);
    await open(page, row);
    const before = await ask<EntityPage>(page, `/api/registry/entities/${row.id}`);
    const oldPhone = await textOf(card(page, '地址').locator('dd'));

    await fill(page, correction, {
      field: '地址',
      value: '浙江省台州市路桥区路南街道更正路 1 号',
      why: '对照营业执照',
    });
    await submit(page);
    await page.getByText('已更正', { exact: true }).waitFor();
    await card(page, '地址').getByText('路南街道更正路 1 号').waitFor();
    const corrected = page.locator('li.event-record', { hasText: '更正' });
    await corrected.locator('del').waitFor();
    await corrected.locator('ins', { hasText: '更正路 1 号' }).waitFor();
    await corrected.getByText('对照营业执照').waitFor();

    await fill(page, change, {
      field: '地址',
      value: '浙江省台州市路桥区路北街道搬迁路 2 号',
      why: '迁址登记',
    });
    await since(page, '2020-06-01');
    await submit(page);
    await page.getByText('已登记变更', { exact: true }).waitFor();
    await card(page, '地址').getByText('搬迁路 2 号').waitFor();
    const changed = page.locator('li.event-change', { hasText: '变更' });
    await changed.locator('del', { hasText: '更正路 1 号' }).waitFor();
    expect(await textOf(changed.locator('time'))).toBe('2020-06-01');
    expect(await page.locator('li.event-record.event-change').count()).toBe(0);

    // as it was before the move, by what is known now; and by what was known before the correction
    await page.goto(`/g/registry/${row.id}?asOf=2020-05-31`);
    await card(page, '地址').getByText('更正路 1 号').first().waitFor();
    const known = page.getByLabel('所知：以哪天掌握的为准');
    await known.fill('2021-01-01');
    await known.press('Enter');
    await expect.poll(() => page.url()).toContain('knownOn=');
    await page.getByText('正在看 2020-05-31 的情况，以 2021-01-01 所知为准。').waitFor();
    const believed = before.current!.fields.address!;
    await card(page, '地址').getByText(believed).waitFor();
    expect(oldPhone).toContain(believed);
    const api = `/api/registry/entities/${row.id}?asOf=2020-05-31&knownOn=2021-01-01T00:00:00Z`;
    expect((await ask<EntityPage>(page, api)).current!.fields.address).toBe(believed);
    await page.getByRole('button', { name: '回到现在' }).click();
    await card(page, '地址').getByText('搬迁路 2 号').waitFor();
  });

  it('shows the second of two writers what the first saved, and loses nothing that was typed', async ({
    office: page,
    browser,
  }) => {
    const row = await enterprise(page, 2);
    const other = await openWindow(browser, 'office');
    const second = await other.newPage();
    await open(page, row);
    await open(second, row);
    await fill(second, change, {
      field: '地址',
      value: '浙江省台州市路桥区金清镇后写路 9 号',
      why: '第二个人填的',
    });
    await since(second, '2020-09-01');
    await fill(page, change, {
      field: '地址',
      value: '浙江省台州市路桥区蓬街镇先写路 8 号',
      why: '第一个人填的',
    });
    await since(page, '2020-09-01');
    await submit(page);
    await page.getByText('已登记变更', { exact: true }).waitFor();

    await submit(second);
    const conflict = second.locator('.conflict');
    await conflict.getByText('您填写期间，有人先保存了').waitFor();
    await conflict.getByText('先写路 8 号').first().waitFor();
    await conflict.getByText('后写路 9 号').first().waitFor();
    await conflict.getByText('第一个人填的').waitFor();
    await conflict.getByRole('button', { name: '在对方的基础上保存我的' }).click();
    await second.getByText('已登记变更', { exact: true }).waitFor();
    await card(second, '地址').getByText('后写路 9 号').waitFor();
    await second.locator('ol.timeline').getByText('第一个人填的').waitFor();
    await other.close();
  });

  it('keeps what was typed through a reload', async ({ office: page }) => {
    const row = await enterprise(page, 3);
    await open(page, row);
    await fill(page, correction, { field: '联系电话', value: '0576-82411111', why: '打过电话核对' });
    await page.reload();
    await page.getByRole('heading', { name: row.name, level: 1 }).waitFor();
    await page.getByRole('button', { name: '更正错误', exact: true }).click();
    await drawer(page).getByText('已恢复上次未提交的内容').waitFor();
    expect(await drawer(page).getByRole('textbox', { name: '联系电话', exact: true }).inputValue()).toBe(
      '0576-82411111',
    );
    expect(await drawer(page).getByLabel(correction.reason).inputValue()).toBe('打过电话核对');
  });
});
