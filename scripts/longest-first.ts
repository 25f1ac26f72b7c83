import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Integration files that take 10 s or more on two idle cores, longest first. On a fresh clone vitest knows no durations
 * and goes by size: a short file that runs long would begin last, and one core would wait for it at the end.
 */
const longest = [
  'apps/indexer/src/testing/storm/storm',
  'packages/sdk/src/cli/seal-and-open',
  'apps/attestor/src/run-attestor',
  'packages/api/src/agent/agent',
  'packages/sdk/src/renting/renting',
  'apps/indexer/src/store/apply-unwind',
  'contracts/script/proofs/mutate/mutate-project',
  'packages/sdk/src/jobs/kills',
  'apps/indexer/src/reorg',
  'apps/localnet/src/audit/run-audit',
  'contracts/test/differential/staking',
  'apps/kgc/src/four-nodes',
  'apps/kgc/src/seven-nodes',
  'apps/kgc/src/key-directory',
  'apps/localnet/src/up/start-servers',
  'apps/localnet/src/kgc/start-kgc',
  'packages/testing/src/deployment/deploy-contracts',
  'packages/api/src/access/kills',
  'apps/indexer/src/reindex/reindex',
  'packages/local-servers/src/postgres/start-postgres',
]

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((name) => moduleId.endsWith(`${name}.integration.test.ts`))
  return rank === -1 ? longest.length : rank
}

/** The same order on every machine, whatever ran there before. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byPath = files.toSorted((left, right) => (left.moduleId < right.moduleId ? -1 : 1))
    return byPath.toSorted((left, right) => rankOf(left) - rankOf(right))
  }
}
