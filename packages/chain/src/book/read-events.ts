import { lowerAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { ChainReader } from '../chain-reader.ts'
import { type ContractEvent, type ContractName, decodeLog } from '../decode/decode-log.ts'
import type { Deployment } from '../deployment.ts'

/** An event of a contract that books are kept from; `at` is its block's time in seconds. */
export type ChainEvent = { at: bigint; event: ContractEvent }

/**
 * The events of a range of blocks, in the order of the chain. Throws RPC_ANSWER_INVALID (retryable) for a log
 * without its block, and what the chain answers.
 */
export async function readChainEvents(
  { client, deployment }: ChainReader,
  contracts: readonly BookedContract[],
  fromBlock: bigint,
  toBlock: bigint,
): Promise<ChainEvent[]> {
  const contractOf = addressesOf(deployment, contracts)
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

const keyOf = {
  'node-registry': 'nodeRegistry',
  staking: 'staking',
  rewards: 'rewards',
  'device-sale': 'deviceSale',
  'edge-device': 'edgeDevice',
  'lease-market': 'leaseMarket',
} as const satisfies Partial<Record<ContractName, keyof Deployment['contracts']>>

/** Contracts whose events books are kept from. */
export type BookedContract = keyof typeof keyOf

function addressesOf(
  deployment: Deployment,
  contracts: readonly BookedContract[],
): Map<Address, ContractName> {
  return new Map(contracts.map((name) => [lowerAddress(deployment.contracts[keyOf[name]]), name]))
}
