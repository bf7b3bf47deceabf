import { generateCreditCode } from '@miaopu/standards';
import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { choose, download, it, numberIn, textOf } from './harness.ts';

const code = (body: string, division = '331004') => generateCreditCode({ division, body });
const one = code('MA7E2E01');
const formula = `=cmd|' /C calc'!A0`;

const header = '企业名称,统一社会信用代码,成立日期,注册资本(万元),住所,经营范围,老板,区县';
const rows = [
  `台州市试样甲塑料有限公司,${one},2018.8.1,100,台州市路桥区金清镇黄琅村1号,塑料制品制造,张三,路桥区`,
  `台州市试样乙阀门有限公司,${code('MA7E2E02')},2019年3月5日,"1,000(万元人民币)",台州市路桥区新桥镇工业园区2号,阀门制造,李四,路桥区`,
  `台州市试样丙贸易有限公司,${code('MA7E2E03')},2020-05-06,50,台州市路桥区路南街道3号,${formula},王五,路桥区`,
  `台州市试样丁五金有限公司,${`${code('MA7E2E04').slice(0, 17)}#`},2020-01-02,50,台州市路桥区路北街道4号,五金加工,赵六,路桥区`,
  `台州市试样戊电子有限公司,${code('MA7E2E05', '331002')},2020-02-03,80,台州市椒江区海门街道5号,电子元件,孙七,椒江区`,
  `台州市试样甲塑料有限公司,${one},2018.8.1,900,台州市路桥区金清镇黄琅村1号,塑料制品制造,张三,路桥区`,
];
const file = {
  name: '市场监管局登记名册.csv',
  mimeType: 'text/csv',
  buffer: iconv.encode(`${[header, ...rows].join('\r\n')}\r\n`, 'gb18030'),
};

/** Gives the page the file, as a person chooses it. */
async function give(page: Page): Promise<void> {
  await page.goto('/g/imports');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('heading', { name: '核对列对应' }).waitFor();
  await page.locator('section.sample').waitFor();
}

/** The counts of a finished run by their names. */
async function results(page: Page): Promise<Record<string, number>> {
  await page.locator('.run-tiles').waitFor();
  const tiles = await page.locator('.run-tiles > div').all();
  const pairs = await Promise.all(
    tiles.map(async (tile) => [await textOf(tile.locator('dt')), numberIn(await textOf(tile.locator('dd')))]),
  );
  return Object.fromEntries(pairs);
}

async function run(page: Page, way: '试运行' | '导入'): Promise<Record<string, number>> {
  await page.locator('.run-ways').getByRole('button', { name: way, exact: true }).click();
  await page.waitForURL(/\/g\/imports\/\d+/);
  return results(page);
}

const expected = { 读取: 6, 新增: 3, 更新: 0, 未变: 0, 退回: 3 };

describe('importing a file', () => {
  it('shows how each column is understood and how each row would be stored, before anything is written', async ({
    office: page,
  }) => {
    await give(page);
    await page
      .getByText(/GB18030/)
      .first()
      .waitFor();
    const sample = page.locator('section.sample tbody tr');
    expect(await sample.count()).toBe(rows.length);
    expect(await textOf(sample.nth(0))).toContain('可导入');
    expect(await textOf(sample.nth(0))).toContain('2018-08-01');
    expect(await textOf(sample.nth(1))).toContain('2019-03-05');
    expect(await textOf(sample.nth(1))).toContain('1,000');
    for (const bad of [3, 4]) expect(await textOf(sample.nth(bad))).toContain('会退回');
  });

  it('runs dry without writing, then for real after a column is put right by hand', async ({
    office: page,
  }) => {
    await give(page);
    await choose(page, '“老板”对应的内容', '法定代表人');
    await page.locator('section.sample').getByRole('columnheader', { name: '法定代表人' }).waitFor();
    expect(await run(page, '试运行')).toEqual(expected);
    await page.getByText('这是试运行，没有写入任何数据。').waitFor();
    const found = () =>
      page.request
        .get('/api/registry/entities?q=台州市试样')
        .then(async (answer) => (await answer.json()).total);
    expect(await found()).toBe(0);

    await page.getByRole('link', { name: '按这份对应正式导入' }).click();
    await page.locator('section.sample').getByRole('columnheader', { name: '法定代表人' }).waitFor();
    expect(await run(page, '导入')).toEqual(expected);
    expect(await found()).toBe(3);
    await page.getByRole('heading', { name: '退回原因' }).waitFor();
  });

  it('gives back the rejected rows in the sender’s own encoding, each with its reason', async ({
    office: page,
  }) => {
    await give(page);
    await run(page, '试运行');
    const rejects = await download(page, () => page.getByRole('button', { name: '下载退回的行' }).click());
    expect(rejects.name).toMatch(/\.csv$/);
    expect(rejects.bytes.toString('utf8')).toContain('�');
    const lines = iconv.decode(rejects.bytes, 'gb18030').replace(/^﻿/, '').trim().split(/\r?\n/);
    expect(lines[0]).toBe(`${header},退回原因`);
    const given = lines.slice(1);
    expect(
      given.some((line) => line.includes('试样丁') && /代码|字符/.test(line.slice(rows[3]!.length))),
    ).toBe(true);
    expect(given.some((line) => line.includes('试样戊') && /椒江|区/.test(line.slice(rows[4]!.length)))).toBe(
      true,
    );
    for (const line of given) expect(line.split(',').length).toBeGreaterThan(header.split(',').length);
  });

  it('changes nothing when the same file comes again', async ({ office: page }) => {
    await give(page);
    await choose(page, '“老板”对应的内容', '法定代表人');
    await page.locator('section.sample').getByRole('columnheader', { name: '法定代表人' }).waitFor();
    expect(await run(page, '导入')).toMatchObject({ 读取: 6, 新增: 0, 更新: 0, 未变: 3, 退回: 3 });
    await page.getByRole('link', { name: '导入', exact: true }).last().click();
    await page.locator('section.runs').getByRole('link', { name: file.name }).first().waitFor();
  });

  it('keeps a formula as text, on the page and in the export', async ({ office: page }) => {
    await page.goto(`/g/registry?q=${encodeURIComponent('台州市试样丙')}`);
    await page.locator('a.registry-name').first().click();
    await page.getByRole('heading', { name: '台州市试样丙贸易有限公司', level: 1 }).waitFor();
    await page.getByText(formula).first().waitFor();
  });

  it('marks the town that was derived from the address, and says why', async ({ office: page }) => {
    await page.goto(`/g/registry?q=${one}`);
    await page.locator('a.registry-name').first().click();
    await page.getByRole('heading', { name: '台州市试样甲塑料有限公司', level: 1 }).waitFor();
    await page.getByText('金清镇').first().waitFor();
    await page
      .getByLabel(/推算得出，把握/)
      .first()
      .waitFor();
  });

  it('of many rows tells how far it is, goes on when the page is left, and can be called off without a trace', async ({
    office: page,
  }) => {
    const body = (index: number) => `MAX${String(index).padStart(5, '0')}`;
    const many = Array.from(
      { length: 30_000 },
      (_, index) =>
        `台州市取消${index}号有限公司,${code(body(index))},2018-01-02,台州市路桥区路北街道${index}号`,
    );
    const large = {
      name: '三万户.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['企业名称,统一社会信用代码,成立日期,住所', ...many].join('\n')),
    };
    await page.goto('/g/imports');
    await page.locator('input[type=file]').setInputFiles(large);
    await page.locator('section.sample').waitFor();
    await page.locator('.run-ways').getByRole('button', { name: '导入', exact: true }).click();
    await page.getByText('可以离开本页，导入会继续。').waitFor();
    await page.getByRole('progressbar', { name: '进度' }).waitFor();

    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '导入' }).click();
    await page.locator('section.runs').getByRole('link', { name: large.name }).click();
    await page.getByRole('button', { name: '取消导入' }).click();
    await page.getByRole('button', { name: '确认取消' }).click();
    await page.getByText('已取消，没有留下任何数据').waitFor();
    const left = await page.request.get('/api/registry/entities?q=台州市取消');
    expect((await left.json()).total).toBe(0);
  });

  it('is not there for somebody who may only look', async ({ viewer: page }) => {
    await page.goto('/g');
    const rail = page.getByRole('navigation', { name: '主导航' });
    await rail.getByRole('link', { name: '企业' }).waitFor();
    expect(await rail.getByRole('link', { name: '导入' }).count()).toBe(0);
    const refused = await page.request.post('/api/registry/imports/preview', { multipart: { file } });
    expect(refused.status()).toBe(403);
  });
});
