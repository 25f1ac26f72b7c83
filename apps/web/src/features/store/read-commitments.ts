import { type Hex, isHex } from '@network3/core/hex'

/** What was entered for each device, by its number; empty text counts as nothing entered. */
export type CommitmentTexts = Readonly<Record<string, string>>

export type Commitments = {
  /** Ready to ship, in the order of the numbers given. */
  shipments: { tokenId: bigint; keyCommitment: Hex }[]
  /** What is wrong, by device. */
  problems: Record<string, string>
}

const ZERO = /^0x0{64}$/

/** The commitments of the devices listed: well formed, not empty, and no two the same. */
export function readCommitments(tokenIds: readonly string[], texts: CommitmentTexts): Commitments {
  const shipments: Commitments['shipments'] = []
  const problems: Commitments['problems'] = {}
  const takenBy = new Map<string, string>()
  for (const tokenId of tokenIds) {
    const text = texts[tokenId]?.trim() ?? ''
    if (text === '') continue
    const value = text.toLowerCase().startsWith('0x') ? text.toLowerCase() : `0x${text.toLowerCase()}`
    const other = takenBy.get(value)
    if (!isHex(value, 32)) problems[tokenId] = 'A key commitment is 0x and 64 digits of 0–9 and a–f.'
    else if (ZERO.test(value)) problems[tokenId] = 'This commitment is empty.'
    else if (other !== undefined)
      problems[tokenId] = `Device ${other} has the same one: no two devices share a key.`
    else {
      takenBy.set(value, tokenId)
      shipments.push({ tokenId: BigInt(tokenId), keyCommitment: value })
    }
  }
  return { shipments, problems }
}

/** Lines of `number commitment`, as a packing list has them; other lines are counted, not guessed at. */
export function readPackingList(text: string): { texts: CommitmentTexts; unread: number } {
  const texts: Record<string, string> = {}
  let unread = 0
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const match = /^\s*#?(\d{1,18})[\s,;]+(0x[0-9a-fA-F]{64})\s*$/.exec(line)
    if (match?.[1] !== undefined && match[2] !== undefined) texts[match[1]] = match[2]
    else unread += 1
  }
  return { texts, unread }
}
