import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { createBundle, verifyBundle } from './bundle.ts'
import { utf8 } from './bytes.ts'
import { ClscError, reasonOf } from './clsc-error.ts'
import { EPOCH_MS, epochAt, isEpochAccepted, isRenewalDue } from './epoch.ts'
import type { OpenPolicy } from './open-policy.ts'
import { createReplayGuard } from './replay-guard.ts'
import { createRevocations } from './revocations.ts'
import { signcrypt } from './signcrypt.ts'
import { createTestIssuer, livePolicy, NOON_MS } from './testing/fixture-people.ts'
import { unsigncrypt } from './unsigncrypt.ts'

const issuer = createTestIssuer(nodeBackend)
const { domain } = issuer
const alice = issuer.createKey('did:n3:alice')
const bob = issuer.createKey('did:n3:bob')
const seal = (timestampMs = NOON_MS, sender = alice) =>
  signcrypt(domain, utf8('x'), { sender, recipients: [issuer.peerOf(bob, timestampMs)], timestampMs })
const open = (message: Uint8Array, policy: OpenPolicy) => {
  const result = unsigncrypt(domain, message, { keys: [bob], policy })
  return result.ok ? 'opened' : result.reason
}
const stored = (arrivedAtMs: number): OpenPolicy => ({ kind: 'stored', arrivedAtMs, isRevoked: () => false })

describe('a live message', () => {
  const message = seal()

  test('opens once', () => {
    const policy = livePolicy()
    expect(open(message, policy)).toBe('opened')
    expect(open(message, policy)).toBe('replay')
    expect(open(seal(), policy)).toBe('opened')
  })

  test('is fresh up to five minutes off, either way', () => {
    for (const off of [300_000, -300_000, 0])
      expect(open(message, livePolicy({ nowMs: NOON_MS + off }))).toBe('opened')
    for (const off of [300_001, -300_001])
      expect(open(message, livePolicy({ nowMs: NOON_MS + off }))).toBe('stale')
    const strict = livePolicy({ nowMs: NOON_MS + 2000, clockSkewMs: 1000 })
    expect(open(message, strict)).toBe('stale')
  })

  test('is refused when it is older than a full replay memory reaches back', () => {
    const replayGuard = createReplayGuard({ maxMessages: 1 })
    const policy = livePolicy({ replayGuard })
    expect(open(seal(NOON_MS + 1000), policy)).toBe('opened')
    expect(open(seal(NOON_MS + 9000), policy)).toBe('opened')
    expect(open(message, policy)).toBe('stale')
  })

  test('takes no place in the memory when it is refused for something else', () => {
    const replayGuard = createReplayGuard()
    open(message, livePolicy({ replayGuard, isRevoked: () => true }))
    expect(replayGuard.size()).toBe(0)
  })
})

test('a stored message opens as often as wanted, judged by its arrival', () => {
  const message = seal()
  expect(open(message, stored(NOON_MS))).toBe('opened')
  expect(open(message, stored(NOON_MS))).toBe('opened')
  expect(open(message, stored(NOON_MS + 300_001))).toBe('stale')
})

describe('epochs', () => {
  test('are days, and a key counts in its own and the next', () => {
    expect(epochAt(NOON_MS)).toBe(20_000)
    expect(epochAt(20_001 * EPOCH_MS - 1)).toBe(20_000)
    expect(epochAt(20_001 * EPOCH_MS)).toBe(20_001)
    expect([19_998, 19_999, 20_000, 20_001].map((epoch) => isEpochAccepted(epoch, NOON_MS))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('are renewed in the last quarter', () => {
    const quarter = 20_000 * EPOCH_MS + 64_800_000
    expect(isRenewalDue(20_000, quarter - 1)).toBe(false)
    expect(isRenewalDue(20_000, quarter)).toBe(true)
  })

  test('a sender key of yesterday is accepted, one of the day before or of tomorrow is not', () => {
    const yesterday = issuer.createKey('did:n3:alice', 19_999)
    expect(open(seal(NOON_MS, yesterday), livePolicy())).toBe('opened')
    const midnight = 20_001 * EPOCH_MS
    const late = seal(midnight - 1000, yesterday)
    expect(open(late, livePolicy({ nowMs: midnight + 1000 }))).toBe('epoch')
    const tomorrow = issuer.createKey('did:n3:alice', 20_001)
    expect(open(seal(midnight + 1000, tomorrow), livePolicy({ nowMs: midnight - 1000 }))).toBe('epoch')
  })

  test('are kept by the sender too: a key out of its time seals nothing and is not written to', () => {
    const later = NOON_MS + 2 * EPOCH_MS
    expect(refusal(() => seal(later, alice))).toBe('epoch')
    const today = { recipients: [issuer.peerOf(bob)], timestampMs: NOON_MS }
    const old = issuer.createKey('did:n3:alice', 19_998)
    expect(refusal(() => signcrypt(domain, utf8('x'), { ...today, sender: old }))).toBe('epoch')
    const current = issuer.createKey('did:n3:alice', 20_002)
    const late = { ...today, timestampMs: later, sender: current }
    expect(refusal(() => signcrypt(domain, utf8('x'), late))).toBe('epoch')
  })
})

describe('a revoked key', () => {
  test('is refused as a sender by name or by hash, and others are not', () => {
    const byName = createRevocations()
    byName.revokeName(alice.publicKey.id)
    const byKey = createRevocations()
    byKey.revokeKey(alice.publicKey.hash)
    for (const { isRevoked } of [byName, byKey]) {
      expect(open(seal(), livePolicy({ isRevoked }))).toBe('revoked')
      expect(open(seal(NOON_MS, bob), livePolicy({ isRevoked }))).toBe('opened')
    }
  })

  test('is refused as a recipient', () => {
    const revocations = createRevocations()
    revocations.revokeName(bob.publicKey.id)
    const expected = { id: bob.publicKey.id, atMs: NOON_MS, isRevoked: revocations.isRevoked }
    const bundle = createBundle(domain, bob)
    expect(refusal(() => verifyBundle(domain, bundle, expected))).toBe('revoked')
  })
})

describe('the replay guard', () => {
  const hash = (index: number) => nodeBackend.sha256(utf8(`message ${index}`))

  test('never holds more than it may, and never admits a message twice', () => {
    const guard = createReplayGuard({ maxMessages: 50 })
    const admitted = new Set<number>()
    for (let round = 0; round < 3; round++)
      for (let index = 0; index < 400; index++) {
        const verdict = guard.admit(hash(index), NOON_MS + index * 50, NOON_MS + 20_000)
        if (verdict === 'fresh') {
          expect(admitted.has(index)).toBe(false)
          admitted.add(index)
        }
        expect(guard.size()).toBeLessThanOrEqual(50)
      }
    expect(admitted.size).toBe(400)
  })

  test('forgets what is older than its memory, and refuses it as stale', () => {
    const guard = createReplayGuard({ memoryMs: 10_000 })
    expect(guard.admit(hash(1), NOON_MS, NOON_MS)).toBe('fresh')
    expect(guard.admit(hash(1), NOON_MS, NOON_MS + 10_000)).toBe('replay')
    expect(guard.admit(hash(2), NOON_MS + 11_000, NOON_MS + 11_000)).toBe('fresh')
    expect(guard.size()).toBe(1)
    expect(guard.admit(hash(1), NOON_MS, NOON_MS + 11_000)).toBe('stale')
    expect(guard.admit(hash(1), NOON_MS, NOON_MS)).toBe('stale')
  })

  test('drops the oldest second when it is full, and what is of that second is stale from then on', () => {
    const guard = createReplayGuard({ maxMessages: 1 })
    const admit = (index: number, offMs: number) => guard.admit(hash(index), NOON_MS + offMs, NOON_MS)
    expect(admit(1, 1000)).toBe('fresh')
    expect(admit(2, 1999)).toBe('stale')
    expect(guard.size()).toBe(0)
    expect(admit(3, 2000)).toBe('fresh')
    expect(admit(4, 3000)).toBe('fresh')
    expect([admit(3, 2000), admit(4, 3000), guard.size()]).toEqual(['stale', 'replay', 1])
  })

  test('drops nothing for a message that is too old already', () => {
    const guard = createReplayGuard({ maxMessages: 2, memoryMs: 10_000 })
    const admit = (index: number, offMs: number) => guard.admit(hash(index), NOON_MS + offMs, NOON_MS)
    expect([admit(1, -5000), admit(2, 0), admit(3, -11_000)]).toEqual(['fresh', 'fresh', 'stale'])
    expect([admit(1, -5000), admit(2, 0), guard.size()]).toEqual(['replay', 'replay', 2])
  })

  test('reaches back ten minutes when nothing else is said: twice the default clock skew', () => {
    const guard = createReplayGuard()
    expect(guard.admit(hash(1), NOON_MS, NOON_MS)).toBe('fresh')
    expect(guard.admit(hash(1), NOON_MS, NOON_MS + 600_000)).toBe('replay')
    expect(guard.admit(hash(1), NOON_MS, NOON_MS + 601_000)).toBe('stale')
  })
})

function refusal(call: () => unknown): string | undefined {
  try {
    call()
    return 'accepted'
  } catch (error) {
    expect(error).toBeInstanceOf(ClscError)
    return reasonOf(error)
  }
}
