import type { Batch } from './store-words.ts'

const order: Record<Batch['status'], number> = { open: 0, paused: 1, upcoming: 2, 'sold-out': 3, closed: 4 }

/** The batch a visitor came for: one that can be bought, else the one that comes next, else the newest. */
export function chooseBatch<T extends Pick<Batch, 'batchId' | 'status' | 'opensAt'>>(
  batches: readonly T[],
): T | undefined {
  return batches.toSorted((left, right) => {
    const rank = order[left.status] - order[right.status]
    if (rank !== 0) return rank
    if (left.status === 'upcoming') return Date.parse(left.opensAt) - Date.parse(right.opensAt)
    return right.batchId - left.batchId
  })[0]
}
