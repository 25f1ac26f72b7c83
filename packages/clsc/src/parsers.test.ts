import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { readSelfCertified } from './bundle.ts'
import { concatBytes } from './bytes.ts'
import { ClscError } from './clsc-error.ts'
import { verifyFraudProof } from './fraud-proof.ts'
import { createHeadReader } from './head-reader.ts'
import { encodeUncommittedHeader, headerLength, parseHeader } from './header.ts'
import { parsePublicKey } from './public-key.ts'
import { encodeRecord, parseCore, parseRecord } from './sender-record.ts'
import { FUZZ_RUNS } from './testing/env.ts'
import { createTestIssuer } from './testing/fixture-people.ts'

const { domain, createKey } = createTestIssuer(nodeBackend)
const valid = createKey('did:n3:fuzz').publicKey.bytes

/** Random bytes, and a valid start with some bytes changed, cut or appended: both reach deep into a parser. */
function nearly(sample: Uint8Array) {
  const mutated = fc
    .tuple(
      fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { maxLength: 3 }),
      fc.nat(sample.length),
      fc.uint8Array({ maxLength: 8 }),
    )
    .map(([edits, length, tail]) => {
      const bytes = sample.slice(0, length)
      for (const [place, value] of edits) if (place < length) bytes[place] = value
      return concatBytes(bytes, tail)
    })
  return fc.oneof(fc.uint8Array({ maxLength: 400 }), mutated)
}

/** The result, or undefined after the one permitted refusal; anything else thrown fails the test. */
function tryParse<T>(reason: string, parse: () => T): T | undefined {
  try {
    return parse()
  } catch (error) {
    if (error instanceof ClscError && error.reason === reason) return undefined
    throw error
  }
}

function forAny(sample: Uint8Array, check: (bytes: Uint8Array) => void, numRuns = FUZZ_RUNS): void {
  fc.assert(fc.property(nearly(sample), check), { numRuns })
}

describe('any bytes are parsed to what encodes to them again, or refused with the one reason', {
  timeout: 60_000,
}, () => {
  const header = concatBytes(
    encodeUncommittedHeader({
      early: true,
      list: true,
      kgcId: domain.kgcId,
      chunkLog: 16,
      ephemeral: new Uint8Array(32),
      stanzas: [1, 2].map((tag) => ({ tag: new Uint8Array(8).fill(tag), sealedDek: new Uint8Array(48) })),
    }),
    new Uint8Array(32),
  )

  test('headers', () => {
    expect(parseHeader(header)).toMatchObject({ early: true, list: true, chunkLog: 16 })
    forAny(header, (bytes) => {
      const parsed = tryParse('malformed', () => parseHeader(bytes))
      if (parsed === undefined) return
      expect(concatBytes(encodeUncommittedHeader(parsed), parsed.commitment)).toEqual(bytes)
      expect(headerLength(bytes)).toBe(bytes.length)
    })
  })

  test('heads of streams, in pieces of any size', () => {
    const head = concatBytes(header, Uint8Array.of(0, 0, 0, 16), new Uint8Array(20))
    forAny(head, (bytes) => {
      tryParse('malformed', () => {
        const reader = createHeadReader()
        for (let place = 0; place < bytes.length; place += 7) {
          const found = reader.push(bytes.subarray(place, place + 7))
          if (found === undefined) continue
          const again = concatBytes(found.header, Uint8Array.of(0, 0, 0, found.record.length), found.record)
          expect(again).toEqual(bytes.slice(0, again.length))
          return
        }
      })
    })
  })

  test('public keys', () => {
    forAny(valid, (bytes) => {
      const parsed = tryParse('bad-key', () => parsePublicKey(domain, bytes))
      if (parsed !== undefined) expect(parsed.bytes).toEqual(bytes)
    })
  })

  test('first records', () => {
    const record = encodeRecord(new Uint8Array(142).fill(7), new Uint8Array(96).fill(9))
    forAny(record, (bytes) => {
      for (const early of [false, true]) {
        const parsed = tryParse('malformed', () => parseRecord(bytes, early))
        if (parsed !== undefined) expect(encodeRecord(parsed.core, parsed.earlySignature)).toEqual(bytes)
      }
    })
  })

  test('cores', () => {
    const core = concatBytes(valid, new Uint8Array(8 + 16 + 32 + 64))
    forAny(core, (bytes) => {
      const parsed = tryParse('malformed', () =>
        parseCore(domain, bytes, { early: false, list: true, stanzas: [1, 2] }),
      )
      if (parsed !== undefined) expect(parsed.recipients).toHaveLength(2)
    })
  })

  test('bundles and fraud proofs', () => {
    const bundle = concatBytes(valid, new Uint8Array(96))
    forAny(
      bundle,
      (bytes) => {
        expect(tryParse('bad-bundle', () => readSelfCertified(domain, bytes))).toBeUndefined()
        expect(verifyFraudProof(domain, bytes)).toBeUndefined()
      },
      FUZZ_RUNS / 10,
    )
  })
})

describe('a header, well-formed but for one field', () => {
  const stanza = (index: number) => ({
    tag: Uint8Array.of(index, index >> 8, 0, 0, 0, 0, 0, 0),
    sealedDek: new Uint8Array(48),
  })
  const fields = {
    early: false,
    list: false,
    kgcId: domain.kgcId,
    chunkLog: 16,
    ephemeral: new Uint8Array(32),
  }
  const encode = (changes: { chunkLog?: number; count?: number; list?: boolean } = {}) => {
    const stanzas = Array.from({ length: changes.count ?? 2 }, (_, index) => stanza(index))
    return concatBytes(encodeUncommittedHeader({ ...fields, ...changes, stanzas }), new Uint8Array(32))
  }
  const parsed = (bytes: Uint8Array) => tryParse('malformed', () => parseHeader(bytes)) !== undefined
  const withByte = (place: number, value: number) => encode().with(place, value) as Uint8Array<ArrayBuffer>

  test('has 1 to 4096 recipients, and a list of two at least', () => {
    expect([0, 1, 2, 4096, 4097].map((count) => parsed(encode({ count })))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    expect([1, 2].map((count) => parsed(encode({ count, list: true })))).toEqual([false, true])
  })

  test('has chunks of 2^10 to 2^22 bytes', () => {
    const allowed = [9, 10, 22, 23].map((chunkLog) => parsed(encode({ chunkLog })))
    expect(allowed).toEqual([false, true, true, false])
  })

  test('has this magic, version and suite, and no other flag', () => {
    for (const place of [0, 1, 2, 3, 4, 5, 6]) expect(parsed(withByte(place, 0x7f))).toBe(false)
    expect([0, 1, 2, 3, 4, 8, 128].map((flags) => parsed(withByte(7, flags)))).toEqual([
      ...[true, true, true, true],
      ...[false, false, false],
    ])
  })
})
