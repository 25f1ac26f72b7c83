import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { seedLeases } from '../../testing/seed-leases.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

describe('keys', () => {
  test('getGeneration says that there is none before the first', async () => {
    expect((await api.caller.keys.getGeneration({})).generation).toBeNull()
    await expect(api.caller.keys.getGeneration({ generation: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await seedLeases(api.writer)
  })

  test('getGeneration gives the newest, or the one asked for with why it ended', async () => {
    const newest = (await api.caller.keys.getGeneration({})).generation
    expect(newest).toMatchObject({
      number: 2,
      status: 'active',
      threshold: 3,
      endedAt: null,
      proofHash: null,
    })
    expect(newest?.members).toHaveLength(4)
    const stopped = (await api.caller.keys.getGeneration({ generation: 1 })).generation
    expect(stopped).toMatchObject({ status: 'stopped', stopReason: 'fraud-proven' })
    expect(stopped?.proofHash).toBe(`0x${'ff'.repeat(32)}`)
  })

  test('findRevocations tells whole names from single keys, newest first, page by page', async () => {
    const first = await api.caller.keys.findRevocations({ generation: 2, limit: 1 })
    expect(first.items).toMatchObject([{ userPoint: `0x${'bb'.repeat(32)}`, epoch: '20501' }])
    const cursor = first.nextCursor ?? ''
    const second = await api.caller.keys.findRevocations({ generation: 2, limit: 1, cursor })
    expect(second.items).toMatchObject([{ userPoint: null, epoch: '20500' }])
    expect(second.nextCursor).toBeNull()
    expect((await api.caller.keys.findRevocations({ generation: 1 })).items).toEqual([])
  })

  test('findRevocations finds those of one name', async () => {
    const nameHash = `0x${'0A'.repeat(32)}`
    const { items } = await api.caller.keys.findRevocations({ generation: 2, nameHash })
    expect(items.map(({ nameHash: found }) => found)).toEqual([nameHash.toLowerCase()])
    const wrong = api.caller.keys.findRevocations({ generation: 2, nameHash: '0x12' })
    await expect(wrong).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('findRoots gives the newest day first, page by page', async () => {
    const first = await api.caller.keys.findRoots({ generation: 2, limit: 2 })
    expect(first.items.map(({ epoch, bundles }) => [epoch, bundles])).toEqual([
      ['20502', '20'],
      ['20501', '10'],
    ])
    const cursor = first.nextCursor ?? ''
    const rest = await api.caller.keys.findRoots({ generation: 2, limit: 2, cursor })
    expect(rest).toMatchObject({ items: [{ epoch: '20500' }], nextCursor: null })
  })
})
