import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEpochTerms } from '@network3/chain/epochs/epoch-terms'
import { createLogger } from '@network3/service/logger'
import { startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { createTestClient, http } from 'viem'
import { connectEconomyChain } from './chain/economy-chain.ts'
import { createEpochsUnderTest } from './epochs/epochs-under-test.ts'
import { planEconomy } from './setup/plan-economy.ts'

/** A small economy on a chain of its own, where each transaction makes a block and the test moves the time. */
export async function startEconomyUnderTest() {
  const anvil = await startAnvil()
  const deployment = await deployTestContracts(anvil.rpcUrl)
  const chain = connectEconomyChain(anvil.rpcUrl, deployment)
  const epochFolder = mkdtempSync(join(tmpdir(), 'network3-epochs-'))
  const control = createTestClient({
    mode: 'anvil',
    chain: chain.client.chain,
    transport: http(anvil.rpcUrl),
  })
  // anvil mines when a transaction arrives; one that becomes ready only then, by another's nonce, can be left over.
  const leftovers = setInterval(async () => {
    const { pending } = await control.getTxpoolStatus().catch(() => ({ pending: 0 }))
    if (pending > 0) await control.mine({ blocks: 1 }).catch(() => {})
  }, 2_000)
  const terms = await readEpochTerms(chain)
  const logger = createLogger('economy-test', 'silent')

  return {
    anvil,
    chain,
    control,
    terms,
    logger,
    epochFolder,
    plan: planEconomy({ operators: 7, delegators: 4, maxNodesPerOperator: 3 }),
    epochs: createEpochsUnderTest(chain, terms, epochFolder),
    /** Lets time pass, with one block at the end of it and none within. */
    passSeconds: async (seconds: number) => {
      await control.increaseTime({ seconds })
      await control.mine({ blocks: 1 })
    },
    stop: async () => {
      clearInterval(leftovers)
      await anvil.stop()
      rmSync(epochFolder, { recursive: true, force: true })
    },
  }
}

export type EconomyUnderTest = Awaited<ReturnType<typeof startEconomyUnderTest>>
