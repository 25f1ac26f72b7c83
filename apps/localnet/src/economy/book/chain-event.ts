import { type ContractEvent, type ContractName, decodeLog } from '@network3/chain/decode/decode-log'
import type { Deployment } from '@network3/chain/deployment'
import { lowerAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { EconomyChain } from '../chain/economy-chain.ts'

/** An event of a contract that books are kept from; `at` is its block's time in seconds. */
export type ChainEvent = { at: bigint; event: ContractEvent }

/**
 * The events of a range of blocks, in the order of the chain. Throws RPC_ANSWER_INVALID (retryable) for a log
 * without its block, and what the chain answers.
 */
export async function readChainEvents(
  { client, deployment }: EconomyChain,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<ChainEvent[]> {
  const contractOf = bookedContracts(deployment)
  const logs = await client.getLogs({ address: [...contractOf.keys()], fromBlock, toBlock })
  // Not every node gives the time with the log.
  const untimed = new Set(logs.filter((log) => !log.blockTimestamp).map((log) => log.blockNumber))
  const blocks = await Promise.all([...untimed].map((blockNumber) => client.getBlock({ blockNumber })))
  const timeOf = new Map(blocks.map((block) => [block.number, block.timestamp]))
  return logs.flatMap(({ address, blockNumber, blockTimestamp, topics, data }) => {
    const at = blockTimestamp ?? timeOf.get(blockNumber)
    const contract = contractOf.get(lowerAddress(address))
    if (at === undefined || contract === undefined) {
      throw new AppError('RPC_ANSWER_INVALID', 'A log came without its block.', { retryable: true })
    }
    const event = decodeLog(contract, { topics, data })
    return event === undefined ? [] : [{ at, event }]
  })
}

function bookedContracts({ contracts }: Deployment): Map<Address, ContractName> {
  return new Map([
    [lowerAddress(contracts.nodeRegistry), 'node-registry'],
    [lowerAddress(contracts.staking), 'staking'],
    [lowerAddress(contracts.rewards), 'rewards'],
    [lowerAddress(contracts.deviceSale), 'device-sale'],
    [lowerAddress(contracts.edgeDevice), 'edge-device'],
    [lowerAddress(contracts.leaseMarket), 'lease-market'],
  ])
}
