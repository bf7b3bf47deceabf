import type { Cockpit } from '@miaopu/contract';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, choose, it, openWindow, plan } from './harness.ts';

type Shown = Record<string, { value: string; goal: string; state: string }>;

/** What the cockpit shows of each target, once it has settled. */
async function shownTargets(page: Page): Promise<Shown> {
  await page.locator('.cockpit:not(.cockpit-waiting)').waitFor();
  await page.locator('.target-row').first().waitFor();
  const rows = await page.locator('.target-row').evaluateAll((all) =>
    all.map((row) => [
      row.querySelector('.target-name a')?.textContent ?? '',
      {
        value: row.querySelector('.target-value b')?.textContent ?? '',
        goal: row.querySelector('.target-value small')?.textContent ?? '',
        state: row.className.match(/state-(\w+)/)?.[1] ?? '',
      },
    ]),
  );
  return Object.fromEntries(rows);
}

/** Chooses a filter and waits for the answer that belongs to it. */
async function filter(page: Page, part: string, act: () => Promise<unknown>): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.url().includes('/cockpit') && response.url().includes(part),
  );
  await act();
  await (await answered).finished();
}

/** Holds what is shown against what the server answers for the same filters. */
function agree(shown: Shown, answer: Cockpit): void {
  const cards = answer.groups.flatMap((group) => group.targets);
  expect(Object.keys(shown).toSorted()).toEqual(cards.map((card) => card.title.zh).toSorted());
  for (const { title, unit, standing } of cards) {
    const row = shown[title.zh]!;
    expect(row.state, title.zh).toBe(standing.state);
    if (standing.value === null) expect(row.value, title.zh).toBe('—');
    else {
      const scale = unit.zh === '元' ? 1e-4 : unit.zh === '%' ? 100 : 1;
      const read = Number(row.value.replace(/[,%]/g, '').replace('−', '-'));
      expect(read, title.zh).toBeCloseTo(Number(standing.value) * scale, 0);
    }
  }
}

const address = (page: Page) => new URL(page.url()).searchParams;
const api = (query: string) => `/api/plans/${plan}/cockpit?${query}`;

describe('the cockpit’s filters', () => {
  it('stand in the address bar, change the numbers as the server counts them, and come off again', async ({
    office: page,
  }) => {
    await page.goto('/g/plan');
    const whole = await shownTargets(page);
    agree(whole, await ask<Cockpit>(page, api('')));

    await filter(page, 'year=2019', () => page.getByText('2019 年', { exact: true }).click());
    expect(address(page).get('year')).toBe('2019');
    const ofYear = await shownTargets(page);
    agree(ofYear, await ask<Cockpit>(page, api('year=2019')));
    expect(ofYear.新增小微企业!.value).not.toBe(whole.新增小微企业!.value);

    await filter(page, 'town=', () => choose(page, '镇（街道）', '金清镇'));
    const town = address(page).get('town');
    expect(town).toMatch(/^331004\d{3}$/);
    agree(await shownTargets(page), await ask<Cockpit>(page, api(`year=2019&town=${town}`)));

    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect.poll(() => page.url()).not.toContain('town=');
    await expect.poll(() => shownTargets(page)).toEqual(whole);

    await filter(page, 'unit=', () => choose(page, '牵头单位', '区科技局'));
    const unit = address(page).get('unit');
    const ofUnit = await shownTargets(page);
    agree(ofUnit, await ask<Cockpit>(page, api(`unit=${unit}`)));
    expect(Object.keys(ofUnit).length).toBeLessThan(Object.keys(whole).length);
  });

  it('make a link the same view after a reload and for whoever it is sent to', async ({
    office: page,
    viewer,
  }) => {
    await page.goto('/g/plan');
    await shownTargets(page);
    await filter(page, 'year=2020', () => page.getByText('2020 年', { exact: true }).click());
    await filter(page, 'town=', () => choose(page, '镇（街道）', '路北街道'));
    await page.getByRole('button', { name: /风险/ }).first().click();
    await expect.poll(() => page.url()).toContain('state=at_risk');
    await expect.poll(() => page.locator('.target-row:not(.state-at_risk)').count()).toBe(0);
    const seen = await shownTargets(page);
    expect(Object.values(seen).every(({ state }) => state === 'at_risk')).toBe(true);

    const link = page.url();
    await page.reload();
    expect(await shownTargets(page)).toEqual(seen);
    await viewer.goto(link);
    expect(await shownTargets(viewer)).toEqual(seen);
  });

  it('count the towns so that together they never exceed the district', async ({ office: page }) => {
    const sum = async (query: string) => {
      const { groups } = await ask<Cockpit>(page, api(query));
      const card = groups.flatMap(({ targets }) => targets).find(({ id }) => id === '2.1.a');
      return Number(card!.standing.value);
    };
    const { towns } = await ask<Cockpit>(page, api(''));
    const whole = await sum('');
    const byTown = await Promise.all(towns.map(({ code }) => sum(`town=${code}`)));
    const byYear = await Promise.all(['2018', '2019', '2020'].map((year) => sum(`year=${year}`)));
    const total = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0);
    expect(total(byYear)).toBe(whole);
    expect(total(byTown)).toBeLessThanOrEqual(whole);
    expect(total(byTown)).toBeGreaterThan(whole * 0.9);
  });

  it('lead from a town’s mark to that town’s target', async ({ office: page }) => {
    await page.goto('/g/plan');
    const mark = page.locator('.town-cell a').first();
    const [town = '', target = ''] = ((await mark.getAttribute('aria-label')) ?? '').split(/[，：]/);
    await mark.click();
    await page.getByRole('heading', { name: target, level: 1 }).waitFor();
    await page.locator('.target-aside', { hasText: town }).waitFor();
    expect(address(page).get('town')).toMatch(/^331004/);
  });
});

describe('the cockpit on paper', () => {
  it('prints on a few A4 pages, with its targets and without the rail', async ({ browser }) => {
    const context = await openWindow(browser, 'office');
    const page = await context.newPage();
    await page.goto('/g/plan');
    const shown = await shownTargets(page);
    const paper = await page.pdf({ format: 'A4' });
    const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(0);
    expect(pages).toBeLessThanOrEqual(4);

    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation', { name: '主导航' }).isVisible()).toBe(false);
    for (const title of Object.keys(shown))
      expect(await page.getByRole('link', { name: title, exact: true }).first().isVisible(), title).toBe(
        true,
      );
    await context.close();
  });

  it('stays readable in black and white: every state has a word and a shape', async ({ office: page }) => {
    await page.goto('/g/plan');
    await shownTargets(page);
    const marks = await page.locator('.target-row .state-mark').allTextContents();
    expect(marks.length).toBeGreaterThan(30);
    for (const mark of marks) expect(mark).toMatch(/^[✓▲●◆■—○]\S+$/);
  });
});
