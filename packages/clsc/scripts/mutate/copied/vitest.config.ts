import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A mutant dies with the first test that fails: those that take long are asked last. */
const SLOW = /(round-trip|streams|tampering)\.test\.ts$/

class QuickFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => Number(SLOW.test(moduleId))
    return Promise.resolve(files.toSorted((left, right) => rank(left) - rank(right)))
  }
}

/** The package's tests but the two that read files outside of src. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    exclude: ['src/browser.test.ts', 'src/readme.test.ts'],
    // Fifty times what the slowest test takes, so that a busy machine fails none: for mutants that wait forever.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    sequence: { sequencer: QuickFirst },
  },
})
