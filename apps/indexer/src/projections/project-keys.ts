import type { DirectoryRootRecord, RevocationRecord } from '@network3/db/write/key-directory'
import type { GenerationRecord } from '@network3/db/write/key-generations'
import type { EventOf, EventPlace } from './changes.ts'
import { nameOf } from './fold-lease.ts'

type GenerationEvent = Extract<
  EventOf<'key-directory'>,
  { name: 'GenerationAnnounced' | 'GenerationStopped' }
>

/** What a run of KeyDirectory's events does. */
export type KeyChanges = {
  generations: { event: GenerationEvent; place: EventPlace }[]
  revocations: RevocationRecord[]
  roots: DirectoryRootRecord[]
}

export function createKeyChanges(): KeyChanges {
  return { generations: [], revocations: [], roots: [] }
}

export function projectKeys(changes: KeyChanges, event: EventOf<'key-directory'>, place: EventPlace): void {
  const { minedAt, txHash, blockNumber, logIndex } = place
  switch (event.name) {
    case 'GenerationAnnounced':
    case 'GenerationStopped':
      changes.generations.push({ event, place })
      return
    case 'KeyRevoked':
      changes.revocations.push({ ...event.args, blockNumber, logIndex, txHash, revokedAt: minedAt })
      return
    case 'DirectoryRootPosted':
      changes.roots.push({ ...event.args, txHash, postedAt: minedAt })
  }
}

/** IKeyDirectory.StopReason by its index. */
const stopReasons = [undefined, 'fraud-proven', 'guardian'] as const

/** Every generation after its whole history: a new one supersedes the active one, and stopping is for good. */
export function foldGenerations(history: KeyChanges['generations']): GenerationRecord[] {
  const generations = new Map<number, GenerationRecord>()
  for (const { event, place } of history) {
    if (event.name === 'GenerationAnnounced') {
      for (const [number, record] of generations) {
        if (record.status === 'active') {
          generations.set(number, { ...record, status: 'superseded', endedAt: place.minedAt })
        }
      }
      const { generation: number, masterPublicKey, threshold, members } = event.args
      generations.set(number, {
        ...{ number, masterPublicKey, threshold, members, status: 'active' },
        ...{ stopReason: null, proofHash: null, endedAt: null },
        ...{ announcedAt: place.minedAt, announcedTx: place.txHash },
      })
    } else {
      const { generation, reason, proofHash } = event.args
      const record = generations.get(generation)
      if (record === undefined) continue
      const stopReason = nameOf(stopReasons, reason)
      generations.set(generation, {
        ...{ ...record, status: 'stopped', stopReason, endedAt: place.minedAt },
        proofHash: stopReason === 'fraud-proven' ? proofHash : null,
      })
    }
  }
  return [...generations.values()]
}
