// Finds Debian's Chromium for the browser tests, and installs it where it is missing and we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const find = () => places.find((place) => place && existsSync(place));

/** The browser's path. Without one the tests end with a sentence that says how to get it; they never pass by skipping. */
export function ensureChromium() {
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('安装 Chromium 与中文字体 installing Chromium and Chinese fonts …');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    });
  }
  const installed = find();
  if (installed) return installed;
  console.error(
    '浏览器测试需要 Chromium。请安装(apt-get install chromium fonts-noto-cjk),或用 CHROMIUM=路径 指明。',
  );
  console.error(
    'The browser tests need Chromium: install it (apt-get install chromium fonts-noto-cjk), or name it by CHROMIUM=path.',
  );
  process.exit(1);
}
