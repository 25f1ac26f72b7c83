import { type ContractName, contractAbis } from '@network3/chain/decode/decode-log'
import type { Address, Hex } from '@network3/core/hex'
import { packLog } from '@network3/core/packed-log'
import { type Abi, type AbiEvent, encodeAbiParameters, encodeEventTopics } from 'viem'
import type { RpcLog } from '../rpc/rpc-log.ts'

/** Where the contracts of made-up histories live. */
export const madeUpAddresses: Record<ContractName, Address> = {
  'n3-token': `0x${'a1'.repeat(20)}`,
  'node-registry': `0x${'a2'.repeat(20)}`,
  staking: `0x${'a3'.repeat(20)}`,
  rewards: `0x${'a4'.repeat(20)}`,
  'access-manager': `0x${'a5'.repeat(20)}`,
  'device-sale': `0x${'a6'.repeat(20)}`,
  'edge-device': `0x${'a7'.repeat(20)}`,
  'lease-market': `0x${'a8'.repeat(20)}`,
  'key-directory': `0x${'a9'.repeat(20)}`,
}

export type LogPlace = {
  blockNumber: bigint
  blockHash: Hex
  logIndex: number
  blockTimestamp: number
  /** Logs of one transaction share it; each is its own where it is not given. */
  transactionIndex?: number
}

/** A log as a node would give it, encoded by viem: the decoder under test has no part in it. */
export function encodeLog(
  contract: ContractName,
  name: string,
  args: Record<string, unknown>,
  place: LogPlace,
): RpcLog {
  const event = (contractAbis[contract] as Abi).find(
    (item): item is AbiEvent => item.type === 'event' && item.name === name,
  )
  if (event === undefined) throw new Error(`${contract} has no event ${name}.`)
  const transactionIndex = place.transactionIndex ?? place.logIndex
  const inData = event.inputs.filter((input) => !input.indexed)
  return {
    address: madeUpAddresses[contract],
    packed: packLog({
      topics: encodeEventTopics({ abi: [event], eventName: name, args }) as Hex[],
      data: encodeAbiParameters(
        inData,
        inData.map((input) => args[input.name ?? '']),
      ),
    }),
    ...place,
    transactionHash: `0x${place.blockHash.slice(2, 60)}${String(transactionIndex).padStart(6, '0')}`,
    transactionIndex,
  }
}
