import type { TargetPage } from '@miaopu/contract';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, it, numberIn, plan, textOf } from './harness.ts';

const target = '2.3.a';
const path = `/g/plan/${plan}/targets/${target}`;
const answerOf = (page: Page) => ask<TargetPage>(page, `/api/plans/${plan}/targets/${target}`);
const numberOn = async (page: Page) => numberIn(await textOf(page.locator('.standing-number b')));

async function open(page: Page): Promise<void> {
  await page.goto(path);
  await page.locator('.standing-number b').waitFor();
}

describe('how a target is counted', () => {
  it('is decided anew by the office: the difference is shown first, the number follows, the old version stays', async ({
    office: page,
  }) => {
    await open(page);
    const before = await numberOn(page);
    const { definitions } = await answerOf(page);
    const version = Math.max(...definitions.map((one) => one.version));

    await page.getByRole('button', { name: '确定新口径' }).click();
    const drawer = page.getByRole('dialog', { name: /确定新口径/ });
    const formula = drawer.getByLabel('公式');
    const old = await formula.inputValue();
    const narrowed = old.replace(
      'milestone.kind == "converted"',
      'milestone.kind == "converted" && entity.legal_form == "company"',
    );
    expect(narrowed).not.toBe(old);
    await formula.fill(narrowed);
    await drawer.getByRole('button', { name: '核对差异' }).click();
    await drawer.getByText('请写明理由').waitFor();
    await drawer.getByLabel('为什么改').fill('只计转为有限公司的');
    await drawer.getByRole('button', { name: '核对差异' }).click();
    await drawer.getByText(/确定后，这个目标的数值/).waitFor();
    await drawer.locator('ins', { hasText: 'legal_form' }).waitFor();
    expect((await answerOf(page)).definitions).toHaveLength(definitions.length);

    await drawer.getByRole('button', { name: `确定第 ${version + 1} 版` }).click();
    await drawer.waitFor({ state: 'hidden' });
    await expect.poll(() => numberOn(page)).toBeLessThan(before);
    const after = await numberOn(page);
    await page.locator('#behind').getByText(`名单 ${after} 家，与上面的数值一致。`).waitFor();

    const versions = page.locator('ol.versions');
    await versions.getByText(`第 ${version + 1} 版`, { exact: true }).waitFor();
    await versions.getByText(`第 ${version} 版`, { exact: true }).waitFor();
    await versions.getByText('理由：只计转为有限公司的').waitFor();
  });

  it('does not change by a formula that cannot be read: the server says where, and nothing typed is lost', async ({
    office: page,
  }) => {
    await open(page);
    const before = (await answerOf(page)).definitions.length;
    await page.getByRole('button', { name: '确定新口径' }).click();
    const drawer = page.getByRole('dialog', { name: /确定新口径/ });
    await drawer.getByLabel('公式').fill('flow: milestones\nwhere: milestone.colour == "red"\n');
    await drawer.getByLabel('为什么改').fill('试一试');
    await drawer.getByRole('button', { name: '核对差异' }).click();
    await drawer.getByRole('button', { name: /确定第 \d+ 版/ }).click();
    const words = await textOf(drawer.getByRole('alert'));
    expect(words).toMatch(/colour/);
    await drawer.getByRole('button', { name: '返回修改' }).click();
    expect(await drawer.getByLabel('为什么改').inputValue()).toBe('试一试');
    expect((await answerOf(page)).definitions).toHaveLength(before);
    await drawer.getByRole('button', { name: '放弃草稿' }).click();
  });
});
