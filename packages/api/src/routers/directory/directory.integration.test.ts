import { nodeBackend } from '@network3/clsc/backend-node'
import { createBundle } from '@network3/clsc/bundle'
import { bundleLeaf, verifyConsistency, verifyInclusion } from '@network3/clsc/bundle-log'
import { epochAt } from '@network3/clsc/epoch'
import { verifyFraudProof } from '@network3/clsc/fraud-proof'
import { createUserSecret } from '@network3/clsc/user-key'
import { addDirectoryRoots, addRevocations } from '@network3/db/write/key-directory'
import { replaceGenerations } from '@network3/db/write/key-generations'
import { startKeyDealer } from '@network3/testing/key-dealer'
import { bytesToHex, hexToBytes, keccak256, stringToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { TIP_AT, txHash } from '../../testing/test-actors.ts'

const today = epochAt(TIP_AT * 1000)
const nameOf = (index: number) => `did:n3:0x${index.toString(16).padStart(40, '0')}#laptop`
const dealer = startKeyDealer()
const bundleOf = (name: string, epoch = today) =>
  bytesToHex(createBundle(dealer.domain, dealer.issue(name, epoch)))

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const announce = () =>
  api.writer.transaction((tx) =>
    replaceGenerations(tx, [
      {
        ...{ number: 1, masterPublicKey: bytesToHex(dealer.domain.masterPublicKey), threshold: 3 },
        members: [1, 2, 3, 4].map((index) => `0x${String(index).repeat(64)}` as const),
        ...{ status: 'active', stopReason: null, proofHash: null },
        ...{ announcedAt: TIP_AT - 100, endedAt: null, announcedTx: txHash(1) },
      },
    ]),
  )

describe('directory', () => {
  test('says that no centre was announced, and to try again later', async () => {
    const refused = { code: 'SERVICE_UNAVAILABLE' }
    await expect(api.caller.directory.findBundles({ name: nameOf(1) })).rejects.toMatchObject(refused)
    await expect(api.caller.directory.publish({ bundle: bundleOf(nameOf(1)) })).rejects.toMatchObject(refused)
    await announce()
  })

  test('keeps bundles in the order they came, each once, also when many come at a time', async () => {
    const bundles = Array.from({ length: 7 }, (_, index) => bundleOf(nameOf(index)))
    const published = await Promise.all(bundles.map((bundle) => api.caller.directory.publish({ bundle })))
    expect(published.map(({ position }) => position).sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
    const again = await api.caller.directory.publish({ bundle: bundles[3] ?? '' })
    expect(again).toEqual({ ...published[3], isNew: false })
  })

  test('proves each bundle that the newest root covers, and says so of others', async () => {
    const log = await api.context.bundleLogs.get(bytesToHex(dealer.domain.masterPublicKey), 7)
    if (log === undefined) throw new Error('seven bundles were published')
    await api.writer.transaction((tx) =>
      addDirectoryRoots(tx, [
        {
          ...{ generation: 1, epoch: BigInt(today), root: bytesToHex(log.root(7)), bundles: 7n },
          ...{ postedAt: TIP_AT, txHash: txHash(2) },
        },
      ]),
    )
    await api.caller.directory.publish({ bundle: bundleOf(nameOf(9)) })
    for (let index = 0; index < 7; index++) {
      const { bundles } = await api.caller.directory.findBundles({ name: nameOf(index) })
      const [found] = bundles
      if (found?.inclusion == null) throw new Error('it is under the root')
      const { size, root, path } = found.inclusion
      const leaf = bundleLeaf(nodeBackend, hexToBytes(found.bundle as `0x${string}`))
      const proof = { leaf, index: found.position, size, root: hexToBytes(root as `0x${string}`) }
      const siblings = path.map((hash) => hexToBytes(hash as `0x${string}`))
      expect(verifyInclusion(nodeBackend, { ...proof, path: siblings })).toBe(true)
      expect(verifyInclusion(nodeBackend, { ...proof, index: (index + 1) % 7, path: siblings })).toBe(
        found.position === (index + 1) % 7,
      )
    }
    expect((await api.caller.directory.findBundles({ name: nameOf(9) })).bundles).toMatchObject([
      { position: 7, inclusion: null },
    ])
    expect((await api.caller.directory.findBundles({ name: nameOf(77) })).bundles).toEqual([])
  })

  test('proves that it only grew, and has no proof of sizes it never had', async () => {
    const proof = await api.caller.directory.getConsistency({ before: 3, size: 8 })
    const bytes = (hex: string) => hexToBytes(hex as `0x${string}`)
    const claim = {
      ...{ before: 3, size: 8, rootBefore: bytes(proof.rootBefore), root: bytes(proof.root) },
      path: proof.path.map(bytes),
    }
    expect(verifyConsistency(nodeBackend, claim)).toBe(true)
    expect(verifyConsistency(nodeBackend, { ...claim, before: 4 })).toBe(false)
    const tooFar = api.caller.directory.getConsistency({ before: 3, size: 9 })
    await expect(tooFar).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const backwards = api.caller.directory.getConsistency({ before: 4, size: 3 })
    await expect(backwards).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('turns two keys of one name and day into a proof that anybody can check', async () => {
    expect((await api.caller.directory.findFrauds({})).frauds).toEqual([])
    // Renewing the same point is no fraud; a second point is.
    const secret = createUserSecret(dealer.domain)
    for (const _ of [1, 2]) {
      const key = dealer.issue(nameOf(40), today, secret)
      await api.caller.directory.publish({ bundle: bytesToHex(createBundle(dealer.domain, key)) })
    }
    expect((await api.caller.directory.findFrauds({})).frauds).toEqual([])
    await api.caller.directory.publish({ bundle: bundleOf(nameOf(40)) })
    const { frauds } = await api.caller.directory.findFrauds({})
    expect(frauds).toMatchObject([{ name: nameOf(40), epoch: today }])
    const proof = hexToBytes(frauds[0]?.proof as `0x${string}`)
    expect(verifyFraudProof(dealer.domain, proof)).toHaveLength(2)
  })

  test('refuses bundles of another centre, another day, a wrong name, or changed ones', async () => {
    const publish = (bundle: string) => api.caller.directory.publish({ bundle })
    const foreign = startKeyDealer()
    const ofForeign = bytesToHex(createBundle(foreign.domain, foreign.issue(nameOf(1), today)))
    const changed = bundleOf(nameOf(50)).replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    for (const bundle of [
      ofForeign,
      changed,
      bundleOf(nameOf(51), today - 2),
      bundleOf(nameOf(51), today + 2),
      bundleOf('did:n3:nobody#x'.padEnd(60, 'x')),
      '0x1234',
    ]) {
      await expect(publish(bundle)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
    expect(await publish(bundleOf(nameOf(51), today + 1))).toMatchObject({ isNew: true })
  })

  test('takes no bundle of a revoked name', async () => {
    await api.writer.transaction((tx) =>
      addRevocations(tx, [
        {
          ...{ generation: 1, nameHash: keccak256(stringToHex(nameOf(60))), epoch: BigInt(today) },
          ...{ userPoint: `0x${'00'.repeat(32)}` as const, revokedBy: `0x${'60'.repeat(20)}` as const },
          ...{ blockNumber: 5n, logIndex: 0, revokedAt: TIP_AT, txHash: txHash(3) },
        },
      ]),
    )
    await expect(api.caller.directory.publish({ bundle: bundleOf(nameOf(60)) })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('never changes what was published, not even by hand', async () => {
    await expect(api.context.pool.query('UPDATE key_bundle SET name = name')).rejects.toThrow('append-only')
    await expect(api.context.pool.query('DELETE FROM key_bundle')).rejects.toThrow('append-only')
  })
})
