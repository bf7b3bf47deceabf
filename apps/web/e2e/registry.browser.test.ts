import type { EntityRow } from '@miaopu/contract';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, choose, download, it, numberIn, rowsOf, textOf } from './harness.ts';

type List = { total: number; rows: EntityRow[] };

const names = (page: Page) => page.locator('.registry-list a.registry-name');

/** Types into the registry's own field and waits until the list is that of what was typed. */
async function search(page: Page, text: string): Promise<string[]> {
  await page.getByRole('searchbox', { name: '在企业库中查找' }).fill(text);
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(text);
  const { rows } = await ask<List>(page, `/api/registry/entities?q=${encodeURIComponent(text)}`);
  await expect.poll(() => names(page).allTextContents()).toEqual(rows.map((row) => row.name));
  return names(page).allTextContents();
}

async function open(page: Page, address = '/g/registry'): Promise<void> {
  await page.goto(address);
  await names(page).first().waitFor();
}

describe('finding an enterprise', () => {
  it('goes by part of a name, by pinyin initials and by code, while typing', async ({ office: page }) => {
    await open(page);
    const { rows } = await ask<List>(page, '/api/registry/entities?category=enterprise&limit=200');
    const wanted = rows.find((row) => row.creditCode && row.name.length > 10)!;

    const part = wanted.name.slice(3, 9);
    const byPart = await search(page, part);
    expect(byPart).toContain(wanted.name);
    expect(byPart.every((name) => name.includes(part))).toBe(true);

    const byInitials = await search(page, 'tzslq');
    expect(byInitials.length).toBeGreaterThan(0);
    expect(byInitials.every((name) => name.includes('台州市路桥'))).toBe(true);

    expect(await search(page, wanted.creditCode!)).toEqual([wanted.name]);
  });

  it('needs no mouse: / focuses, Enter opens the first, the arrows go down the list', async ({
    office: page,
  }) => {
    await open(page);
    await page.keyboard.press('/');
    await page.keyboard.type('汽车配件');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('汽车配件');
    await expect
      .poll(async () => (await names(page).allTextContents()).every((name) => name.includes('汽车配件')))
      .toBe(true);
    const [first = '', , third = ''] = await names(page).allTextContents();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: first, level: 1 }).waitFor();
    await page.goBack();

    await names(page).first().waitFor();
    await page.keyboard.press('/');
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: third, level: 1 }).waitFor();
  });

  it('works from any page by the search on top', async ({ office: page }) => {
    const { rows } = await ask<List>(page, '/api/registry/entities?category=enterprise&limit=40');
    const wanted = rows.find((row) => row.creditCode)!;
    await page.goto('/g');
    await page.getByRole('heading', { name: '今日', level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(wanted.creditCode!);
    await page.getByRole('option', { name: wanted.name }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: wanted.name, level: 1 }).waitFor();
  });

  it('says what to try when nothing is found', async ({ office: page }) => {
    await open(page);
    await page.getByRole('searchbox', { name: '在企业库中查找' }).fill('没有这样的企业');
    await page.getByText('没有符合条件的主体').waitFor();
    await page.getByRole('button', { name: '清除全部条件' }).click();
    await names(page).first().waitFor();
  });
});

describe('the registry’s filters', () => {
  it('stand in the address bar and give the same list after a reload', async ({ office: page }) => {
    await open(page);
    await choose(page, '主体类别', '企业');
    await page.keyboard.press('Escape');
    await choose(page, '属地', '新桥镇');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.url()).toMatch(/town=331004\d{3}/);
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('category')).toBe('enterprise');
    const { total, rows } = await ask<List>(page, `/api/registry/entities?${searchParams}`);
    await expect.poll(async () => numberIn(await textOf(page.locator('.table-total')))).toBe(total);
    expect(rows.every((row) => row.town === searchParams.get('town') && row.category === 'enterprise')).toBe(
      true,
    );
    const shown = await names(page).allTextContents();
    await page.reload();
    await names(page).first().waitFor();
    expect(await names(page).allTextContents()).toEqual(shown);
  });

  it('go into the export: its rows are the list’s, in its order, with the filters written above', async ({
    office: page,
  }) => {
    const { towns } = (
      await ask<{ district: { towns: { code: string; name: string }[] } }>(page, '/api/session')
    ).district;
    const town = towns.find(({ name }) => name === '横街镇')!;
    const query = `category=enterprise&town=${town.code}&status=active&sort=establishedOn&order=desc`;
    await open(page, `/g/registry?${query}`);
    const all = await ask<List>(page, `/api/registry/entities?${query}&limit=500`);
    expect(all.total).toBeLessThanOrEqual(500);
    const file = await download(page, () => page.getByRole('button', { name: '导出 Excel' }).click());
    const rows = await rowsOf(file.bytes);
    const head = rows.findIndex((row) => row[0] === '企业名称');
    const above = rows.slice(0, head).flat().join(' ');
    expect(above).toContain('横街镇');
    expect(above).toContain('存续');
    const columns = await page.locator('.registry-list thead th').allTextContents();
    // An industry is one cell on the screen and two in the workbook: its code and its name.
    expect(rows[head]!.filter((cell) => cell !== null)).toHaveLength(columns.filter(Boolean).length + 1);
    const body = rows.slice(head + 1);
    expect(body.map((row) => row[0])).toEqual(all.rows.map((row) => row.name));
    const code = rows[head]!.indexOf('统一社会信用代码');
    expect(body.map((row) => row[code] || null)).toEqual(all.rows.map((row) => row.creditCode));
    const shown = await names(page).allTextContents();
    expect(body.slice(0, shown.length).map((row) => row[0])).toEqual(shown);
  });
});
