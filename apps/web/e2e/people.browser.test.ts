import type { EntityRow } from '@miaopu/contract';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { codeOf } from '../../server/src/platform/testing/totp.ts';
import { ask, choose, it, openWindow, textOf, watchFaults } from './harness.ts';

const password = 'seven-loud-lamps';
const phone = { width: 390, height: 844 };

/** A photograph as small as a photograph can be. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The office invites somebody: gives the page of the app that the link opens. */
async function inviteBy(office: Page, who: { name: string; email: string; into: string; role?: string }) {
  await office.goto('/g/people');
  await office.getByRole('button', { name: '邀请人员' }).click();
  const dialog = office.getByRole('dialog', { name: '邀请人员' });
  await dialog.getByLabel('姓名').fill(who.name);
  await dialog.getByLabel('电子邮箱').fill(who.email);
  await choose(office, '加入哪个单位', who.into);
  // where an organisation has one role, it is given by itself
  if (who.role) await dialog.getByTitle(who.role, { exact: true }).waitFor();
  await dialog.getByRole('button', { name: '发出邀请' }).click();
  const link = await textOf(dialog.locator('code'));
  await dialog.getByRole('button', { name: '完成' }).click();
  return new URL(link).pathname;
}

async function acceptWithPassword(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel('设置登录密码').fill('password2024');
  await page.getByText('强度：').waitFor();
  await page.getByRole('button', { name: '开通并登录' }).click();
  await page.getByText('这个密码太常见').waitFor();
  await page.getByLabel('设置登录密码').fill(password);
  await page.getByText(/强度：(不易|很难)猜到/).waitFor();
  await page.getByRole('button', { name: '开通并登录' }).click();
}

/** Sets an authenticator up and gives what it was given. */
async function enrol(page: Page): Promise<{ uri: string; spare: string }> {
  await page.getByRole('button', { name: '启用', exact: true }).click();
  await page.getByLabel('当前密码').first().fill(password);
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('img', { name: '绑定验证器的二维码' }).waitFor();
  const secret = (await textOf(page.locator('.account-enrol code'))).replaceAll(' ', '');
  const uri = `otpauth://totp/x?secret=${secret}`;
  await page.getByLabel('验证码').fill(codeOf(uri));
  await page.getByRole('button', { name: '完成绑定' }).click();
  await page.getByText('请保存这些备用码').waitFor();
  expect(await page.locator('.account-spare li').count()).toBe(10);
  const spare = await textOf(page.locator('.account-spare li').first());
  await page.getByRole('button', { name: '我已保存' }).click();
  await page.getByText('已启用', { exact: true }).waitFor();
  return { uri, spare };
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /我的设置/ }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('heading', { name: '登录苗圃' }).waitFor();
}

/** Gives the page's browser a key that its holder has unlocked. */
async function giveKey(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

describe('a clerk', () => {
  it('is invited, sets a password and a second factor, signs in with it, then with a passkey, and ends a session', async ({
    office,
    browser,
  }) => {
    const email = 'clerk@people.example';
    const path = await inviteBy(office, {
      name: '王芳',
      email,
      into: '领导小组办公室',
      role: '办公室工作人员',
    });
    await office.getByRole('heading', { name: '待接受的邀请' }).waitFor();

    const context = await openWindow(browser, 'nobody');
    const page = await context.newPage();
    const faults = watchFaults(page);
    await acceptWithPassword(page, path);
    await page.getByRole('heading', { name: '今日', level: 1 }).waitFor();
    await page.goto('/account');
    const { uri, spare } = await enrol(page);

    await signOut(page);
    await page.getByLabel('电子邮箱').fill(email);
    await page.getByLabel('密码', { exact: true }).fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByLabel('验证码').fill('000000');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('验证码不对').waitFor();
    await page.getByLabel('验证码').fill(codeOf(uri, 1));
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '今日', level: 1 }).waitFor();

    await page.goto('/account');
    await giveKey(context, page);
    await page.getByRole('button', { name: '添加通行密钥' }).click();
    await page.getByRole('button', { name: /^移除/ }).waitFor();
    await signOut(page);
    await page.getByRole('button', { name: '用通行密钥登录' }).click();
    await page.getByRole('heading', { name: '今日', level: 1 }).waitFor();

    // another device, which the clerk does not know
    const elsewhere = await openWindow(browser, 'nobody');
    const other = await elsewhere.newPage();
    await other.goto('/sign-in');
    await other.getByLabel('电子邮箱').fill(email);
    await other.getByLabel('密码', { exact: true }).fill(password);
    await other.getByRole('button', { name: '登录', exact: true }).click();
    await other.getByRole('button', { name: '改用备用码' }).click();
    await other.getByLabel('备用码').fill(spare);
    await other.getByRole('button', { name: '登录', exact: true }).click();
    await other.getByRole('heading', { name: '今日', level: 1 }).waitFor();
    await page.goto('/account');
    await page
      .getByRole('button', { name: /^结束:/ })
      .first()
      .click();
    await page.getByRole('button', { name: /^结束:/ }).waitFor({ state: 'detached' });
    expect((await other.request.get('/api/session')).status()).toBe(401);
    expect((await page.request.get('/api/session')).status()).toBe(200);
    await elsewhere.close();
    await context.close();
    expect(faults).toEqual([]);
  });
});

describe('an owner', () => {
  it('claims an enterprise on the phone, the office approves it, and the owner sees what it can get', async ({
    office,
    browser,
  }) => {
    const { rows } = await ask<{ rows: EntityRow[] }>(
      office,
      '/api/registry/entities?category=enterprise&status=active&limit=1',
    );
    const { creditCode, name } = rows[0]!;
    const path = await inviteBy(office, {
      name: '陈东',
      email: 'owner@people.example',
      into: '暂不加入单位',
    });
    const context = await openWindow(browser, 'nobody', phone);
    const page = await context.newPage();
    const faults = watchFaults(page);
    await acceptWithPassword(page, path);
    await page.getByRole('heading', { name: '认领企业', level: 1 }).waitFor();
    await page.getByLabel('统一社会信用代码').fill(creditCode!);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '营业执照.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('办公室正在核对').waitFor();

    await office.goto('/g');
    await office.getByRole('link', { name }).first().click();
    const drawer = office.getByRole('dialog', { name });
    await drawer.getByRole('button', { name: '查看照片' }).click();
    await drawer.getByRole('img', { name: '营业执照照片' }).waitFor();
    await drawer.getByRole('button', { name: '通过', exact: true }).click();
    await office.getByText('没有待审核的认领').waitFor();

    await page.goto('/e');
    await page.getByRole('heading', { name: '我能享受的政策', level: 1 }).waitFor();
    await page.getByText(name).first().waitFor();
    await context.close();
    expect(faults).toEqual([]);
  });
});
