import { generateCreditCode } from '@miaopu/standards';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { it } from './harness.ts';

const name = '台州市试并五金机械有限公司';
const address = '台州市路桥区桐屿街道并家村66号';
const codes = ['MA7E2E91', 'MA7E2E92'].map((body) => generateCreditCode({ division: '331004', body }));
const file = {
  name: '两次报来.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      '企业名称,统一社会信用代码,成立日期,住所',
      ...codes.map((code) => `${name},${code},2018-03-01,${address}`),
    ].join('\n'),
  ),
};

/** Brings in the same enterprise under two codes, as two departments sent it. */
async function bringTwice(page: Page): Promise<void> {
  const preview = await page.request.post('/api/registry/imports/preview', { multipart: { file } });
  const { uploadId, columns } = await preview.json();
  const mapping = columns.map(({ samples: _, ...column }: { samples: string[] }) => column);
  const started = await page.request.post('/api/registry/imports', { data: { uploadId, columns: mapping } });
  const { id } = await started.json();
  const state = async () => (await (await page.request.get(`/api/registry/imports/${id}`)).json()).state;
  await expect.poll(state, { timeout: 30_000 }).toBe('done');
}

describe('two that are one', () => {
  it('stand side by side, are merged with a reason, and are taken apart again', async ({ office: page }) => {
    await bringTwice(page);
    await page.goto('/g/registry');
    await page.getByRole('link', { name: '疑似重复' }).click();
    const pair = page.locator('.panel', { hasText: '名称和地址相同' }).filter({ hasText: name });
    await pair.locator('tr.pair-differs', { hasText: '统一社会信用代码' }).waitFor();
    for (const code of codes) await pair.getByText(code).waitFor();

    await pair.getByRole('button', { name: '保留左边这家' }).click();
    const dialog = page.getByRole('dialog', { name: '合并为一家' });
    await dialog.getByText('合并可以撤销').waitFor();
    await dialog.getByRole('button', { name: /合\s?并/ }).click();
    await dialog.getByText('请写明原因').waitFor();
    await dialog.getByLabel('为什么是同一家').fill('同名同址，两个部门各报一次');
    await dialog.getByRole('button', { name: /合\s?并/ }).click();
    await page.getByText(`已合并，保留“${name}”`).waitFor();
    await pair.waitFor({ state: 'hidden' });
    const total = async () =>
      (await (await page.request.get(`/api/registry/entities?q=${encodeURIComponent(name)}`)).json()).total;
    expect(await total()).toBe(1);

    await page.getByRole('link', { name: '查看保留的主体' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByText('同名同址，两个部门各报一次').first().waitFor();
    await page.getByRole('button', { name: '撤销合并' }).click();
    await page.getByRole('button', { name: '撤销合并' }).last().click();
    await page.getByText('已撤销合并').waitFor();
    expect(await total()).toBe(2);
  });
});
