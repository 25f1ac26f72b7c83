import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A mutant dies with the first test that fails: the narrow ones are asked first, and those that take long last. */
const ORDER = [
  /(backend|bytes|chunk-tree|group|sender-record|shuffle)\.test\.ts$/,
  /(head-reader|issuer-public|parsers|sealer|signature|user-key)\.test\.ts$/,
  /(bundle-log|by-the-rules|issuing|key-generation|misuse|open-policy)\.test\.ts$/,
  /(adversaries|foreign-keys|vectors)\.test\.ts$/,
]

class NarrowFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = ORDER.findIndex((group) => group.test(moduleId))
      return found < 0 ? ORDER.length : found
    }
    return Promise.resolve(files.toSorted((left, right) => rank(left) - rank(right)))
  }
}

/** The package's tests but the two that read files outside of src. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    exclude: ['src/browser.test.ts', 'src/readme.test.ts'],
    // A hundred times what most tests take, so that a busy machine fails none: for mutants that wait forever.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Nothing of the package keeps anything from one test to the next: one start of the curve serves all files.
    isolate: false,
    sequence: { sequencer: NarrowFirst },
  },
})
