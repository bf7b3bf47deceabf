import type { Cockpit, EntityRow } from '@miaopu/contract';
import { describe, expect } from 'vitest';
import { ask, it, openWindow, plan, textOf } from './harness.ts';

const targets = `/g/plan/${plan}/targets`;

describe('somebody who may only look', () => {
  it('sees every page of the work and no writing action on any', async ({ viewer: page }) => {
    const { groups } = await ask<Cockpit>(page, `/api/plans/${plan}/cockpit`);
    const { rows } = await ask<{ rows: EntityRow[] }>(page, '/api/registry/entities?limit=1');
    const pages = {
      '/g': '今日',
      '/g/plan': '驾驶舱',
      [`${targets}/${groups[0]!.targets[0]!.id}`]: groups[0]!.targets[0]!.title.zh,
      [`/g/plan/${plan}/document`]: '计划文本',
      '/g/registry': '企业',
      [`/g/registry/${rows[0]!.id}`]: rows[0]!.name,
    };
    for (const [path, title] of Object.entries(pages)) {
      await page.goto(path);
      await page.getByRole('heading', { name: title, level: 1, exact: true }).waitFor();
      await page.waitForLoadState('networkidle');
      const acts =
        /^(更正错误|状况变了|确定新口径|调整分解|开始分解|设定区间|撤销合并|导入|计算|重新计算|疑似重复)$/;
      const offered = await page
        .locator('button:visible, a:visible')
        .evaluateAll((all) => all.map((one) => one.textContent ?? ''));
      expect(
        offered.filter((words) => acts.test(words.trim())),
        path,
      ).toEqual([]);
    }
  });

  it.for(['/g/imports', '/g/registry/duplicates'])(
    'is told whom to ask at %s',
    async (path, { viewer: page }) => {
      await page.goto(path);
      await page.getByRole('heading', { name: '这个页面需要办公室权限' }).waitFor();
      await page.getByText('请联系领导小组办公室').waitFor();
    },
  );

  it('is refused by the server too, with words and not with a blank', async ({ viewer: page }) => {
    const { rows } = await ask<{ rows: EntityRow[] }>(page, '/api/registry/entities?limit=1');
    const refused = await page.request.post(`/api/registry/entities/${rows[0]!.id}/changes`, {
      data: { effectiveOn: '2020-01-01', fields: { name: 'x' }, reason: 'x', evidence: null, basedOn: '1' },
    });
    expect(refused.status()).toBe(403);
    expect((await refused.json()).error.message.zh).toMatch(/[一-鿿]/);
  });
});

describe('the door', () => {
  it('closes behind the person who signs out', async ({ browser }) => {
    const context = await openWindow(browser, 'nobody');
    const page = await context.newPage();
    await page.goto('/g/registry?q=塑料');
    await page.getByRole('button', { name: /^领导.*viewer@miaopu\.example/ }).click();
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '企业', level: 1 }).waitFor();
    expect(decodeURIComponent(page.url())).toContain('q=塑料');

    await page.getByRole('button', { name: /我的设置/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '登录苗圃' }).waitFor();
    expect((await page.request.get('/api/session')).status()).toBe(401);
    await page.goBack();
    await page.getByRole('heading', { name: '登录苗圃' }).waitFor();
    await context.close();
  });

  it('says that a password is wrong, and keeps what was typed', async ({ browser }) => {
    const context = await openWindow(browser, 'nobody');
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel('电子邮箱').fill('office@miaopu.example');
    await page.getByLabel('密码', { exact: true }).fill('not-the-password');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('邮箱或密码不对').waitFor();
    expect(await page.getByLabel('电子邮箱').inputValue()).toBe('office@miaopu.example');
    await context.close();
  });

  it('says that a session has expired, asks for the password over the page and loses nothing typed', async ({
    browser,
  }) => {
    const context = await openWindow(browser, 'nobody');
    const page = await context.newPage();
    await page.goto('/g/registry');
    await page.getByRole('button', { name: /office@miaopu\.example/ }).click();
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.locator('a.registry-name').first().click();
    await page.getByRole('button', { name: '更正错误' }).click();
    const reason = page.getByLabel('错在哪里、怎么知道的');
    await reason.fill('对照营业执照');
    await page.getByRole('checkbox', { name: '联系电话', exact: true }).check();
    await page.getByRole('textbox', { name: '联系电话' }).fill('0576-82400000');

    await context.clearCookies();
    await page
      .getByRole('button', { name: '更 正' })
      .or(page.getByRole('button', { name: '更正', exact: true }))
      .click();
    const again = page.getByRole('dialog', { name: '登录已过期' });
    await again.waitFor();
    await again.getByRole('button', { name: /office@miaopu\.example/ }).click();
    await again.getByRole('button', { name: '登录', exact: true }).click();
    await again.waitFor({ state: 'hidden' });
    expect(await reason.inputValue()).toBe('对照营业执照');
    expect(await page.getByRole('textbox', { name: '联系电话' }).inputValue()).toBe('0576-82400000');
    expect(await textOf(page.locator('.ant-drawer-title'))).toBe('更正错误');
    await context.close();
  });
});
