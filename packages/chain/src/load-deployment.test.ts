import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deploymentFileOf, loadDeployment } from './load-deployment.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'network3-deployment-'))
})
afterAll(() => rm(folder, { recursive: true }))

const address = (digit: string) => `0x${digit.repeat(40)}`
const record = {
  chainId: 31337,
  deploymentBlock: 3,
  genesisHash: `0x${'ab'.repeat(32)}`,
  contracts: {
    accessManager: address('1'),
    n3Token: address('2'),
    nodeRegistry: address('3'),
    staking: address('4'),
    rewards: address('5'),
    edgeDevice: address('6'),
    deviceSale: address('7'),
    leaseMarket: address('8'),
    keyDirectory: address('9'),
  },
  profile: 'local',
}

async function fileWith(text: string): Promise<string> {
  const file = join(folder, 'deployment.json')
  await writeFile(file, text)
  return file
}

test('the record of the asked chain is loaded', async () => {
  const file = await fileWith(JSON.stringify(record))
  expect(await loadDeployment({ chainId: 31337, file })).toMatchObject({ deploymentBlock: 3 })
})

test('a missing record says how to make one', async () => {
  const file = join(folder, 'absent.json')
  await expect(loadDeployment({ chainId: 31337, file })).rejects.toMatchObject({
    code: 'DEPLOYMENT_MISSING',
    message: expect.stringContaining('npm run deploy'),
  })
})

test('a record of another chain is refused', async () => {
  const file = await fileWith(JSON.stringify(record))
  await expect(loadDeployment({ chainId: 10, file })).rejects.toMatchObject({ code: 'DEPLOYMENT_MISMATCH' })
})

test.each(['', '{', '{}', '[]'])('%j is no record', async (text) => {
  const file = await fileWith(text)
  await expect(loadDeployment({ chainId: 31337, file })).rejects.toMatchObject({ code: 'DEPLOYMENT_INVALID' })
})

test('the default place is named after the chain', () => {
  expect(deploymentFileOf(10)).toMatch(/packages\/chain\/deployments\/10\.json$/)
})
