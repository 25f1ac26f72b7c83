import { accessManagerAbi } from '@network3/chain/abi/access-manager'
import { contractNames, type Deployment, deploymentSchema } from '@network3/chain/deployment'
import { localAttestors, localRichAccount } from '@network3/chain/local-economy'
import { accessRules, roles } from '@network3/contracts/access-rules'
import { type DeployOptions, deployContracts } from '@network3/contracts/deploy-contracts'
import { readDeployParameters } from '@network3/contracts/deploy-parameters'
import { connectDeployer } from '@network3/contracts/deployer'
import { expectedParameters, verifyParameters } from '@network3/contracts/verify-parameters'
import {
  type Address,
  bytesToHex,
  createTestClient,
  encodeFunctionData,
  type Hex,
  http,
  publicActions,
  toFunctionSelector,
} from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AnvilServer, startAnvil } from '../anvil.ts'
import { type WatchedNode, watchNode } from './watch-node.ts'

let anvil: AnvilServer
let node: WatchedNode
let snapshot: Hex

beforeAll(async () => {
  anvil = await startAnvil()
})
afterAll(() => anvil.stop())
beforeEach(async () => {
  node = await watchNode(anvil.rpcUrl)
  snapshot = await chain().snapshot()
})
afterEach(async () => {
  await node.close()
  await chain().revert({ id: snapshot })
})

const chain = () => createTestClient({ mode: 'anvil', transport: http(anvil.rpcUrl) }).extend(publicActions)
const address = (role: Parameters<typeof localRichAccount>[0]): Address => localRichAccount(role).address
const privateKey = bytesToHex(localRichAccount('deployer').getHdKey().privateKey ?? new Uint8Array(32))

/** Every role with another account than the deployer, as on a real network. */
function optionsOf(profile: Deployment['profile'], rpcUrl = node.url): DeployOptions {
  return {
    ...{ rpcUrl, chainId: 31337, privateKey, profile },
    attestors: [
      ...localAttestors().map((account) => account.address),
      address('demo'),
      address('faucet'),
    ].slice(...(profile === 'production' ? [0, 5] : [0, 3])),
    recipients: [{ address: address('treasury'), amountWei: 600_000_000n * 10n ** 18n }],
    treasury: address('treasury'),
    roles: {
      ...{ admin: address('publisher'), court: address('court'), guardian: address('guardian') },
      ...{ fulfiller: address('fulfiller'), merchant: address('merchant'), directory: address('directory') },
    },
  }
}

async function holds({ contracts }: Deployment, role: keyof typeof roles, account: Address) {
  const [isMember, delaySeconds] = await chain().readContract({
    address: contracts.accessManager,
    abi: accessManagerAbi,
    functionName: 'hasRole',
    args: [roles[role], account],
  })
  return isMember ? delaySeconds : undefined
}

test('a fresh chain gets nine contracts, and a record that names them', async () => {
  const deployment = await deployContracts(optionsOf('local'))
  expect(deploymentSchema.parse(deployment)).toEqual(deployment)
  expect(Object.keys(deployment.contracts).sort()).toEqual([...contractNames].sort())
  for (const contract of Object.values(deployment.contracts)) {
    expect(await chain().getCode({ address: contract }), contract).toBeDefined()
  }
})

test('deploying again sends no transaction and gives the same record', async () => {
  const first = await deployContracts(optionsOf('local'))
  const sent = node.sent()
  const head = await chain().getBlockNumber()
  expect(await deployContracts(optionsOf('local'))).toEqual(first)
  expect(node.sent()).toBe(sent)
  expect(await chain().getBlockNumber()).toBe(head)
})

test('a deployment cut off anywhere is completed by the next', async () => {
  const whole = await deployContracts(optionsOf('local'))
  const transactions = node.sent()
  expect(transactions).toBeGreaterThanOrEqual(contractNames.length + 2)
  await chain().revert({ id: snapshot })
  // Before the first, among the contracts, then before the last contract, the link and the roles.
  for (const cut of [0, 4, transactions - 3, transactions - 2, transactions - 1]) {
    snapshot = await chain().snapshot()
    const broken = await watchNode(anvil.rpcUrl)
    broken.breakAfter(cut)
    await expect(deployContracts(optionsOf('local', broken.url))).rejects.toThrow()
    await broken.close()
    const before = node.sent()
    const resumed = await deployContracts(optionsOf('local'))
    expect(resumed.contracts, `cut off after ${cut}`).toEqual(whole.contracts)
    expect(node.sent() - before, `what was missing after ${cut}`).toBe(transactions - cut)
    await chain().revert({ id: snapshot })
  }
  snapshot = await chain().snapshot()
})

test('every parameter and link that is not as the profile says is found, by its name', async () => {
  const options = optionsOf('local')
  const { contracts } = await deployContracts(options)
  const parameters = await readDeployParameters('local')
  const expected = expectedParameters(contracts, options.attestors, address('treasury'), parameters)
  const client = await connectDeployer(options)
  const views = Object.entries(expected).flatMap(([name, values]) =>
    Object.keys(values).map((view) => ({ name: name as keyof typeof expected, view })),
  )
  for (const { name, view } of views) {
    node.falsify({ to: contracts[name], selector: toFunctionSelector(`${view}()`) })
    await expect(verifyParameters(client, contracts, expected), `${name}.${view}`).rejects.toMatchObject({
      code: 'DEPLOYMENT_INVALID',
      message: expect.stringContaining(`${view} of ${name} is `),
    })
  }
  node.falsify(undefined)
  await expect(verifyParameters(client, contracts, expected)).resolves.toBeUndefined()
  expect(views.length).toBeGreaterThanOrEqual(35)
})

test('a role that was changed since is found, where the deployer can no longer mend it', async () => {
  const { contracts } = await deployContracts(optionsOf('local'))
  const admin = address('publisher')
  await chain().impersonateAccount({ address: admin })
  const data = encodeFunctionData({
    abi: accessManagerAbi,
    functionName: 'revokeRole',
    args: [roles.guardian, address('guardian')],
  })
  await chain().request({
    method: 'eth_sendTransaction',
    params: [{ from: admin, to: contracts.accessManager, data }],
  } as never)
  await expect(deployContracts(optionsOf('local'))).rejects.toMatchObject({ code: 'TX_REVERTED' })
})

test.each([
  ['recipients who get less than all', { recipients: [{ address: address('treasury'), amountWei: 1n }] }],
  ['attestors too few for the quorum', { attestors: [address('demo')] }],
  ['an attestor named twice', { attestors: [address('demo'), address('demo'), address('faucet')] }],
])('%s are refused before anything is sent', async (_, change) => {
  await expect(deployContracts({ ...optionsOf('local'), ...change })).rejects.toMatchObject({
    code: 'DEPLOYMENT_INVALID',
  })
  expect(node.sent()).toBe(0)
})

describe('the production profile', () => {
  test('is deployed with its delays, and the deployer keeps no right', async () => {
    const deployment = await deployContracts(optionsOf('production'))
    const { access, staking } = await readDeployParameters('production')
    expect(deployment.profile).toBe('production')
    expect(await holds(deployment, 'admin', address('publisher'))).toBe(access.adminDelaySeconds)
    expect(await holds(deployment, 'court', address('court'))).toBe(staking.courtDelaySeconds)
    expect(await holds(deployment, 'guardian', address('guardian'))).toBe(0)
    expect(access.adminDelaySeconds).toBeGreaterThan(0)
    expect(staking.courtDelaySeconds).toBeGreaterThan(0)
    for (const role of Object.keys(roles) as (keyof typeof roles)[]) {
      expect(await holds(deployment, role, address('deployer')), role).toBeUndefined()
    }
    const sent = node.sent()
    expect(await deployContracts(optionsOf('production'))).toEqual(deployment)
    expect(node.sent()).toBe(sent)
  })

  test('lets holders of a delayed role call nothing at once, and strangers nothing at all', async () => {
    const { contracts } = await deployContracts(optionsOf('production'))
    const holders = {
      ...optionsOf('production').roles,
      rewards: contracts.rewards,
      deviceSale: contracts.deviceSale,
    }
    const canCall = (caller: Address, target: Address, selector: Hex) =>
      chain().readContract({
        address: contracts.accessManager,
        abi: accessManagerAbi,
        functionName: 'canCall',
        args: [caller, target, selector],
      })
    for (const { target, role, functions } of accessRules(contracts)) {
      for (const { name, selector } of functions) {
        expect(await canCall(address('demo'), target, selector), name).toEqual([false, 0])
        const holder = role === 'bridge' ? undefined : holders[role]
        if (holder === undefined) continue
        const [atOnce, delaySeconds] = await canCall(holder, target, selector)
        const mustWait = role === 'admin' || role === 'court'
        expect(atOnce, name).toBe(!mustWait)
        expect(delaySeconds > 0, name).toBe(mustWait)
      }
    }
  })
})
