import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { nobleBackend } from './backend-noble.ts'
import { nodeBackend } from './backend-node.ts'
import { createBundle, readSelfCertified, verifyBundle } from './bundle.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { createDomain } from './domain.ts'
import vectors from './fixtures/clsc-open.json' with { type: 'json' }
import type { OpenPolicy } from './open-policy.ts'
import { verifyPartialKey } from './partial-key.ts'
import { signcrypt } from './signcrypt.ts'
import { unsigncrypt } from './unsigncrypt.ts'
import { decodeUserKey } from './user-key.ts'

const AT_MS = 1_728_000_000_000
const aad = utf8('kat')
const policy: OpenPolicy = { kind: 'stored', arrivedAtMs: AT_MS, isRevoked: () => false }
const people = { alice: vectors.alice, bob: vectors.bob, carol: vectors.carol }

describe.each([nobleBackend, nodeBackend])(
  'the independent implementation, with the $name back end',
  (backend) => {
    const domain = createDomain(hexToBytes(vectors.Ppub), backend)
    const keyOf = (name: keyof typeof people) => {
      const { x, d, pk } = people[name]
      return decodeUserKey(domain, concatBytes(hexToBytes(x), hexToBytes(d), hexToBytes(pk)))
    }

    test('gives its KGC the same short name', () => {
      expect(bytesToHex(domain.kgcId)).toBe(vectors.kgcId)
    })

    test.each(['alice', 'bob', 'carol'] as const)('agrees on every part of the key of %s', (name) => {
      const { publicKey } = keyOf(name)
      const expected = people[name]
      expect(bytesToHex(publicKey.id)).toBe(expected.id)
      expect(publicKey.epoch).toBe(expected.epoch)
      expect(bytesToHex(publicKey.userPoint)).toBe(expected.P)
      expect(bytesToHex(publicKey.commitment)).toBe(expected.R)
      expect(bytesToHex(publicKey.points.issuer.toBytes())).toBe(expected.Q)
      expect(bytesToHex(publicKey.hash)).toBe(expected.pkHash)
      const partialKey = { commitment: hexToBytes(expected.R), secret: hexToBytes(expected.d) }
      expect(verifyPartialKey(domain, publicKey, publicKey.userPoint, partialKey)).toBe(true)
    })

    test('made a self-certificate that is valid here', () => {
      const bundle = concatBytes(hexToBytes(vectors.alice.pk), hexToBytes(vectors.sgc))
      expect(readSelfCertified(domain, bundle).hash).toEqual(keyOf('alice').publicKey.hash)
    })

    test.each(vectors.cases)(
      'made a message of $n bytes (early $earlyAuth, to $recipients) that opens here',
      (vector) => {
        const plaintext = Uint8Array.from({ length: vector.n }, (_, index) => (index * 31 + 7) & 255)
        const readers = vector.recipients === 2 ? (['bob', 'carol'] as const) : (['bob'] as const)
        for (const reader of readers) {
          const result = unsigncrypt(domain, hexToBytes(vector.ct), { keys: [keyOf(reader)], aad, policy })
          expect(result.ok && result.plaintext).toEqual(plaintext)
          expect(result.ok && result.sender.hash).toEqual(keyOf('alice').publicKey.hash)
          expect(result.ok && result.timestampMs).toBe(AT_MS)
        }
      },
    )

    test('has keys to which messages made here open', () => {
      const peers = (['bob', 'carol'] as const).map((name) => {
        const key = keyOf(name)
        return verifyBundle(domain, createBundle(domain, key), { id: key.publicKey.id, atMs: AT_MS })
      })
      for (const early of [false, true]) {
        const sealing = { sender: keyOf('alice'), recipients: peers, aad, early, timestampMs: AT_MS }
        const message = signcrypt(domain, utf8('from here'), sealing)
        for (const name of ['bob', 'carol'] as const) {
          const result = unsigncrypt(domain, message, { keys: [keyOf(name)], aad, policy })
          expect(result.ok && result.plaintext).toEqual(utf8('from here'))
        }
      }
    })
  },
)
