import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { countPlan } from '../apps/server/src/engines/indicators/index.ts';
import { ensureWebBuilt } from '../scripts/build-web.mjs';
import { ensureChromium } from '../scripts/chromium.mjs';
import { code, type District } from './district.ts';
import { type Figure, figure, median, type Size } from './figures.ts';
import { account, serveDistrict } from './server.ts';

declare global {
  interface Window {
    firstNumber?: number;
  }
}

/** Runs in the page from its very start: notes when the first number of the cockpit's table, or of the bare page, is on the screen. */
function noteFirstNumber(): void {
  const look = () => {
    const cell = document.querySelector('table.targets tbody td.figure, #bare');
    if (!/\d/.test(cell?.textContent ?? '')) return;
    observer.disconnect();
    // the frame that has it is painted when the next one begins
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        window.firstNumber = performance.now();
      }),
    );
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}

type Seen = { readonly firstPaint: number; readonly firstNumber: number };

async function open(context: BrowserContext, url: string): Promise<Seen> {
  const page = await context.newPage();
  try {
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction(
      () =>
        window.firstNumber !== undefined && performance.getEntriesByName('first-contentful-paint').length > 0,
      null,
      { timeout: 60_000 },
    );
    return await page.evaluate(() => ({
      firstPaint: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
      firstNumber: window.firstNumber!,
    }));
  } finally {
    await page.close();
  }
}

/** A browser's profile of someone who signed in; its cache is empty. */
async function signedIn(browser: Browser, address: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  await context.addInitScript(noteFirstNumber);
  const { email, password } = account;
  const answer = await context.request.post(`${address}/api/auth/sign-in/email`, {
    headers: { origin: address },
    data: { email, password },
  });
  if (!answer.ok()) throw new Error(`Signing in was answered by ${answer.status()}.`);
  return context;
}

async function serveBarePage(): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>bare</title><p id="bare">1</p>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

/** Builds the web app and finds the browser, before anything is started that would have to be stopped again. */
export function preparePaint(): void {
  ensureWebBuilt();
  ensureChromium();
}

/** From the start of navigation to the first number of the cockpit on the screen, against a page that is nothing but a number. */
export async function benchPaint(district: District, { repeat }: Size): Promise<Figure[]> {
  const { db, pack } = district;
  await countPlan(db, code, pack.plan.id, pack.plan.period.end);
  const served = await serveDistrict(district, { web: true });
  const bare = await serveBarePage();
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const seen = { cold: [] as Seen[], warm: [] as Seen[], bare: [] as Seen[] };
  try {
    const address = await served.app.listen({ port: 0, host: '127.0.0.1' });
    for (let turn = 0; turn <= repeat; turn++) {
      const context = await signedIn(browser, address);
      const cold = await open(context, `${address}/g/plan`);
      const warm = await open(context, `${address}/g/plan`);
      const plain = await open(context, bare.url);
      await context.close();
      if (turn === 0) continue;
      seen.cold.push(cold);
      seen.warm.push(warm);
      seen.bare.push(plain);
    }
    return figuresOf(seen);
  } finally {
    await browser.close();
    bare.close();
    await served.close();
  }
}

function figuresOf(seen: Readonly<Record<'cold' | 'warm' | 'bare', readonly Seen[]>>): Figure[] {
  const middle = (of: 'cold' | 'warm' | 'bare', what: keyof Seen) => median(seen[of].map((one) => one[what]));
  const limit = {
    value: middle('bare', 'firstNumber'),
    unit: 'ms',
    what: 'a page that is nothing but a number, in the same browser',
  };
  return (['cold', 'warm'] as const).map((of) =>
    figure({
      bench: 'paint',
      name: of === 'cold' ? 'cockpit, first visit' : 'cockpit, again',
      ours: {
        value: middle(of, 'firstNumber'),
        unit: 'ms',
        what: 'navigation start to the first number painted',
      },
      limit,
      aim: { of: 'ours', at: 'most', value: 1000 },
      note: `first contentful paint ${middle(of, 'firstPaint').toFixed(0)} ms; ${of === 'cold' ? 'nothing in the browser’s cache' : 'assets in the browser’s cache'}`,
    }),
  );
}
