import { type ContractName, contractAbis } from '@network3/chain/decode/decode-log'
import { type Abi, type AbiEvent, type AbiParameter, toEventSelector } from 'viem'

/** An event before it has a place: contract, name, arguments as the ABI names them. */
export type EventDraft = readonly [contract: ContractName, name: string, args: Record<string, unknown>]

/** The parts of a log that its event decides, as JSON-RPC writes them. */
export type EncodedEvent = { address: string; topics: string[]; data: string }

/** Where the contracts of a made-up history live. */
export const replayAddresses: Record<ContractName, `0x${string}`> = {
  'n3-token': `0x${'b1'.repeat(20)}`,
  'node-registry': `0x${'b2'.repeat(20)}`,
  staking: `0x${'b3'.repeat(20)}`,
  rewards: `0x${'b4'.repeat(20)}`,
  'access-manager': `0x${'b5'.repeat(20)}`,
  'device-sale': `0x${'b6'.repeat(20)}`,
  'edge-device': `0x${'b7'.repeat(20)}`,
  'lease-market': `0x${'b8'.repeat(20)}`,
  'key-directory': `0x${'b9'.repeat(20)}`,
}

type Encode = (args: Record<string, unknown>) => EncodedEvent

const encoders = new Map<string, Encode>()
for (const [contract, abi] of Object.entries(contractAbis)) {
  for (const item of abi as Abi) {
    if (item.type !== 'event' || !item.inputs.every(isStatic)) continue
    encoders.set(`${contract}.${item.name}`, compileEncoder(replayAddresses[contract as ContractName], item))
  }
}

/**
 * Encodes an event without viem, which takes 30 µs for each: a history has millions. Events with dynamic arguments
 * are not made up here. Throws Error for an event the ABI does not have.
 */
export function encodeDraft([contract, name, args]: EventDraft): EncodedEvent {
  const encode = encoders.get(`${contract}.${name}`)
  if (encode === undefined) throw new Error(`${contract} has no event ${name} of fixed size.`)
  return encode(args)
}

function compileEncoder(address: string, event: AbiEvent): Encode {
  const selector = toEventSelector(event)
  const indexed = event.inputs.filter((input) => input.indexed)
  const inData = event.inputs.filter((input) => !input.indexed)
  return (args) => ({
    address,
    topics: [selector, ...indexed.map((input) => `0x${words(input, args[input.name ?? ''])}`)],
    data: `0x${inData.map((input) => words(input, args[input.name ?? ''])).join('')}`,
  })
}

/** A value of fixed size as the hex digits of its words. */
function words(parameter: AbiParameter, value: unknown): string {
  if (parameter.type === 'tuple') {
    const fields = value as Record<string, unknown>
    return componentsOf(parameter)
      .map((component) => words(component, fields[component.name ?? '']))
      .join('')
  }
  if (typeof value === 'bigint' || typeof value === 'number') return value.toString(16).padStart(64, '0')
  if (typeof value === 'boolean') return (value ? '1' : '0').padStart(64, '0')
  if (typeof value !== 'string') throw new Error(`${parameter.name} (${parameter.type}) has no value.`)
  const digits = value.slice(2)
  return parameter.type === 'address' ? digits.padStart(64, '0') : digits.padEnd(64, '0')
}

function isStatic(parameter: AbiParameter): boolean {
  if (parameter.type === 'tuple') return componentsOf(parameter).every(isStatic)
  return /^(address|bool|u?int\d+|bytes\d+)$/.test(parameter.type)
}

function componentsOf(parameter: AbiParameter): readonly AbiParameter[] {
  return 'components' in parameter ? parameter.components : []
}
