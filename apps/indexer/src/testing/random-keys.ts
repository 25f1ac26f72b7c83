import type { Address } from '@network3/core/hex'
import { zeroHash } from 'viem'
import type { Model } from './model.ts'
import type { Random } from './random.ts'
import type { EventDraft } from './random-events.ts'

const draft = (name: string, args: Record<string, unknown>): EventDraft => ['key-directory', name, args]

/** One action on the key directory, as it would log it. */
export function actOnKeys({ keys, now }: Model, random: Random, accounts: readonly Address[]): EventDraft[] {
  const generation = keys.generations.size
  const record = keys.generations.get(generation)
  if (record === undefined || random.below(8) === 0) {
    for (const before of keys.generations.values()) {
      if (before.status === 'active') Object.assign(before, { status: 'superseded', endedAt: now })
    }
    const members = Array.from({ length: 4 }, () => random.hex(32))
    const state = { status: 'active', stopReason: null, members: members.length, endedAt: null }
    keys.generations.set(generation + 1, state)
    const args = { masterPublicKey: random.hex(32), threshold: 3, members }
    return [draft('GenerationAnnounced', { generation: generation + 1, ...args })]
  }
  const epoch = BigInt(Math.floor(now / 86_400))
  switch (random.below(6)) {
    case 0: {
      const number = 1 + random.below(generation)
      const stopped = keys.generations.get(number)
      if (stopped === undefined || stopped.status === 'stopped') return []
      const isFraud = random.below(2) === 0
      const stopReason = isFraud ? 'fraud-proven' : 'guardian'
      Object.assign(stopped, { status: 'stopped', stopReason, endedAt: now })
      const proof = isFraud
        ? { proofHash: random.hex(32), proof: random.hex(70) }
        : { proofHash: zeroHash, proof: '0x' }
      return [draft('GenerationStopped', { generation: number, reason: isFraud ? 1 : 2, ...proof })]
    }
    case 1:
    case 2: {
      const nameHash = `0x${String(random.below(4)).padStart(64, '0')}`
      const userPoint = random.pick([zeroHash, `0x${'11'.repeat(32)}` as const])
      const key = `${generation}:${nameHash}:${userPoint}`
      if (keys.revocations.has(key)) return []
      keys.revocations.set(key, epoch)
      return [
        draft('KeyRevoked', { generation, nameHash, userPoint, epoch, revokedBy: random.pick(accounts) }),
      ]
    }
    default: {
      const key = `${generation}:${epoch}`
      if (keys.roots.has(key)) return []
      const posted = { root: random.hex(32), bundles: BigInt(keys.roots.size) }
      keys.roots.set(key, posted)
      return [draft('DirectoryRootPosted', { generation, epoch, ...posted })]
    }
  }
}
