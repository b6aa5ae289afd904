import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A test that runs this long hangs. Speed is measured by benchmarks, not by tests: a busy machine fails none. */
const HANG_MS = 60_000
/** A flow through browsers, whose waits for outages and reports alone take a minute. */
const E2E_HANG_MS = 300_000

/** Files that are short to read and long to run, which vitest would begin last: no core waits for them alone. */
const LONG_WALKS = /\/accessibility-|\/dashboard\./

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => LONG_WALKS.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))]
  }
}

const node = (name: string, include: string[]) => ({
  test: {
    name,
    include,
    environment: 'node' as const,
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: HANG_MS,
    // A worker loads the modules once for all its files: a test leaves nothing behind that another could meet.
    isolate: false,
  },
})

const relay = (name: string, include: string[], exclude: string[], isolate = false) => {
  const { test } = node(name, include)
  return {
    // Starting an embedded PostgreSQL takes seconds on a busy machine.
    test: { ...test, exclude: [...test.exclude, ...exclude], isolate, hookTimeout: 120_000 },
  }
}

export default defineConfig({
  test: {
    // Two cores are the reference machine; more workers only wait for each other.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      node('crdt-model', ['crdt-model/src/**/*.test.ts']),
      relay('relay', ['relay/src/**/*.test.ts', 'relay/test/**/*.test.ts'], ['**/*.isolated.test.ts']),
      // Put something in the place of a module: nobody else may meet that.
      relay(
        'relay-isolated',
        ['relay/src/**/*.isolated.test.ts', 'relay/test/**/*.isolated.test.ts'],
        [],
        true,
      ),
      node('print-bridge', ['print-bridge/{src,emulator,test}/**/*.test.ts']),
      {
        plugins: [solid({ ssr: false })],
        define: { __APP_VERSION__: JSON.stringify('test') },
        test: {
          name: 'client',
          include: ['client/src/**/*.test.ts', 'client/src/**/*.test.tsx'],
          environment: 'node',
          testTimeout: HANG_MS,
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['client/e2e/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['client/e2e/harness/global-setup.ts'],
          // One browser for the suite, a relay for each file; several files at a time, for they wait as much as they work.
          fileParallelism: true,
          isolate: false,
          // Conditions on a page are waited for as long as Playwright waits for them.
          expect: { poll: { timeout: 30_000, interval: 50 } },
          testTimeout: E2E_HANG_MS,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
