import { createHash } from 'node:crypto'
import { z } from 'zod'

const name = z.string().min(1).max(255)
const point = z.string().regex(/^0x[0-9a-f]{64}$/)
const epoch = z.int().min(0)

/** One line of the guard. `grant` lets a name's point be renewed until `toEpoch`; `bind` is a signed key. */
const guardEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), guardId: z.string().regex(/^[0-9a-f]{32}$/) }),
  z.strictObject({ kind: z.literal('grant'), name, point, fromEpoch: epoch, toEpoch: epoch }),
  z.strictObject({ kind: z.literal('bind'), name, epoch, point }),
])
export type GuardEntry = z.infer<typeof guardEntrySchema>

/** How many lines there are, and the hash of the last, which stands for all before. */
export type GuardHead = { count: number; hash: string }
export const emptyHead: GuardHead = { count: 0, hash: '0'.repeat(64) }

/** `<hash> <json>\n`, where the hash is over the hash before and the json. */
export function encodeEntry(head: GuardHead, entry: GuardEntry): { line: string; head: GuardHead } {
  const json = JSON.stringify(entry)
  const hash = chain(head.hash, json)
  return { line: `${hash} ${json}\n`, head: { count: head.count + 1, hash } }
}

/** The entry of a line that continues `head`; undefined when it does not. */
export function decodeEntry(
  head: GuardHead,
  line: string,
): { entry: GuardEntry; head: GuardHead } | undefined {
  const hash = line.slice(0, 64)
  const json = line.slice(65)
  if (line[64] !== ' ' || hash !== chain(head.hash, json)) return undefined
  const entry = guardEntrySchema.safeParse(JSON.parse(json))
  return entry.success ? { entry: entry.data, head: { count: head.count + 1, hash } } : undefined
}

function chain(previous: string, json: string): string {
  return createHash('sha256').update(previous).update(' ').update(json).digest('hex')
}
