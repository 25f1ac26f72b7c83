/** Headers seen, to tell how often blocks come. */
export type PollInterval = {
  saw(header: { number: bigint; minedAt: number }): void
  /** Milliseconds until the next look at the head. */
  ms(): number
}

const SHORTEST_MS = 100
const LONGEST_MS = 1_000

/** A quarter of the time between blocks, between 0.1 and 1 s: soon enough to show a block well within a second. */
export function createPollInterval(): PollInterval {
  let last: { number: bigint; minedAt: number } | undefined
  let blockMs = 1_000
  return {
    saw: (header) => {
      if (last !== undefined && header.number > last.number) {
        const sample = ((header.minedAt - last.minedAt) * 1_000) / Number(header.number - last.number)
        // Slow to change: a chain that mines on demand has long pauses that say nothing of the next block.
        blockMs = Math.min(blockMs * 0.8 + sample * 0.2, LONGEST_MS * 4)
      }
      last = header
    },
    ms: () => Math.round(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, blockMs / 4))),
  }
}
