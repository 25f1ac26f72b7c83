import { createHash } from 'node:crypto'
import { type ContractEvent, type ContractName, decodeLog } from '@network3/chain/decode/decode-log'
import type { Deployment } from '@network3/chain/deployment'
import { lowerAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import type { PublicClient } from 'viem'

/** A log of our contracts, read from the chain again. */
export type ChainLog = {
  key: string
  contract: ContractName
  digest: string
  event: ContractEvent | undefined
}

/** Logs asked for at once. */
const BLOCKS_PER_READ = 5_000n

/** Every log from the deployment's block to `toBlock`, in the order of the chain. */
export async function readChainLogs(
  client: PublicClient,
  deployment: Deployment,
  toBlock: bigint,
): Promise<ChainLog[]> {
  const contractOf = contractsByAddress(deployment)
  const address = [...contractOf.keys()]
  const logs: ChainLog[] = []
  for (
    let fromBlock = BigInt(deployment.deploymentBlock);
    fromBlock <= toBlock;
    fromBlock += BLOCKS_PER_READ
  ) {
    const end = fromBlock + BLOCKS_PER_READ - 1n
    const read = await client.getLogs({ address, fromBlock, toBlock: end < toBlock ? end : toBlock })
    for (const log of read) {
      const contract = contractOf.get(lowerAddress(log.address))
      if (contract === undefined)
        throw new AppError('RPC_ANSWER_INVALID', `A log of ${log.address} was not asked for.`)
      const { blockHash, transactionHash, topics, data } = log
      logs.push({
        key: `${log.blockNumber}/${log.logIndex}`,
        contract,
        digest: digestOf([blockHash, transactionHash, ...topics, data]),
        event: decodeLog(contract, { topics, data }),
      })
    }
  }
  return logs
}

/** As findEventFacts in packages/db does it. */
function digestOf(parts: readonly Hex[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part.slice(2), 'hex')
  return `0x${hash.digest('hex')}`
}

function contractsByAddress({ contracts }: Deployment): Map<Address, ContractName> {
  return new Map([
    [lowerAddress(contracts.n3Token), 'n3-token'],
    [lowerAddress(contracts.nodeRegistry), 'node-registry'],
    [lowerAddress(contracts.staking), 'staking'],
    [lowerAddress(contracts.rewards), 'rewards'],
    [lowerAddress(contracts.accessManager), 'access-manager'],
    [lowerAddress(contracts.edgeDevice), 'edge-device'],
    [lowerAddress(contracts.deviceSale), 'device-sale'],
    [lowerAddress(contracts.leaseMarket), 'lease-market'],
    [lowerAddress(contracts.keyDirectory), 'key-directory'],
  ])
}
