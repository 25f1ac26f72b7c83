import type { AbiEvent } from 'viem'
import { toEventSelector } from 'viem'
import { compileValue, headWords, isDynamic, type ReadValue, undecodable, WORD } from './compile-value.ts'
import type { RawLog } from './raw-log.ts'

export type CompiledEvent = {
  name: string
  /** topics[0] */
  selector: string
  decode: (log: RawLog) => Record<string, unknown>
}

/**
 * The decoder of one event, made once from its ABI: about 1 µs a log, where viem's decodeEventLog takes 24.
 * Addresses come out in lower case; an indexed dynamic value is only its hash, as the chain keeps no more.
 * Throws LOG_UNDECODABLE when topics or data do not have the event's shape.
 */
export function compileEvent(event: AbiEvent): CompiledEvent {
  const indexed: { name: string; read: ReadValue }[] = []
  const inData: { name: string; read: ReadValue; at: number }[] = []
  let dataWords = 0
  event.inputs.forEach((input, position) => {
    const name = input.name || String(position)
    if (input.indexed) {
      indexed.push({
        name,
        read: isDynamic(input.type) ? compileValue({ type: 'bytes32' }) : compileValue(input),
      })
    } else {
      inData.push({ name, read: compileValue(input), at: dataWords * WORD })
      dataWords += headWords(input)
    }
  })
  const topicCount = indexed.length + 1
  const isFixedSize = event.inputs.every((input) => input.indexed || !isDynamic(input.type))
  const dataLength = 2 + dataWords * WORD
  const decode = ({ topics, data }: RawLog): Record<string, unknown> => {
    if (topics.length !== topicCount)
      throw undecodable(`${event.name} has ${topicCount} topics, not ${topics.length}`)
    if (isFixedSize && data.length !== dataLength)
      throw undecodable(`the data of ${event.name} has another length`)
    const args: Record<string, unknown> = {}
    for (let index = 0; index < indexed.length; index++) {
      const parameter = indexed[index]
      const topic = topics[index + 1]
      if (parameter === undefined || topic === undefined) throw undecodable('a topic is missing')
      args[parameter.name] = parameter.read(topic, 2, 2)
    }
    for (const parameter of inData) args[parameter.name] = parameter.read(data, 2 + parameter.at, 2)
    return args
  }
  return { name: event.name, selector: toEventSelector(event), decode }
}
