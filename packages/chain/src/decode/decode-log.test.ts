import fc from 'fast-check'
import {
  type Abi,
  type AbiEvent,
  type AbiParameter,
  decodeEventLog,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  keccak256,
  toBytes,
} from 'viem'
import { describe, expect, it } from 'vitest'
import { type ContractName, contractAbis, decodeLog, eventSelector } from './decode-log.ts'

const hexOf = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`)

/** Any value of a Solidity type, as viem takes it. */
function anyOf(parameter: AbiParameter): fc.Arbitrary<unknown> {
  const { type } = parameter
  if (type === 'tuple' && 'components' in parameter) return anyStruct(parameter.components)
  if (type.endsWith('[]')) return fc.array(anyOf({ type: type.slice(0, -2) }), { maxLength: 5 })
  if (type === 'address') return hexOf(20)
  if (type === 'bool') return fc.boolean()
  if (type === 'string') return fc.string({ unit: 'grapheme', maxLength: 80 })
  if (type === 'bytes') return fc.nat(100).chain(hexOf)
  const fixed = /^bytes(\d+)$/.exec(type)
  if (fixed !== null) return hexOf(Number(fixed[1]))
  const bits = Number(/^uint(\d+)$/.exec(type)?.[1])
  const value = fc.oneof(fc.bigInt(0n, 2n ** BigInt(bits) - 1n), fc.constantFrom(0n, 2n ** BigInt(bits) - 1n))
  return bits <= 48 ? value.map(Number) : value
}

function anyStruct(fields: readonly AbiParameter[]): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(fields.map((field) => [field.name ?? '', anyOf(field)])))
}

const lower = (value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('0x')
    ? value.toLowerCase()
    : Array.isArray(value)
      ? value.map(lower)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, lower(field)]))
        : value

type NamedParameter = AbiParameter & { name: string; indexed?: boolean }

const events = Object.entries(contractAbis).flatMap(([contract, abi]) =>
  (abi as Abi).flatMap((item) =>
    item.type === 'event' ? [{ contract: contract as ContractName, event: item }] : [],
  ),
)

function encode(event: AbiEvent, inputs: readonly NamedParameter[], args: Record<string, unknown>) {
  const topics = encodeEventTopics({ abi: [event], eventName: event.name, args }) as Hex[]
  const inData = inputs.filter((input) => !input.indexed)
  const data = encodeAbiParameters(
    inData,
    inData.map((input) => args[input.name]),
  )
  return { topics, data }
}

describe('decodeLog', () => {
  it.each(events)('reads $event.name of $contract as viem does', ({ contract, event }) => {
    const inputs = event.inputs as readonly NamedParameter[]
    const anyArgs = anyStruct(inputs)
    fc.assert(
      fc.property(anyArgs, (args) => {
        const log = encode(event, inputs, args)
        const viem = decodeEventLog({ abi: [event], ...log } as never) as { args?: Record<string, unknown> }
        const wanted = Object.fromEntries(
          Object.entries(viem.args ?? {}).map(([name, value]) => {
            const isText = inputs.find((input) => input.name === name)?.type === 'string'
            return [name, isText ? value : lower(value)]
          }),
        )
        expect(decodeLog(contract, log)).toEqual({ contract, name: event.name, args: wanted })
      }),
      { numRuns: 100 },
    )
  })

  const staked = () => ({
    topics: [
      eventSelector('staking', 'Staked') as Hex,
      `0x${'0'.repeat(64)}` as Hex,
      `0x${'0'.repeat(64)}` as Hex,
    ],
    data: `0x${'0'.repeat(192)}` as Hex,
  })

  it('gives undefined for an event the ABI does not have', () => {
    expect(decodeLog('staking', { topics: [keccak256(toBytes('Other()'))], data: '0x' })).toBeUndefined()
    expect(decodeLog('rewards', staked())).toBeUndefined()
    expect(decodeLog('rewards', { topics: [], data: '0x' })).toBeUndefined()
  })

  it('refuses a log that is not of its event’s shape', () => {
    const log = staked()
    expect(decodeLog('staking', log)?.name).toBe('Staked')
    const dirtyAddress = `0x${'1'.repeat(64)}` as Hex
    for (const broken of [
      { ...log, topics: log.topics.slice(0, 2) },
      { ...log, data: log.data.slice(0, -2) as Hex },
      { ...log, data: `${log.data}00` as Hex },
      { ...log, topics: [...log.topics.slice(0, 2), dirtyAddress] },
    ]) {
      expect(() => decodeLog('staking', broken)).toThrow(expect.objectContaining({ code: 'LOG_UNDECODABLE' }))
    }
  })
})
