import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { utf8 } from './bytes.ts'
import { reasonOf } from './clsc-error.ts'
import { createDomain } from './domain.ts'
import { createSealer, type SealOptions } from './sealer.ts'
import { createTestIssuer, NOON_MS } from './testing/fixture-people.ts'

const issuer = createTestIssuer(nodeBackend)
const alice = issuer.createKey('did:n3:alice')
const bob = issuer.peerOf(issuer.createKey('did:n3:bob'))

/** Options that pass every check come to the drawing of the dek; it is stopped there. */
const domain = createDomain(issuer.domain.masterPublicKey, {
  ...nodeBackend,
  randomBytes: (length) => {
    if (length === 32) throw new Error('sealing')
    return nodeBackend.randomBytes(length)
  },
})

function seal(changes: Partial<SealOptions>): string | undefined {
  try {
    createSealer(domain, { sender: alice, recipients: [bob], timestampMs: NOON_MS, ...changes })
    return 'sealed'
  } catch (error) {
    return reasonOf(error) ?? String(error)
  }
}
const distinct = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...bob, hash: nodeBackend.sha256(utf8(`${index}`)) }))

describe('a message is sealed', () => {
  test('to 4096 recipients, and not to one more', () => {
    expect(seal({ recipients: distinct(4096) })).toBe('Error: sealing')
    expect(seal({ recipients: distinct(4097) })).toBe('misuse')
  })

  test('with a list that fills 65,535 bytes of core, and not with one byte more', () => {
    const sender = (length: number) => issuer.createKey('x'.repeat(length))
    const listed = { recipients: distinct(2043), discloseRecipients: true }
    expect(seal({ ...listed, sender: sender(29) })).toBe('Error: sealing')
    expect(seal({ ...listed, sender: sender(30) })).toBe('misuse')
    expect(seal({ recipients: distinct(2043), sender: sender(30) })).toBe('Error: sealing')
  })

  test('at any time since 1970', () => {
    const first = issuer.createKey('did:n3:alice', 0)
    const peer = issuer.peerOf(issuer.createKey('did:n3:bob', 0), 0)
    expect(seal({ sender: first, recipients: [peer], timestampMs: 0 })).toBe('Error: sealing')
    expect(seal({ sender: first, recipients: [peer], timestampMs: -1 })).toBe('misuse')
  })

  test('now, when nothing else is said', () => {
    expect(seal({ timestampMs: undefined as never })).toBe('epoch')
  })
})
