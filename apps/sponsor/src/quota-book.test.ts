import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openQuotaBook } from './quota-book.ts'

const limits = { perOperator: 2, perNetwork: 3, together: 4 }
const address = (index: number) => `0x${index.toString(16).padStart(40, '0')}` as const
const claim = (node: number, operator = node, network = `10.0.${node}.0/24`) => ({
  node: address(node),
  operator: address(operator),
  network,
})

let folder: string
let now = 1_000_000_000_000
const open = () => openQuotaBook(join(folder, 'quota.jsonl'), limits, () => now)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-quota-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('openQuotaBook', () => {
  test('pays a set number of times for a node, an operator, a network and all', () => {
    const book = openQuotaBook(join(folder, 'quota.jsonl'), { ...limits, together: 9 }, () => now)
    for (let attempt = 0; attempt < 2; attempt++) book.reserve(claim(1))
    expect(() => book.reserve(claim(2, 1))).toThrow('one wallet')
    book.reserve(claim(4, 4, '10.0.1.0/24'))
    expect(() => book.reserve(claim(6, 6, '10.0.1.0/24'))).toThrow('one network')
    book.reserve(claim(1, 7, '10.0.7.0/24'))
    expect(() => book.reserve(claim(1, 8, '10.0.8.0/24'))).toThrow('tried as often')
    for (let node = 10; node < 15; node++) book.reserve(claim(node))
    expect(() => book.reserve(claim(15))).toThrow('used up')
    book.close()
  })

  test('remembers after a kill, also when the last line was cut', () => {
    open().reserve(claim(1))
    open().reserve(claim(1))
    appendFileSync(join(folder, 'quota.jsonl'), '{"at":12,"no')
    const book = open()
    expect(() => book.reserve(claim(1))).toThrow('one wallet')
    book.reserve(claim(2))
    book.close()
    expect(open().size()).toBe(3)
  })

  test('gives back what was not spent, and forgets after a day', () => {
    const book = open()
    book.reserve(claim(1))
    book.reserve(claim(1))
    book.release(claim(1))
    expect(book.size()).toBe(1)
    book.close()
    const reopened = open()
    expect(reopened.size()).toBe(1)
    now += 86_400_001
    reopened.reserve(claim(1))
    reopened.close()
    expect(open().size()).toBe(1)
    expect(readFileSync(join(folder, 'quota.jsonl'), 'utf8').split('\n')).toHaveLength(2)
  })

  test('does not start over from a damaged file', () => {
    open().reserve(claim(1))
    appendFileSync(join(folder, 'quota.jsonl'), 'oops\n')
    expect(open).toThrow('Line 2')
  })
})
