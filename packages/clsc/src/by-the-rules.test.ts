import { describe, expect, test } from 'vitest'
import { nobleBackend } from './backend-noble.ts'
import { nodeBackend } from './backend-node.ts'
import { createBundle, verifyBundle } from './bundle.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { createDomain } from './domain.ts'
import vectors from './fixtures/clsc-open.json' with { type: 'json' }
import { signcrypt } from './signcrypt.ts'
import { sampleBytes } from './testing/fixture-people.ts'
import { openByTheRules } from './testing/open-by-the-rules.ts'
import { decodeUserKey } from './user-key.ts'

const AT_MS = 1_728_000_000_000
const aad = utf8('kat')
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

test('a reader written from the rules opens what the independent implementation made', () => {
  for (const vector of vectors.cases) {
    const opened = openByTheRules(vectors.Ppub, vectors.bob, bytes(vector.ct), aad)
    const plaintext = Uint8Array.from({ length: vector.n }, (_, index) => (index * 31 + 7) & 255)
    expect(new Uint8Array(opened.plaintext)).toEqual(plaintext)
    expect(opened).toMatchObject({ sender: vectors.alice.pk, timestampMs: AT_MS })
    expect(() => openByTheRules(vectors.Ppub, vectors.bob, bytes(vector.ct), utf8('other'))).toThrow()
    expect(() => openByTheRules(vectors.Ppub, vectors.alice, bytes(vector.ct), aad)).toThrow('no slot')
  }
})

describe.each([nobleBackend, nodeBackend])(
  'messages made here open with keys from the vectors file by the rules of clsc.md, $name',
  (backend) => {
    const domain = createDomain(bytes(vectors.Ppub), backend)
    const keyOf = ({ x, d, pk }: typeof vectors.alice) =>
      decodeUserKey(domain, concatBytes(bytes(x), bytes(d), bytes(pk)))
    const [bob, carol] = [vectors.bob, vectors.carol].map((owner) => {
      const key = keyOf(owner)
      return verifyBundle(domain, createBundle(domain, key), { id: key.publicKey.id, atMs: AT_MS })
    })
    if (bob === undefined || carol === undefined) throw new Error('no key')
    const sealing = { sender: keyOf(vectors.alice), aad, timestampMs: AT_MS, chunkLog: 10 }

    test.each([0, 1, 1023, 1024, 1025, 2048, 5200])('%i bytes', (length) => {
      const message = signcrypt(domain, sampleBytes(length), { ...sealing, recipients: [bob] })
      const opened = openByTheRules(vectors.Ppub, vectors.bob, message, aad)
      expect(new Uint8Array(opened.plaintext)).toEqual(sampleBytes(length))
      expect(opened).toMatchObject({ sender: vectors.alice.pk, timestampMs: AT_MS, listed: [] })
    })

    test.each([
      { early: true },
      { early: false, recipients: [bob, carol] },
      { early: true, recipients: [bob, carol] },
      { early: true, recipients: [carol, bob], discloseRecipients: true },
      { early: false, recipients: [bob, carol], discloseRecipients: true },
    ])('of other shapes: %#', (shape) => {
      const message = signcrypt(domain, utf8('from here'), { ...sealing, recipients: [bob], ...shape })
      for (const reader of shape.recipients === undefined ? [vectors.bob] : [vectors.bob, vectors.carol]) {
        const opened = openByTheRules(vectors.Ppub, reader, message, aad)
        expect(opened.plaintext.toString()).toBe('from here')
        expect(opened.listed).toHaveLength(shape.discloseRecipients ? 2 : 0)
      }
    })
  },
)
