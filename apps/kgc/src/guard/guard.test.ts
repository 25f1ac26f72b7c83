import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGuard, type Guard, openGuard } from './guard.ts'

let folder: string
let guard: Guard
const point = (digit: string): string => `0x${digit.repeat(64)}`
const binding = (name: string, epoch: number, digit: string) => ({ name, epoch, point: point(digit) })
const path = (name: string): string => join(folder, name)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'network3-guard-'))
  await createGuard(folder)
  guard = await openGuard(folder)
})
afterEach(async () => {
  await guard.close().catch(() => {})
  rmSync(folder, { recursive: true, force: true })
})

async function reopen(): Promise<Guard> {
  await guard.close()
  guard = await openGuard(folder)
  return guard
}

describe('the guard', () => {
  test('binds one point to a name in an epoch, and the same one again', async () => {
    expect(await guard.bind(binding('alice', 10, 'a'))).toBe('bound')
    expect(await guard.bind(binding('alice', 10, 'a'))).toBe('bound')
    expect(await guard.bind(binding('alice', 10, 'b'))).toBe('other-point')
    expect(await guard.bind(binding('alice', 11, 'b'))).toBe('bound')
    expect(await guard.bind(binding('bob', 10, 'b'))).toBe('bound')
    expect(guard.count()).toBe(4)
  })

  test('refuses a second point across a restart', async () => {
    await guard.bind(binding('alice', 10, 'a'))
    await reopen()
    expect(await guard.bind(binding('alice', 10, 'b'))).toBe('other-point')
  })

  test('lets one of many racing points through, and all racing requests for it', async () => {
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        guard.bind(binding('alice', 10, index % 2 === 0 ? 'a' : 'b')),
      ),
    )
    expect(results.filter((result) => result === 'bound')).toHaveLength(50)
    expect(guard.count()).toBe(2)
  })

  test('binds nothing older than the day before the newest, whatever the clock says', async () => {
    await guard.bind(binding('alice', 100, 'a'))
    expect(await guard.bind(binding('bob', 99, 'a'))).toBe('bound')
    expect(await guard.bind(binding('bob', 98, 'a'))).toBe('too-old')
    await reopen()
    expect(await guard.bind(binding('bob', 98, 'a'))).toBe('too-old')
  })

  test('keeps a grant, and lets a later one for another point replace it but no earlier one', async () => {
    const grant = (digit: string, fromEpoch: number, toEpoch: number) => ({
      ...{ name: 'alice', point: point(digit), fromEpoch, toEpoch },
    })
    await guard.bind(binding('alice', 10, 'a'), grant('a', 10, 99))
    await reopen()
    expect(guard.grantOf('alice')).toMatchObject({ point: point('a'), toEpoch: 99 })
    expect(await guard.bind(binding('alice', 11, 'b'), grant('b', 10, 99))).toBe('grant-superseded')
    expect(await guard.bind(binding('alice', 11, 'b'), grant('b', 11, 99))).toBe('bound')
    expect(await guard.bind(binding('alice', 12, 'a'), grant('a', 10, 99))).toBe('grant-superseded')
  })
})

test('nothing is answered as bound when the disk fails, then or later', async () => {
  await guard.close()
  await expect(guard.bind(binding('alice', 10, 'a'))).rejects.toThrow(/cannot be written/)
  await expect(guard.bind(binding('bob', 10, 'a'))).rejects.toThrow(/cannot be written/)
})

describe('a guard that is not whole keeps the node from starting', () => {
  const refusal = () =>
    openGuard(folder).then(
      () => 'opened',
      (error: Error) => error.message,
    )
  beforeEach(async () => {
    for (const name of ['alice', 'bob', 'carol']) await guard.bind(binding(name, 10, 'a'))
    await guard.close()
  })

  test('deleted', async () => {
    rmSync(path('guard.log'))
    expect(await refusal()).toMatch(/guard\.log is missing.*does not start/)
  })

  test('without its sentinel, or with a broken one', async () => {
    copyFileSync(path('guard.head'), path('kept'))
    rmSync(path('guard.head'))
    expect(await refusal()).toMatch(/no valid sentinel/)
    writeFileSync(path('guard.head'), readFileSync(path('kept'), 'latin1').replaceAll(/[0-9]/g, '0'))
    expect(await refusal()).toMatch(/no valid sentinel/)
  })

  test('cut back to an earlier state that is valid in itself', async () => {
    const lines = readFileSync(path('guard.log'), 'utf8').split('\n')
    writeFileSync(path('guard.log'), `${lines.slice(0, 3).join('\n')}\n`)
    expect(await refusal()).toMatch(/holds 3 lines, but its sentinel remembers 4/)
  })

  test('changed, reordered or swapped for a fresh one', async () => {
    const text = readFileSync(path('guard.log'), 'utf8')
    const [first = '', second = '', third = '', ...rest] = text.split('\n')
    writeFileSync(path('guard.log'), text.replace('"bob"', '"eve"'))
    expect(await refusal()).toMatch(/is broken at line 3/)
    writeFileSync(path('guard.log'), [first, third, second, ...rest].join('\n'))
    expect(await refusal()).toMatch(/is broken at line 2/)
    rmSync(path('guard.log'))
    copyFileSync(path('guard.head'), path('kept'))
    rmSync(path('guard.head'))
    await createGuard(folder)
    copyFileSync(path('kept'), path('guard.head'))
    expect(await refusal()).toMatch(/sentinel remembers 4/)
  })
})

describe('after a crash', () => {
  test('a line that was not finished, and so never answered, is cut off', async () => {
    await guard.bind(binding('alice', 10, 'a'))
    await guard.close()
    appendFileSync(path('guard.log'), `${'0'.repeat(64)} {"kind":"bind","na`)
    guard = await openGuard(folder)
    expect(await guard.bind(binding('bob', 10, 'b'))).toBe('bound')
    await reopen()
    expect(guard.boundPoint('bob', 10)).toBe(point('b'))
  })

  test('a guard ahead of its sentinel is taken as it is', async () => {
    await guard.bind(binding('alice', 10, 'a'))
    copyFileSync(path('guard.head'), path('kept'))
    await guard.bind(binding('bob', 10, 'a'))
    await guard.close()
    copyFileSync(path('kept'), path('guard.head'))
    guard = await openGuard(folder)
    expect(guard.boundPoint('bob', 10)).toBe(point('a'))
  })

  test('a torn sentinel slot leaves the one before', async () => {
    for (const name of ['alice', 'bob']) await guard.bind(binding(name, 10, 'a'))
    await guard.close()
    const text = readFileSync(path('guard.head'), 'latin1')
    const newest = text.startsWith('3 ') ? 0 : 128
    writeFileSync(
      path('guard.head'),
      `${text.slice(0, newest)}${'\0'.repeat(128)}${text.slice(newest + 128)}`,
    )
    guard = await openGuard(folder)
    expect(guard.count()).toBe(3)
  })
})
