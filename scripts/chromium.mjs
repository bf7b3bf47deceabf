// Finds Debian's Chromium for the browser tests, and installs it where it is missing and we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// Chromium without a window of its own: the whole one draws tabs and address bar for every page, which costs more than our pages do.
const shell = '/usr/bin/chromium-headless-shell';
const whole = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const find = (places) => places.find((place) => place && existsSync(place));

/** The browser's path. Without one the tests end with a sentence that says how to get it; they never pass by skipping. */
export function ensureChromium() {
  const found = find([process.env.CHROMIUM, shell]);
  if (found) return found;
  install(['chromium-headless-shell', 'fonts-noto-cjk']);
  const installed = find([shell, ...whole]);
  if (installed) return installed;
  console.error(
    '浏览器测试需要 Chromium。请安装(apt-get install chromium-headless-shell fonts-noto-cjk),或用 CHROMIUM=路径 指明。',
  );
  console.error(
    'The browser tests need Chromium: install it (apt-get install chromium-headless-shell fonts-noto-cjk), or name it by CHROMIUM=path.',
  );
  process.exit(1);
}

function install(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.error('安装 Chromium 与中文字体 installing Chromium and Chinese fonts …');
  const aptGet = (...words) =>
    spawnSync('apt-get', ['-qq', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1', ...words], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  aptGet('update');
  // an older system may have only the whole one
  for (const names of [packages, ['chromium', 'fonts-noto-cjk']]) {
    if (aptGet('install', '-y', '--no-install-recommends', ...names).status === 0 || find(whole)) return;
  }
}
