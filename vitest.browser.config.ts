import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files one after the other by name: they share one district, and a run must be the same every time. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

// Browser tests walk through the real program: one server, one browser, one after the other.
export default defineConfig({
  test: {
    include: ['apps/web/e2e/**/*.browser.test.ts'],
    globalSetup: ['apps/web/e2e/global-setup.ts'],
    fileParallelism: false,
    // a busy machine can miss a wait once; a fault fails twice
    retry: 1,
    sequence: { sequencer: ByName },
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
