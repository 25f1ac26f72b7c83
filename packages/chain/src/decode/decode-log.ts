import { type PackedLog, packLog } from '@network3/core/packed-log'
import type { Abi, ContractEventName, GetEventArgs } from 'viem'
import { accessManagerAbi } from '../abi/access-manager.ts'
import { deviceSaleAbi } from '../abi/device-sale.ts'
import { edgeDeviceAbi } from '../abi/edge-device.ts'
import { keyDirectoryAbi } from '../abi/key-directory.ts'
import { leaseMarketAbi } from '../abi/lease-market.ts'
import { n3TokenAbi } from '../abi/n3-token.ts'
import { nodeRegistryAbi } from '../abi/node-registry.ts'
import { rewardsAbi } from '../abi/rewards.ts'
import { stakingAbi } from '../abi/staking.ts'
import { type CompiledEvent, compileEvent } from './compile-event.ts'
import type { RawLog } from './raw-log.ts'

export const contractAbis = {
  'n3-token': n3TokenAbi,
  'node-registry': nodeRegistryAbi,
  staking: stakingAbi,
  rewards: rewardsAbi,
  'device-sale': deviceSaleAbi,
  'edge-device': edgeDeviceAbi,
  'lease-market': leaseMarketAbi,
  'key-directory': keyDirectoryAbi,
  'access-manager': accessManagerAbi,
} as const

export type ContractName = keyof typeof contractAbis

type EventOf<contract extends ContractName, abi extends Abi> = {
  [name in ContractEventName<abi>]: {
    contract: contract
    name: name
    args: GetEventArgs<abi, name, { EnableUnion: false; IndexedOnly: false; Required: true }>
  }
}[ContractEventName<abi>]

/** Every event of every contract, told apart by `contract` and `name`. */
export type ContractEvent = {
  [contract in ContractName]: EventOf<contract, (typeof contractAbis)[contract]>
}[ContractName]

const compiled = new Map<ContractName, CompiledEvent[]>()
/** By the selector's first four bytes, which tell a contract's events apart; the others are compared. */
const bySelector = new Map<ContractName, Map<number, CompiledEvent>>()
for (const [contract, abi] of Object.entries(contractAbis)) {
  const events = (abi as Abi).filter((item) => item.type === 'event').map(compileEvent)
  compiled.set(contract as ContractName, events)
  const byStart = new Map(events.map((event) => [Number(event.selector.slice(0, 10)), event]))
  if (byStart.size !== events.length)
    throw new TypeError(`Selectors of ${contract} begin with the same bytes.`)
  bySelector.set(contract as ContractName, byStart)
}

/**
 * The typed event of a log: addresses lower case, integers bigint (number up to 48 bits), as in the ABI.
 * Gives undefined for an event the ABI does not have. Throws LOG_UNDECODABLE for one that is not of its shape.
 */
export function decodeLog(contract: ContractName, log: RawLog): ContractEvent | undefined {
  return decodePacked(contract, packLog(log))
}

/** The same, of a log that is bytes already. */
export function decodePacked(contract: ContractName, log: PackedLog): ContractEvent | undefined {
  if (log.topicCount === 0) return undefined
  const event = bySelector.get(contract)?.get(log.view.getUint32(log.at))
  if (event === undefined || !event.isOf(log)) return undefined
  return { contract, name: event.name, args: event.decode(log) } as ContractEvent
}

/** topics[0] of an event. Throws TypeError when the contract has none of that name. */
export function eventSelector(contract: ContractName, name: string): string {
  for (const event of compiled.get(contract) ?? []) {
    if (event.name === name) return event.selector
  }
  throw new TypeError(`${contract} has no event ${name}.`)
}
