import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest files first, so that both workers end at about the same time; then by name, so that a run is the same every time. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => (moduleId.includes('accessibility') ? 0 : 1);
    return files.toSorted((a, b) => isLong(a) - isLong(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

// Browser tests walk through the real program: each worker has a server and a browser of its own.
export default defineConfig({
  test: {
    include: ['apps/web/e2e/**/*.browser.test.ts'],
    globalSetup: ['apps/web/e2e/global-setup.ts'],
    maxWorkers: 2,
    // a busy machine can miss a wait once; a fault fails twice
    retry: 1,
    sequence: { sequencer: LongFirst },
    // a test of the looks walks through every page
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
