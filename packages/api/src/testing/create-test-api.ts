import { openWriter, type Writer } from '@network3/db/write/open-writer'
import { rebuildRanks } from '@network3/db/write/ranks'
import type { Clock } from '@network3/service/clock'
import { createLogger } from '@network3/service/logger'
import { createTestDatabase } from '@network3/testing/postgres'
import { type Context, type ContextOptions, createContext } from '../context.ts'
import { appRouter } from '../router.ts'
import { seedChain } from './seed-chain.ts'
import { seedDevices } from './seed-devices.ts'
import { seedEpochs } from './seed-epochs.ts'
import { seedOperators } from './seed-operators.ts'
import { EPOCH_SECONDS, GENESIS_AT, N3, TIP_AT, testDeployment } from './test-actors.ts'

export type TestApi = {
  context: Context
  caller: ReturnType<typeof appRouter.createCaller>
  writer: Writer
  databaseUrl: string
  close: () => Promise<void>
}

/** Time stands still a second after the last block. */
const clock: Clock = { now: () => (TIP_AT + 1) * 1000, sleep: () => Promise.resolve() }

/** The API over a database of its own, for one test file. `empty`: nothing was indexed yet. */
export async function createTestApi(
  options: Partial<ContextOptions> & { empty?: boolean } = {},
): Promise<TestApi> {
  const { empty = false, ...overrides } = options
  const database = await createTestDatabase()
  const writer = await openWriter(database.url, 31337)
  if (writer === undefined) throw new Error('the test database is new, so nobody else can hold its lock')
  if (!empty) {
    await seedOperators(writer)
    await seedChain(writer)
    await seedDevices(writer)
    await seedEpochs(writer)
    await writer.transaction(rebuildRanks)
  }
  const context = createContext({
    databaseUrl: database.url,
    deployment: testDeployment,
    // Nothing listens there: what needs a chain says so, or has a test with a real one.
    rpcUrl: 'http://127.0.0.1:9',
    logger: createLogger('api-test', 'silent'),
    clock,
    parameters: async () => ({
      clock: { genesisAt: BigInt(GENESIS_AT), epochLength: BigInt(EPOCH_SECONDS) },
      minimumStakeWei: N3,
      minimumSelfStakeWei: 80n * N3,
      thawSeconds: 60n,
      tokenCapWei: 1_000_000_000n * N3,
      leaseGraceSeconds: 60,
    }),
    ...overrides,
  })
  return {
    context,
    caller: appRouter.createCaller(context),
    writer,
    databaseUrl: database.url,
    close: async () => {
      await context.close()
      await writer.close()
      await database.drop()
    },
  }
}
