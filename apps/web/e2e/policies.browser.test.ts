import type { EntityMatch } from '@miaopu/contract';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, it, numberIn, openWindow, textOf, watchFaults } from './harness.ts';

const phone = { width: 390, height: 844 } as const;

/** Answers whatever is asked with its first choice, or 不清楚, until nothing is asked any more. */
async function answerAll(page: Page, most: number): Promise<number> {
  const question = page.locator('.check-card h2');
  let asked = 0;
  while ((await question.count()) > 0 && asked < most) {
    const before = await textOf(question);
    const choice = page.locator('.check-choices button').first();
    if ((await choice.count()) > 0) await choice.click();
    else await page.getByRole('button', { name: '不清楚' }).click();
    asked++;
    await expect
      .poll(async () => ((await question.count()) === 0 ? '' : await textOf(question)), { timeout: 15_000 })
      .not.toBe(before);
  }
  return asked;
}

describe('anybody, without an account', () => {
  it('finds a policy by a word, and reads its conditions each with its clause', async ({ browser }) => {
    const context = await openWindow(browser, 'nobody');
    const page = await context.newPage();
    const faults = watchFaults(page);
    await page.goto('/');
    await page.getByRole('searchbox', { name: '查政策' }).fill('小型微利');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/policies\?q=/);
    await page.locator('.policy-card mark').first().waitFor();
    const total = numberIn(await textOf(page.locator('.library-total')));
    expect(total).toBeGreaterThan(0);
    await page.getByRole('checkbox', { name: /已到期/ }).check();
    await expect
      .poll(async () => numberIn(await textOf(page.locator('.library-total'))))
      .toBeGreaterThan(total);
    await page.goto('/policies/t25');
    await page.getByRole('heading', { level: 1, name: '科技型中小企业评价入库' }).waitFor();
    expect(await page.locator('.policy-doubts li').count()).toBeGreaterThan(0);
    const clauses = page.locator('.panel', { hasText: '要符合什么条件' }).locator('.clause');
    expect(await clauses.count()).toBe(await page.locator('.panel ol.rule-list > li').count());
    await context.close();
    expect(faults).toEqual([]);
  });

  it('answers what one policy needs, goes back, and sees how it stands and why', async ({ browser }) => {
    const context = await openWindow(browser, 'nobody', phone);
    const page = await context.newPage();
    const faults = watchFaults(page);
    await page.goto('/check?policies=t25');
    await page.getByRole('button', { name: '不填代码，直接开始' }).click();
    const question = page.locator('.check-card h2');
    await question.waitFor();
    const first = await textOf(question);
    await page.getByRole('button', { name: '企业', exact: true }).click();
    await expect.poll(() => textOf(question)).not.toBe(first);
    await page.getByRole('button', { name: '上一题' }).click();
    await expect.poll(() => textOf(question)).toBe(first);
    expect(await answerAll(page, 30)).toBeLessThan(30);
    await page.getByText('答完了，结果如下。').waitFor();
    await page.locator('.check-standings summary').first().waitFor();
    await page.reload();
    // nothing was kept
    await page.getByRole('button', { name: '不填代码，直接开始' }).waitFor();
    await context.close();
    expect(faults).toEqual([]);
  });

  it('is told which credit code is wrong before anything is sent', async ({ browser }) => {
    const context = await openWindow(browser, 'nobody', phone);
    const page = await context.newPage();
    await page.goto('/check');
    await page.getByLabel(/统一社会信用代码/).fill('91331004MA2ABCD13X');
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('.check-card h2').count()).toBe(0);
    await context.close();
  });
});

describe('an owner on the phone', () => {
  it('sees what fits, with amount and next step, and why, as the server reckons it', async ({ browser }) => {
    const context = await openWindow(browser, 'owner', phone);
    const page = await context.newPage();
    const faults = watchFaults(page);
    await page.goto('/e');
    await page.locator('.match-card').first().waitFor();
    const match = await ask<EntityMatch>(page, '/api/policies/mine');
    expect(await textOf(page.locator('.mine-name'))).toBe(match.entity.name);
    const fits = match.policies.filter(({ standing, enjoyed }) => standing === 'met' && enjoyed === null);
    const group = page.getByRole('region', { name: '可以享受' });
    expect(await group.locator('.match-card').count()).toBe(fits.length);
    const nearly = match.policies.filter(
      ({ standing, enjoyed }) => standing === 'nearly' && enjoyed === null,
    );
    const second = page.getByRole('region', { name: '差一点' });
    expect(await second.locator('.match-card').count()).toBe(nearly.length);
    for (const missing of await second.locator('.match-missing').all()) {
      expect((await textOf(missing)).length).toBeGreaterThan(2);
    }
    const card = second.locator('.match-card').first();
    await card.getByText('为什么').click();
    expect(await card.locator('.match-why li').count()).toBeGreaterThan(0);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBe(0);
    await context.close();
    expect(faults).toEqual([]);
  });
});
