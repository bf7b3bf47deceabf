import { defineConfig } from 'vitest/config';

// Browser tests walk through the real program: one server, one browser, one after the other.
export default defineConfig({
  test: {
    include: ['apps/web/e2e/**/*.browser.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
