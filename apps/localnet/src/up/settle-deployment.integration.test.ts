import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contractNames } from '@network3/chain/deployment'
import { startAnvil } from '@network3/local-servers/start-anvil'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { layOutData } from '../data/data-layout.ts'
import { readEnv } from '../env.ts'
import { checkGivenServers } from './check-given-servers.ts'
import { settleDeployment } from './settle-deployment.ts'

let folder: string
let chain: Awaited<ReturnType<typeof startAnvil>>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'network3-deployment-'))
  chain = await startAnvil({ logFile: join(folder, 'log') })
})
afterEach(async () => {
  await chain.stop()
  rmSync(folder, { recursive: true, force: true })
})

function settle(chainId = 31337, env: Record<string, string> = {}) {
  const context = { env: readEnv(env), layout: layOutData(folder), root: folder }
  return settleDeployment(context, { rpcUrl: chain.rpcUrl, chainId })
}

test('contracts are deployed once, and found again', async () => {
  const first = await settle()
  expect(first).toMatchObject({ deployed: true, file: join(folder, 'deployment.json') })
  expect(await settle()).toEqual({ ...first, deployed: false })
})

test('a local chain that was begun anew gets its contracts anew', async () => {
  const first = await settle()
  const record = JSON.parse(readFileSync(first.file, 'utf8'))
  writeFileSync(first.file, JSON.stringify({ ...record, genesisHash: `0x${'12'.repeat(32)}` }))
  const second = await settle()
  expect(second.deployed).toBe(true)
  expect(second.deployment.genesisHash).toBe(record.genesisHash)
})

test('the record of an earlier version is refused with what to do', async () => {
  const { file } = await settle()
  const { contracts, ...record } = JSON.parse(readFileSync(file, 'utf8'))
  const { keyDirectory, ...earlier } = contracts
  writeFileSync(file, JSON.stringify({ ...record, contracts: earlier }))
  await expect(settle()).rejects.toThrow(/names other contracts than this version has.*--reset/)
  expect(keyDirectory).toBeDefined()
})

test('a chain with another id than the caller says is refused with a sentence', async () => {
  const env = readEnv({ RPC_URL: chain.rpcUrl, CHAIN_ID: '10' })
  await expect(checkGivenServers(env)).rejects.toThrow(/is chain 31337, but CHAIN_ID says 10/)
})

test('a database that cannot be used is refused with a sentence', async () => {
  const env = readEnv({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  await expect(checkGivenServers(env)).rejects.toThrow(/No database can be used at DATABASE_URL/)
})

test('on a chain that is not local, nothing is ever deployed', async () => {
  await chain.stop()
  chain = await startAnvil({ chainId: 4242, logFile: join(folder, 'log') })
  await expect(settle(4242)).rejects.toThrow(/No deployment record/)
  const address = `0x${'00'.repeat(19)}aa`
  const contracts = Object.fromEntries(contractNames.map((name) => [name, address]))
  const file = join(folder, 'given.json')
  const genesisHash = `0x${'12'.repeat(32)}`
  writeFileSync(
    file,
    JSON.stringify({ chainId: 4242, deploymentBlock: 0, genesisHash, contracts, profile: 'production' }),
  )
  await expect(settle(4242, { DEPLOYMENT_FILE: file })).rejects.toThrow(/does not have the contracts/)
})
