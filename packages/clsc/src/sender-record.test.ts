import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { reasonOf } from './clsc-error.ts'
import { encodeRecord, parseRecord } from './sender-record.ts'

describe('the first record', () => {
  const parse = (record: Uint8Array, early = false) => {
    try {
      return parseRecord(record, early).core.length
    } catch (error) {
      return reasonOf(error)
    }
  }

  test('holds a core of up to 65,535 bytes', () => {
    expect(parse(encodeRecord(new Uint8Array(65_535), undefined))).toBe(65_535)
    expect(parse(encodeRecord(new Uint8Array(65_536), undefined))).toBe('malformed')
  })

  test('is padded to the next multiple of 256, by nothing when it is one', () => {
    for (const [core, length] of [
      [0, 256],
      [251, 256],
      [252, 256],
      [253, 512],
    ] as const) {
      const record = encodeRecord(new Uint8Array(core).fill(7), undefined)
      expect(record).toHaveLength(length)
      expect(parse(record)).toBe(core)
    }
    const signature = nodeBackend.randomBytes(96)
    const early = encodeRecord(new Uint8Array(156).fill(7), signature)
    expect(early).toHaveLength(256)
    expect(parseRecord(early, true).earlySignature).toEqual(signature)
    expect(parse(early)).toBe('malformed')
  })
})
