import { expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { concatBytes, uint32, utf8 } from './bytes.ts'
import { reasonOf } from './clsc-error.ts'
import { createHeadReader } from './head-reader.ts'
import { signcrypt } from './signcrypt.ts'
import { createTestIssuer, NOON_MS } from './testing/fixture-people.ts'

const issuer = createTestIssuer(nodeBackend)
const message = signcrypt(issuer.domain, utf8('hello'), {
  sender: issuer.createKey('did:n3:alice'),
  recipients: [issuer.peerOf(issuer.createKey('did:n3:bob'))],
  timestampMs: NOON_MS,
})
const HEADER = 139
const HEAD = HEADER + 4 + 272

test('cut anywhere, the head is the same, and is given with its last byte and not before', () => {
  for (let cut = 0; cut < HEAD; cut++) {
    const reader = createHeadReader()
    expect(reader.push(message.subarray(0, cut))).toBeUndefined()
    expect(reader.push(message.subarray(cut, HEAD))).toEqual({
      header: message.subarray(0, HEADER),
      record: message.subarray(HEADER + 4, HEAD),
      rest: new Uint8Array(),
    })
  }
  expect(createHeadReader().push(message)?.rest).toEqual(message.subarray(HEAD))
})

test('keeps a copy of what it was given: a caller may fill the same buffer again', () => {
  const reader = createHeadReader()
  const buffer = new Uint8Array(10)
  for (let place = 0; place < 100; place += 10) {
    buffer.set(message.subarray(place, place + 10))
    expect(reader.push(buffer)).toBeUndefined()
  }
  expect(reader.push(message.subarray(100))?.header).toEqual(message.subarray(0, HEADER))
})

test('a first record of 16 bytes to 2^20 is waited for; another length is refused before any of it is kept', () => {
  const claim = (length: number) => {
    try {
      return createHeadReader().push(concatBytes(message.subarray(0, HEADER), uint32(length))) ?? 'waits'
    } catch (error) {
      return reasonOf(error)
    }
  }
  expect([0, 15, 16, 2 ** 20, 2 ** 20 + 1, 2 ** 32 - 1].map(claim)).toEqual([
    ...['malformed', 'malformed', 'waits', 'waits'],
    ...['malformed', 'malformed'],
  ])
})
