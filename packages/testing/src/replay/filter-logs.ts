import { replayAddresses } from './encode-draft.ts'

const OPENING = '{"address":"'
const ADDRESS_AT = OPENING.length
const ADDRESS_LENGTH = 42
/** From a log's opening to its first topic: the address, then `","topics":["`. */
const TOPIC_AT = ADDRESS_AT + ADDRESS_LENGTH + '","topics":["'.length
const TOPIC_LENGTH = 66

/**
 * What a filter of eth_getLogs keeps of logs as history.ts writes them: pieces of those bytes, with the commas they
 * need. Undefined for a filter that keeps them all. Of topics only the first can be asked for.
 */
export function createLogFilter(
  filter: Record<string, unknown>,
): ((bytes: Buffer) => (Buffer | string)[]) | undefined {
  const addresses = setOf(filter.address)
  const [first] = Array.isArray(filter.topics) ? filter.topics : []
  const selectors = setOf(first ?? undefined)
  const isOurs = Object.values(replayAddresses).every((address) => addresses?.has(address) ?? true)
  if (isOurs && selectors === undefined) return undefined
  return (bytes) => {
    const pieces: (Buffer | string)[] = []
    for (let at = bytes.indexOf(OPENING); at !== -1; ) {
      const next = bytes.indexOf(OPENING, at + TOPIC_AT)
      const text = (from: number, length: number) => bytes.toString('latin1', at + from, at + from + length)
      const fits =
        (addresses?.has(text(ADDRESS_AT, ADDRESS_LENGTH)) ?? true) &&
        (selectors?.has(text(TOPIC_AT, TOPIC_LENGTH)) ?? true)
      if (fits) {
        if (pieces.length > 0) pieces.push(',')
        pieces.push(bytes.subarray(at, next === -1 ? bytes.length : next - 1))
      }
      at = next
    }
    return [Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))]
  }
}

/** One value or a list of them, in lower case. */
function setOf(value: unknown): ReadonlySet<string> | undefined {
  if (value === undefined || value === null) return undefined
  return new Set((Array.isArray(value) ? value : [value]).map((item) => String(item).toLowerCase()))
}
