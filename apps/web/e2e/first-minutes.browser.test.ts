import type { Cockpit } from '@miaopu/contract';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, download, it, numberIn, openWindow, plan, rowsOf, textOf, watchFaults } from './harness.ts';

const cockpitOf = (page: Page) => ask<Cockpit>(page, `/api/plans/${plan}/cockpit`);

/** The late targets of 今日 as they stand on the screen, the worst first. */
async function lateTargets(page: Page) {
  const rows = await page.locator('ol.late > li').all();
  return Promise.all(
    rows.map(async (row) => ({
      row,
      title: await textOf(row.getByRole('link')),
      value: numberIn(await textOf(row.locator('.late-value b'))),
      about: await textOf(row.locator('.late-name small')),
      computed: (await row.locator('.how-computed').count()) > 0,
      bar: (await row.locator('.bar').count()) > 0,
    })),
  );
}

describe('the office at half past eight', () => {
  it('signs in with the demo’s account and reads on 今日 how many targets are at risk and behind', async ({
    browser,
  }) => {
    const context = await openWindow(browser, 'nobody');
    const page = await context.newPage();
    const faults = watchFaults(page);
    await page.goto('/');
    await page.getByRole('link', { name: '登录' }).click();
    await page.getByRole('heading', { name: '登录苗圃' }).waitFor();
    await page.getByRole('button', { name: /office@miaopu\.example/ }).click();
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '今日', level: 1 }).waitFor();

    const { counts } = await cockpitOf(page);
    const summary = page.getByRole('list', { name: '目标总览' });
    for (const [state, word] of [
      ['at_risk', '风险'],
      ['behind', '滞后'],
    ] as const) {
      const shown = await textOf(summary.getByRole('link', { name: word }));
      expect(numberIn(shown)).toBe(counts[state]);
    }
    expect(await lateTargets(page)).toHaveLength(counts.at_risk + counts.behind);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('opens the worst target and sees value, pace and which town pulls it down', async ({ office: page }) => {
    await page.goto('/g');
    await page.locator('ol.late').waitFor();
    const worst = (await lateTargets(page)).find(({ bar, about }) => bar && about.includes('拖后'))!;
    const [town = ''] = worst.about.split('拖后：')[1]!.split(' ');
    await worst.row.getByRole('link').click();

    await page.getByRole('heading', { name: worst.title, level: 1 }).waitFor();
    expect(numberIn(await textOf(page.locator('.standing-number b')))).toBe(worst.value);
    const pace = page.locator('.fact', { hasText: '进度差' });
    expect(await textOf(pace)).toMatch(/−\d+\.\d 百分点/);
    const compared = page.locator('.panel', { hasText: '各镇（街道）比较' }).locator('tbody tr');
    const worstTowns = await compared.evaluateAll((rows) =>
      rows.map((row) => ({
        name: row.querySelector('th')?.textContent ?? '',
        state: row.querySelector('.state-mark')?.textContent ?? '',
      })),
    );
    expect(worstTowns).toHaveLength(10);
    expect(worstTowns[0]).toMatchObject({ name: town, state: expect.stringMatching(/风险|滞后/) });
  });

  it('finds as many enterprises behind the number as the number says, opens one and comes back', async ({
    office: page,
  }) => {
    const { title, value } = await openTargetWithList(page);
    const behind = page.locator('#behind');
    await behind.getByText(`名单 ${value} 家，与上面的数值一致。`).waitFor();
    await behind.getByText(`共 ${value} 条`, { exact: true }).waitFor();

    const address = page.url();
    const enterprise = behind.locator('tbody').getByRole('link').nth(3);
    const name = await textOf(enterprise);
    await enterprise.click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    expect(page.url()).toBe(address);
    await behind.getByRole('link', { name }).waitFor();
  });

  it('exports the list: the workbook holds the rows of the screen, and all of them', async ({
    office: page,
  }) => {
    const { value } = await openTargetWithList(page);
    const behind = page.locator('#behind');
    await behind.locator('tbody').getByRole('link').first().waitFor();
    const shown = await behind.locator('tbody').getByRole('link').allInnerTexts();
    const file = await download(page, () => behind.getByRole('link', { name: '导出名单' }).click());
    expect(file.name).toMatch(/\.xlsx$/);

    const rows = await rowsOf(file.bytes);
    const head = rows.findIndex((row) => row[1] === '企业名称');
    const body = rows.slice(head + 1);
    expect(body).toHaveLength(value);
    expect(body.map((row) => row[0])).toEqual(body.map((_, index) => index + 1));
    expect(body.slice(0, shown.length).map((row) => row[1])).toEqual(shown);
    expect(rows.slice(0, head).flat().join(' ')).toContain(`共 ${value} 行`);
  });

  it('exports the progress table: its numbers are those of the cockpit', async ({ office: page }) => {
    await page.goto('/g/plan');
    await page.locator('.target-row').first().waitFor();
    const shown = await page.locator('.target-row').evaluateAll((rows) =>
      rows.map((row) => ({
        title: row.querySelector('.target-name a')?.textContent ?? '',
        state: row.querySelector('.target-state .state-mark')?.lastChild?.textContent ?? '',
        value: row.querySelector('.target-value b')?.textContent ?? '',
        completion: row.querySelector('.target-completion')?.textContent ?? '',
      })),
    );
    const file = await download(page, () => page.getByRole('link', { name: '导出进度表' }).click());
    const rows = await rowsOf(file.bytes);
    const head = rows.findIndex((row) => row[0] === '序号');
    const column = (name: string) => rows[head]!.indexOf(name);
    const table = new Map(rows.slice(head + 1).map((row) => [String(row[column('指标')]), row]));
    expect(table.size).toBe(shown.length);
    for (const { title, state, value, completion } of shown) {
      const row = table.get(title);
      expect(row, title).toBeDefined();
      const cell = row![column('三年累计')];
      const measured = value !== '—';
      expect(measured ? Number(cell) : cell, title).toBe(measured ? Number(value.replace(/[,%]/g, '')) : '—');
      if (completion) expect(Number(row![column('三年完成率%')]), title).toBe(numberIn(completion));
      if (state !== '无目标值') expect(String(row![column('亮灯')]), title).toContain(state);
    }
  });
});

/** From 今日 to the worst counted target whose list has more than one page. */
async function openTargetWithList(page: Page): Promise<{ title: string; value: number }> {
  await page.goto('/g');
  await page.locator('ol.late').waitFor();
  const target = (await lateTargets(page)).find(({ computed, bar, value }) => computed && bar && value > 20)!;
  await target.row.getByRole('link').click();
  await page.getByRole('heading', { name: target.title, level: 1 }).waitFor();
  await page.locator('#behind tbody').getByRole('link').first().waitFor();
  return { title: target.title, value: target.value };
}

/** Does something at each of the wall's screens, until the first one comes again. */
async function throughTurns(page: Page, look: () => Promise<void>): Promise<void> {
  const turn = page.locator('.wall-turn');
  const screens =
    (await turn.count()) === 0 ? 1 : numberIn((await textOf(turn)).replace(/.*?(\d+)\D*$/, '$1'));
  for (let screen = 0; screen < screens; screen++) {
    await look();
    if (screens > 1) await turn.click();
  }
}

describe('the leader at the wall', () => {
  const severity = ['at_risk', 'behind', 'on_track', 'ahead', 'done'];

  it.for(['zh-CN', 'en'] as const)(
    'reads six groups from four metres, red first, with the time elapsed on every bar (%s)',
    async (language, { browser }) => {
      const context = await openWindow(browser, 'viewer', { width: 1920, height: 1080, language });
      const page = await context.newPage();
      await page.goto('/g/plan?wall=on');
      await page.locator('.wall-target').first().waitFor();
      const { groups } = await cockpitOf(page);
      const headings: string[] = [];
      await throughTurns(page, async () => {
        headings.push(...(await page.locator('.wall-group h2').allInnerTexts()));
      });
      const six = groups.filter(({ id }) => /^2\.\d$/.test(id));
      expect(six).toHaveLength(6);
      for (const { title } of six) expect(headings).toContain(language === 'en' ? title.en : title.zh);

      for (const group of await page.locator('.wall-group').all()) {
        const states = await group
          .locator('.wall-target')
          .evaluateAll((items) => items.map((item) => item.className.match(/state-(\w+)/)?.[1] ?? ''));
        const ranks = states.map((state) => severity.indexOf(state));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }
      const bars = page.locator('.wall-target .bar');
      expect(await bars.count()).toBeGreaterThan(10);
      expect(await bars.locator('.bar-elapsed').count()).toBe(await bars.count());
      expect(await page.locator('.wall-towns li').count()).toBe(10);
      await context.close();
    },
  );

  it.for(['zh-CN', 'en'] as const)(
    'finds nothing cut off and nothing too small, each target once, and a heading over every stretch (%s)',
    async (language, { browser }) => {
      const least = 22;
      const context = await openWindow(browser, 'viewer', { width: 1920, height: 1080, language });
      const page = await context.newPage();
      await page.goto('/g/plan?wall=on');
      await page.locator('.wall-target').first().waitFor();
      await page.waitForTimeout(500);
      const { groups } = await cockpitOf(page);
      const stood: string[] = [];
      await throughTurns(page, async () => {
        stood.push(...(await page.locator('.wall-target a').allInnerTexts()));
        for (const column of await page.locator('.wall-groups > div').all())
          expect(await column.locator(':scope > :first-child > h2').count()).toBe(1);
      });
      const wanted = groups
        .flatMap(({ targets }) => targets)
        .filter(({ standing }) => !['unmeasured', 'untargeted'].includes(standing.state))
        .map(({ title }) => (language === 'en' ? title.en : title.zh));
      expect(stood.toSorted()).toEqual(wanted.toSorted());
      const { beyond, small } = await page.evaluate((least) => {
        const beyond: string[] = [];
        const small: string[] = [];
        const { scrollWidth, scrollHeight } = document.documentElement;
        if (scrollWidth > innerWidth || scrollHeight > innerHeight)
          beyond.push(`page ${scrollWidth} × ${scrollHeight}`);
        const read =
          '.wall-target a, .wall-target b, .wall-group h2, .wall-towns li span, .wall-towns li b, .wall-counts b';
        for (const element of document.querySelectorAll<HTMLElement>(
          `${read}, .wall-target small, .wall-towns p`,
        )) {
          const box = element.getBoundingClientRect();
          if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1)
            beyond.push(element.textContent);
          else if (
            element.scrollWidth > element.clientWidth + 1 &&
            getComputedStyle(element).overflow !== 'visible'
          )
            beyond.push(`cut: ${element.textContent}`);
        }
        for (const element of document.querySelectorAll<HTMLElement>(read)) {
          const size = Number.parseFloat(getComputedStyle(element).fontSize);
          if (size < least) small.push(`${size} ${element.textContent}`);
        }
        return { beyond, small };
      }, least);
      expect(beyond).toEqual([]);
      expect(small).toEqual([]);
      await context.close();
    },
  );
});
