import { beforeEach, expect, test } from 'vitest'
import { createFaucetLimits, FAUCET_COOLDOWN_SECONDS } from './create-faucet-limits.ts'

let now = 0
let given = 0
beforeEach(() => {
  now = 1_000_000
  given = 0
})
const give = async () => ++given
const address = (index: number) => `0x${index.toString(16).padStart(40, '0')}` as const

test('two requests at once for one address give once', async () => {
  const limits = createFaucetLimits<number>(() => now)
  const answers = await Promise.allSettled([
    limits.once(address(1), 'a', give),
    limits.once(address(1), 'b', give),
  ])
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(given).toBe(1)
})

test('the same request again gets the same answer, and nothing is given twice', async () => {
  const limits = createFaucetLimits<number>(() => now)
  const answers = await Promise.all([limits.once(address(1), 'a', give), limits.once(address(1), 'a', give)])
  expect(answers).toEqual([1, 1])
  await expect(limits.once(address(2), 'a', give)).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('an address may come again after its rest', async () => {
  const limits = createFaucetLimits<number>(() => now)
  await limits.once(address(1), 'a', give)
  now += FAUCET_COOLDOWN_SECONDS * 1000 - 1
  await expect(limits.once(address(1), 'b', give)).rejects.toMatchObject({
    code: 'FAUCET_LIMIT',
    retryable: true,
  })
  now += 1
  await expect(limits.once(address(1), 'c', give)).resolves.toBe(2)
})

test('fresh addresses do not get round the limit of all', async () => {
  const limits = createFaucetLimits<number>(() => now)
  const answers = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) => limits.once(address(index), `key ${index}`, give)),
  )
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(30)
  expect(given).toBe(30)
})

test('a gift that failed may be asked for again at once', async () => {
  const limits = createFaucetLimits<number>(() => now)
  const fail = async (): Promise<number> => {
    throw new Error('no chain')
  }
  await expect(limits.once(address(1), 'a', fail)).rejects.toThrow('no chain')
  await expect(limits.once(address(1), 'a', give)).resolves.toBe(1)
})
