import type { EntityRow } from '@miaopu/contract';
import { describe, expect } from 'vitest';
import { ask, it, openWindow, plan } from './harness.ts';

/** Adds up layout shifts from the first moment of a page on, as Web Vitals does for those that no person caused. */
const observe = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput)
      window.shifts.push({ value: entry.value, what: entry.sources.map(({ node }) => node?.className ?? node?.nodeName).join(', ') });
  }).observe({ type: 'layout-shift', buffered: true });
`;

describe('nothing moves under the eye', () => {
  it.for([
    ['cockpit', 1440],
    ['registry', 1440],
    ['entity', 1440],
    ['target', 1440],
    ['today', 1440],
    ['cockpit', 390],
    ['entity', 390],
  ] as const)('while the %s loads at %i px', async ([name, width], { browser }) => {
    const context = await openWindow(browser, 'office', { width, height: width === 390 ? 844 : 900 });
    const page = await context.newPage();
    const { rows } = await ask<{ rows: EntityRow[] }>(
      page,
      '/api/registry/entities?category=enterprise&limit=1',
    );
    const paths = {
      cockpit: '/g/plan',
      registry: '/g/registry',
      entity: `/g/registry/${rows[0]!.id}`,
      target: `/g/plan/${plan}/targets/2.1.a`,
      today: '/g',
    };
    await page.addInitScript(observe);
    await page.goto(paths[name]);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(300);
    const shifts = (await page.evaluate('window.shifts')) as { value: number; what: string }[];
    const sum = shifts.reduce((total, { value }) => total + value, 0);
    expect(sum, JSON.stringify(shifts)).toBeLessThan(0.1);
    await context.close();
  });

  it('is told when something does move', async ({ browser }) => {
    const context = await openWindow(browser, 'nobody');
    const page = await context.newPage();
    await page.addInitScript(observe);
    await page.goto('/sign-in');
    await page.locator('h1').waitFor();
    await page.evaluate(() => {
      const block = document.createElement('div');
      block.style.height = '500px';
      document.body.prepend(block);
    });
    await expect
      .poll(async () =>
        ((await page.evaluate('window.shifts')) as { value: number }[]).some(({ value }) => value > 0.05),
      )
      .toBe(true);
    await context.close();
  });
});
