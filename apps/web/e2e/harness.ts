import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Download,
  type Locator,
  type Page,
} from 'playwright-core';
import { inject, type RunnerTestCase, test } from 'vitest';
import type { Program, SignedIn } from './global-setup.ts';

export type Person = SignedIn | 'nobody';
export type Look = {
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'zh-CN' | 'en';
  readonly scheme?: 'light' | 'dark';
};

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The demo district's plan. */
export const plan = 'luqiao-2018-2020';

/** Where pictures of failed tests go. */
const pictures = join(tmpdir(), 'miaopu-e2e-failed');

/** The program that this worker has to itself; workers are numbered from 1. */
export function ownProgram(): Program {
  const programs = inject('programs');
  return programs[(Number(process.env.VITEST_POOL_ID) - 1) % programs.length]!;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    headless: true,
    args: flags,
  });
}

/** A window of a person who is signed in already (or of nobody), with how they like it to look. */
export async function openWindow(browser: Browser, person: Person, look: Look = {}): Promise<BrowserContext> {
  const { address, cookies } = ownProgram();
  const { width = 1440, height = 900, language = 'zh-CN', scheme = 'light' } = look;
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height },
    locale: language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: scheme,
    reducedMotion: 'reduce',
    isMobile: width < 600,
    hasTouch: width < 600,
  });
  context.setDefaultTimeout(20_000);
  if (person !== 'nobody') {
    await context.addCookies(cookies[person].map((cookie) => ({ ...cookie, url: address })));
  }
  return context;
}

/** What a page did wrong while nobody looked: exceptions, answers of 500 and more, and what its own content policy forbids it. */
export function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  return faults;
}

type Fixtures = {
  browser: Browser;
  /** A page of the office's person at a desk, in Chinese. */
  office: Page;
  /** A page of somebody who may only look. */
  viewer: Page;
};

/** Vitest's test with pages of the demo people; a page that threw, or was answered with 500, fails its test. */
export const it = test.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures that are wanted from the pattern
    async ({}, use) => {
      const browser = await openBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  office: async ({ browser, task }, use) => {
    await usePage(browser, 'office', task, use);
  },
  viewer: async ({ browser, task }, use) => {
    await usePage(browser, 'viewer', task, use);
  },
});

async function usePage(
  browser: Browser,
  person: Person,
  task: Readonly<RunnerTestCase>,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await openWindow(browser, person);
  const page = await context.newPage();
  const faults = watchFaults(page);
  await use(page);
  if (task.result?.state === 'fail') await takePicture(page, `${task.name} ${person}`);
  await context.close();
  if (faults.length > 0) throw new Error(`the page was at fault:\n${faults.join('\n')}`);
}

async function takePicture(page: Page, name: string): Promise<void> {
  if (page.isClosed()) return;
  mkdirSync(pictures, { recursive: true });
  const path = join(pictures, `${name.replaceAll(/[^\w一-鿿]+/g, '-').slice(0, 80)}.png`);
  await page.screenshot({ path });
  process.stderr.write(`a picture of the failed page: ${path}\n`);
}

/** What the server answers to a person, beside what the page shows. */
export async function ask<Answer>(page: Page, path: string): Promise<Answer> {
  const answer = await page.request.get(path);
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** The file that an action downloads, with the name under which it would be saved. */
export async function download(
  page: Page,
  act: () => Promise<unknown>,
): Promise<{ name: string; bytes: Buffer }> {
  const [file] = (await Promise.all([page.waitForEvent('download'), act()])) as [Download, unknown];
  const path = join(mkdtempSync(join(tmpdir(), 'miaopu-e2e-file-')), 'file');
  await file.saveAs(path);
  return { name: file.suggestedFilename(), bytes: readFileSync(path) };
}

/** The rows of a workbook's first sheet, as Excel would show them. */
export async function rowsOf(bytes: Buffer): Promise<(string | number | null)[][]> {
  const { sheets } = await readXlsx(bytes);
  return (sheets[0]?.rows ?? []) as (string | number | null)[][];
}

/** What stands in an element. */
export async function textOf(element: Locator): Promise<string> {
  return ((await element.textContent()) ?? '').trim();
}

/** The digits of a text with thousands separators: `1,234` is 1234. */
export function numberIn(text: string): number {
  const found = text
    ?.replaceAll(',', '')
    .replace('−', '-')
    .match(/-?\d+(\.\d+)?/);
  if (!found) throw new Error(`no number in “${text}”`);
  return Number(found[0]);
}

/**
 * Chooses in one of Ant Design's lists: opens it by its label and takes the entry of that name. A long list draws itself anew as it scrolls,
 * which can take the entry away from under the mouse: then it is pressed again.
 */
export async function choose(page: Page, field: string, entry: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  const choice = page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: entry })
    .first();
  // a list of one answer closes, a list of several marks it
  const open = choice.and(page.locator(':not(.ant-select-item-option-selected)'));
  for (let attempt = 1; ; attempt++) {
    await choice.click();
    try {
      return await open.waitFor({ state: 'hidden', timeout: 2_000 });
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
