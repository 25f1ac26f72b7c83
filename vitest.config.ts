import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'

export default defineConfig({
  test: {
    // Loading viem and Prisma anew for each file took a third of the time. Nothing here mocks modules or changes
    // globals, and what a file starts it stops.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{apps,packages}/*/{src,scripts}/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'contracts/script/**/*.test.ts',
          ],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'integration',
          include: [
            '{apps,packages}/*/src/**/*.integration.test.ts',
            'contracts/{script,test}/**/*.integration.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // A second, unless told: less than a busy machine takes to start a process.
          expect: { poll: { timeout: 20_000 } },
          maxWorkers: 2,
          globalSetup: ['packages/testing/src/global-setup.ts'],
        },
      },
    ],
  },
})
