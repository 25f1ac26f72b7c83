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
    // A busy machine must not make a slow test look like a failed one: Stryker's own limit ends what loops.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    sequence: { sequencer: QuickFirst },
  },
})
