import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startDealer } from '../testing/deal-keys.ts'
import { runN3 } from '../testing/run-n3.ts'

/** Processes are many here, and a busy machine is slow to start them. */
vi.setConfig({ testTimeout: 180_000 })

const ALICE = 'did:n3:0xa11ce00000000000000000000000000000000000#laptop'
const BOB = 'did:n3:0xb0b0000000000000000000000000000000000000#phone'
const CAROL = 'did:n3:0xca40100000000000000000000000000000000000#desk'
const DAY_MS = 86_400_000

const dealer = startDealer()
const root = mkdtempSync(join(tmpdir(), 'network3-n3-'))
const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => join(root, name)) as [
  string,
  string,
  string,
]
const bobBundle = join(root, 'bob.bundle')
const carolBundle = join(root, 'carol.bundle')
let out: string
let counter = 0

beforeAll(async () => {
  await dealer.giveKey(alice, ALICE)
  await dealer.giveKey(bob, BOB, { passphrase: 'correct horse' })
  await dealer.giveKey(carol, CAROL)
  await runN3(['keys', 'bundle', '-o', bobBundle], { home: bob })
  await runN3(['keys', 'bundle', '-o', carolBundle], { home: carol })
})
beforeEach(() => {
  out = join(root, `out-${counter++}`)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const sealFor = async (to: readonly string[], plaintext: Uint8Array, ...more: string[]) => {
  const run = await runN3(['seal', ...to.flatMap((entry) => ['--to', entry]), ...more], {
    home: alice,
    input: plaintext,
  })
  expect(run.code).toBe(0)
  return run.stdout
}

describe('n3 seal and n3 open', () => {
  it('carry bytes through pipes, whatever they are, and say who sent them', async () => {
    for (const size of [0, 1, 65_536, 300_001]) {
      const plaintext = randomBytes(size)
      const sealed = await sealFor([carolBundle], plaintext)
      expect(sealed.includes(plaintext.subarray(0, 64)) && size > 8).toBe(false)
      const opened = await runN3(['open', '--json'], { home: carol, input: sealed })
      expect(opened.code).toBe(0)
      expect(opened.stdout.equals(plaintext)).toBe(true)
      expect(JSON.parse(opened.stderr)).toMatchObject({ sender: ALICE })
    }
  })

  it('open for every recipient and for nobody else', async () => {
    const sealed = await sealFor([bobBundle, carolBundle], Buffer.from('for two'))
    for (const [home, passphrase] of [
      [bob, 'correct horse'],
      [carol, undefined],
    ] as const) {
      const run = await runN3(['open'], {
        home,
        input: sealed,
        ...(passphrase === undefined ? {} : { passphrase }),
      })
      expect(run.stdout.toString()).toBe('for two')
    }
    const stranger = await runN3(['open'], { home: alice, input: sealed })
    expect(stranger).toMatchObject({ code: 4, stderr: expect.stringContaining('[not-recipient]') })
    expect(stranger.stdout.length).toBe(0)
  })

  it('leave no output file behind when the message was tampered with or cut', async () => {
    const sealed = await sealFor([carolBundle], randomBytes(200_000))
    const flipped = Buffer.from(sealed)
    flipped[flipped.length - 60] = (flipped[flipped.length - 60] ?? 0) ^ 1
    for (const bad of [flipped, sealed.subarray(0, -1), Buffer.from('not a message'), Buffer.alloc(0)]) {
      const run = await runN3(['open', '-o', out], { home: carol, input: bad })
      expect(run.code).toBe(4)
      expect(readdirSync(root).filter((name) => name.startsWith(`out-${counter - 1}`))).toEqual([])
    }
  })

  it('write the output whole, readable by its owner alone, and replace nothing unasked', async () => {
    const file = join(root, 'plain.txt')
    writeFileSync(file, 'first')
    const sealedFile = join(root, 'plain.n3')
    expect(await runN3(['seal', file, '--to', carolBundle, '-o', sealedFile], { home: alice })).toMatchObject(
      {
        code: 0,
      },
    )
    expect(await runN3(['open', sealedFile, '-o', out], { home: carol })).toMatchObject({ code: 0 })
    expect(readFileSync(out, 'utf8')).toBe('first')
    expect(statSync(out).mode & 0o077).toBe(0)
    const again = await runN3(['open', sealedFile, '-o', out], { home: carol })
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('[FILE_EXISTS]') })
    expect(await runN3(['open', sealedFile, '-o', out, '--force'], { home: carol })).toMatchObject({
      code: 0,
    })
  })

  it('refuse a message with another context, from another sender, or of an unlikely time', async () => {
    const sealed = await sealFor([carolBundle], Buffer.from('x'), '--context', 'invoice 7')
    const open = (...args: string[]) => runN3(['open', ...args], { home: carol, input: sealed })
    expect(await open('--context', 'invoice 7', '--from', ALICE)).toMatchObject({ code: 0 })
    expect(await open()).toMatchObject({ code: 4 })
    const fromBob = await open('--context', 'invoice 7', '--from', BOB, '-o', out)
    expect(fromBob.stderr).toContain('[SENDER_UNEXPECTED]')
    expect(fromBob.code).toBe(4)
    const early = new Date(Date.now() - 3_600_000).toISOString()
    expect(await open('--context', 'invoice 7', '--arrived-at', early)).toMatchObject({ code: 4 })
    expect(await open('--context', 'invoice 7', '--arrived-at', 'yesterday')).toMatchObject({ code: 2 })
  })

  it('ask for the passphrase by its variable, and tell a wrong one from a missing one', async () => {
    const sealed = await sealFor([bobBundle], Buffer.from('x'))
    expect(await runN3(['open'], { home: bob, input: sealed })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('[PASSPHRASE_MISSING]'),
    })
    expect(await runN3(['open'], { home: bob, passphrase: 'wrong', input: sealed })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('[PASSPHRASE_WRONG]'),
    })
  })

  it('refuse a recipient whose bundle is stale, changed, or of another name than pinned', async () => {
    const stale = join(root, 'stale')
    await dealer.giveKey(stale, CAROL, { atMs: Date.now() - 5 * DAY_MS })
    const staleBundle = join(root, 'stale.bundle')
    await runN3(['keys', 'bundle', '-o', staleBundle], { home: stale })
    const changed = readFileSync(carolBundle)
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1
    writeFileSync(join(root, 'changed.bundle'), changed)
    const to = (entry: string) => runN3(['seal', '--to', entry], { home: alice, input: Buffer.from('x') })
    expect(await to(staleBundle)).toMatchObject({ stderr: expect.stringContaining('[epoch]') })
    expect(await to(join(root, 'changed.bundle'))).toMatchObject({ code: 5 })
    expect(await to(`${BOB}=${carolBundle}`)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('[wrong-id]'),
    })
    expect(await to(`${CAROL}=${carolBundle}`)).toMatchObject({ code: 0 })
    expect(await runN3(['seal', '--to', bobBundle], { home: stale, input: Buffer.from('x') })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('[KEY_EXPIRED]'),
    })
  })
})

describe('n3', () => {
  it('lists the keys there are, and says when there are none', async () => {
    const listed = await runN3(['keys', 'list', '--json'], { home: bob })
    expect(JSON.parse(listed.stdout.toString())).toMatchObject([
      { name: 'default', id: BOB, isProtected: true, isCurrent: true },
    ])
    expect((await runN3(['keys', 'list'], { home: join(root, 'nobody') })).stdout.toString()).toBe(
      'No keys yet.\n',
    )
  })

  it('answers wrong usage with 2, a missing key with 3, and help with 0', async () => {
    const home = join(root, 'nobody')
    expect(await runN3(['seal'], { home })).toMatchObject({ code: 2 })
    expect(await runN3(['fly'], { home })).toMatchObject({ code: 2 })
    expect(await runN3(['open', '--fast'], { home })).toMatchObject({ code: 2 })
    expect(await runN3(['open', '--key', '../../etc/passwd'], { home })).toMatchObject({ code: 2 })
    expect(await runN3(['open'], { home, input: Buffer.from('x') })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('[KEY_NOT_FOUND]'),
    })
    expect(await runN3(['--help'], { home })).toMatchObject({ code: 0 })
  })

  it('keeps a key file to its owner, without the secret in clear', () => {
    const path = join(bob, 'keys', 'default.key.json')
    expect(statSync(path).mode & 0o077).toBe(0)
    expect(JSON.parse(readFileSync(path, 'utf8')).secrets).not.toHaveProperty('secret')
  })
})
