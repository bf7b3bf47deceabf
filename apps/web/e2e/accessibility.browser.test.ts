import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Cockpit, EntityRow } from '@miaopu/contract';
import type { Browser, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, it, type Look, openWindow, plan } from './harness.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Finding = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };

/** How much of axe's rules: all, those of colours alone, or all but those. */
type Rules = 'all' | 'colours' | 'structure';
const optionsFor: Readonly<Record<Rules, object>> = {
  all: {},
  colours: { runOnly: { type: 'rule', values: ['color-contrast'] } },
  structure: { rules: { 'color-contrast': { enabled: false } } },
};

/** What axe calls serious or critical on the page as it stands. */
async function seriousFindings(page: Page, rules: Rules = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const options = { resultTypes: ['violations'], ...optionsFor[rules] };
  const findings = (await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )) as Finding[];
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
}

/** Every page, by what it is called here. */
async function pagesOf(browser: Browser): Promise<Record<string, string>> {
  const context = await openWindow(browser, 'office');
  const page = await context.newPage();
  const { groups } = await ask<Cockpit>(page, `/api/plans/${plan}/cockpit`);
  const cards = groups.flatMap(({ targets }) => targets);
  const { rows } = await ask<{ rows: EntityRow[] }>(
    page,
    '/api/registry/entities?category=enterprise&limit=1',
  );
  const created = await page.request.post('/api/policies/drafts', { data: { policy: 't03' } });
  const { id: draft } = (await created.json()) as { id: string };
  // a round being written shows the most of its page
  await page.request.post(`/api/plans/${plan}/rounds`);
  await context.close();
  const target = (id: string) => `/g/plan/${plan}/targets/${id}`;
  return {
    today: '/g',
    cockpit: '/g/plan',
    wall: '/g/plan?wall=on',
    'a counted target': target(cards.find(({ how }) => how === 'computed')!.id),
    decomposition: `/g/plan/${plan}/decomposition`,
    'a reported target': target(cards.find(({ how }) => how === 'reported')!.id),
    document: `/g/plan/${plan}/document`,
    registry: '/g/registry',
    entity: `/g/registry/${rows[0]!.id}`,
    duplicates: '/g/registry/duplicates',
    'policy library': '/g/policies',
    'a policy’s simulation': '/g/policies/t03?part=simulation&p.income_limit=100000',
    'a policy’s coverage': '/g/policies/t03?part=coverage',
    'a policy being written': `/g/policies/drafts/${draft}`,
    'a policy’s text': `/g/policies/drafts/${draft}?view=yaml`,
    'a policy being reviewed': `/g/policies/drafts/${draft}?view=review`,
    reports: '/g/reports',
    'reports that wait': '/g/reports?view=waiting',
    disputes: '/g/reports?view=disputes',
    'a report': '/g/reports/office-quarter/leading-group-office/2020Q4',
    imports: '/g/imports',
    messages: '/g/inbox',
    'what reaches me': '/g/inbox?part=choices',
    'the public start': '/',
    'the policy library': '/policies',
    'a policy with a score': '/policies/t25',
    'the check': '/check',
  };
}

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

/** Pages that the office does not see. */
const others = [
  ['auditor', 'audit', '/g/audit'],
  ['admin', 'deliveries', '/g/notify'],
  ['jinqing-lead', 'a unit’s tasks', `/g/plan/${plan}/tasks`],
] as const;

/** Goes to a page and waits until nothing is loading any more. */
async function settle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.bone').first().waitFor({ state: 'detached' });
}

/**
 * What is wrong with a page in the size that it has now. What it is built of is the same in both languages, and its colours in both sizes, so
 * each is looked at once; how long the words are is not.
 */
async function faultsAt(page: Page, name: string, { language, width }: Look): Promise<string[]> {
  const where = `${name} at ${width} px`;
  const beyond = await sideways(page);
  const faults = beyond > 0 && name !== 'wall' ? [`${where}: scrolls ${beyond} px sideways`] : [];
  if (language === 'en') return faults;
  const isNarrow = width === narrow.width;
  const findings = await seriousFindings(page, isNarrow ? 'structure' : 'all');
  faults.push(...findings.map((finding) => `${where}: ${finding}`));
  if (isNarrow) return faults;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  // colours on their way from light to dark are nobody's choice
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const dark = await seriousFindings(page, 'colours');
  await page.emulateMedia({ colorScheme: 'light' });
  return [...faults, ...dark.map((finding) => `${where} in the dark: ${finding}`)];
}

/** How far the page can be scrolled sideways, once it has settled into its size. */
async function sideways(page: Page): Promise<number> {
  const beyond = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  for (let look = 0; look < 10; look++) {
    if ((await page.evaluate(beyond)) <= 0) return 0;
    await page.waitForTimeout(100);
  }
  return page.evaluate(beyond);
}

/** Opens a page once and looks at it wide, then narrow, as when a window is made smaller. */
async function faultsOf(page: Page, name: string, path: string, language: Look['language']) {
  await page.setViewportSize(wide);
  await settle(page, path);
  const faults = await faultsAt(page, name, { language, ...wide });
  await page.setViewportSize(narrow);
  // what is narrow may ask for other rows than what is wide
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForLoadState('networkidle');
  await page.locator('.bone').first().waitFor({ state: 'detached' });
  return [...faults, ...(await faultsAt(page, name, { language, ...narrow }))];
}

describe('every page', () => {
  it.for(['zh-CN', 'en'] as const)(
    'has nothing serious for axe, wide and narrow, light and dark, and does not scroll sideways (%s)',
    // some thirty pages, the largest of them with a thousand cells
    { timeout: 600_000 },
    async (language, { browser }) => {
      const paths = await pagesOf(browser);
      const door = await openWindow(browser, 'nobody', { language, ...wide });
      const faults = await faultsOf(await door.newPage(), 'sign-in', '/sign-in', language);
      await door.close();
      const context = await openWindow(browser, 'office', { language, ...wide });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(paths))
        faults.push(...(await faultsOf(page, name, path, language)));
      await context.close();
      for (const [person, name, path] of others) {
        const theirs = await openWindow(browser, person, { language, ...wide });
        faults.push(...(await faultsOf(await theirs.newPage(), name, path, language)));
        await theirs.close();
      }
      expect(faults).toEqual([]);
    },
  );

  it('bites: a page with a picture without words is found', async ({ browser }) => {
    const context = await openWindow(browser, 'nobody');
    const page = await context.newPage();
    await page.setContent('<html lang="zh-CN"><main><h1>x</h1><img src="data:,"></main></html>');
    expect((await seriousFindings(page)).join()).toContain('image-alt');
    await context.close();
  });
});

/**
 * Runs in the page: numbers what can be pressed and notes how each looks while the keyboard is elsewhere.
 * `window.focused()` then tells which one has the focus, and whether it (or the field around it) looks different.
 */
function notePressable(): string[] {
  const frames = '.ant-select, .ant-picker, .ant-segmented-item, .search, section';
  const look = (one: Element) =>
    [one, one.closest(frames), one.parentElement]
      .flatMap((part) => {
        if (!part) return [];
        const { outline, boxShadow, borderColor, backgroundColor, clipPath } = getComputedStyle(part);
        return [outline, boxShadow, borderColor, backgroundColor, clipPath];
      })
      .join(' ');
  const nameOf = (one: Element) =>
    `${one.tagName} ${one.getAttribute('type') ?? ''} ${one.getAttribute('aria-label') ?? one.textContent}`;
  const all = [
    ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]'),
  ];
  const pressable = all.filter(
    (one) => one.checkVisibility() && one.tabIndex >= 0 && !one.matches(':disabled, :focus'),
  );
  const before = new Map(pressable.map((one) => [one, look(one)]));
  Object.assign(window, {
    focused() {
      const one = document.activeElement as HTMLElement | null;
      const was = one && before.get(one);
      if (!one || was === undefined || was === null) return null;
      return { order: pressable.indexOf(one), seen: look(one) !== was, name: nameOf(one) };
    },
  });
  return pressable.map(nameOf);
}

describe('the keyboard', () => {
  it('reaches everything on the cockpit that can be pressed, and shows where it is', async ({
    office: page,
  }) => {
    await settle(page, '/g/plan');
    await page.locator('.target-row').first().waitFor();
    await page.locator('.town-cell').first().waitFor();
    await page.locator('#filter-unit').waitFor();
    await page.addStyleTag({ content: '* { transition: none !important }' });
    const wanted = await page.evaluate(notePressable);
    expect(wanted.length).toBeGreaterThan(100);
    const reached = new Set<number>();
    const unseen: string[] = [];
    for (let step = 0; step < wanted.length + 30 && reached.size < wanted.length; step++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate('window.focused()');
      if (!at) continue;
      const { order, seen, name } = at as { order: number; seen: boolean; name: string };
      reached.add(order);
      if (!seen) unseen.push(name);
    }
    // of a group of radio buttons Tab reaches the chosen one; the arrows reach the others
    const missed = wanted.filter((name, index) => !reached.has(index) && !name.startsWith('INPUT radio'));
    expect(missed).toEqual([]);
    expect(unseen).toEqual([]);
  });

  it('jumps by g and a letter, lists its keys by ? and closes them by Esc', async ({ office: page }) => {
    await settle(page, '/g');
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: '驾驶舱', level: 1 }).waitFor();
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: '键盘操作' });
    await keys.waitFor();
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });
  });
});
