import { readdirSync, readFileSync } from 'node:fs'
import { contractNames, type Deployment } from '@network3/chain/deployment'
import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { accessRules } from './access-rules.ts'
import { withoutComments } from './proofs/without-comments.ts'

const src = new URL('../src/', import.meta.url)
const contracts = Object.fromEntries(
  contractNames.map((name, index) => [name, `${zeroAddress.slice(0, -1)}${index}`]),
) as Deployment['contracts']

/** Functions of src/*.sol whose head has one of these modifiers, as `Contract.function`. */
function functionsWith(modifier: string): string[] {
  const found: string[] = []
  for (const file of readdirSync(src).filter((name) => name.endsWith('.sol'))) {
    const source = withoutComments(readFileSync(new URL(file, src), 'utf8'))
    for (const [head = '', name = ''] of source.matchAll(/function (\w+)\([^{;]*\{/g)) {
      if (new RegExp(`\\b${modifier}\\b`).test(head)) found.push(`${file.replace('.sol', '')}.${name}`)
    }
  }
  return found.sort()
}

const ruled = accessRules(contracts).flatMap(({ target, role, functions }) => {
  const key = contractNames.find((name) => contracts[name] === target) ?? ''
  const contract = `${key.charAt(0).toUpperCase()}${key.slice(1)}`
  return functions.map(({ name }) => ({ name: `${contract}.${name}`, role }))
})

test('every restricted function of every contract has exactly one rule', () => {
  // The token asks the AccessManager about its bridge from within OpenZeppelin's own functions.
  const bridge = ['N3Token.crosschainBurn', 'N3Token.crosschainMint']
  const names = ruled.map(({ name }) => name).sort()
  expect(names).toEqual([...functionsWith('restricted'), ...bridge].sort())
})

test('the guardian can pause, veto and stop, and nothing else', () => {
  const guardians = ruled.filter(({ role }) => role === 'guardian').map(({ name }) => name)
  expect(guardians.sort()).toEqual([
    'DeviceSale.pause',
    'KeyDirectory.stop',
    'LeaseMarket.pause',
    'Rewards.veto',
    'Staking.pause',
  ])
})

test('a pause stops what brings money in, and nothing that lets it out', () => {
  // DeviceSale asks for its batch's status instead, which is Paused then.
  expect(functionsWith('whenNotPaused')).toEqual([
    'LeaseMarket.onTransferReceived',
    'LeaseMarket.open',
    'LeaseMarket.openMany',
    'LeaseMarket.openWithAuthorization',
    'LeaseMarket.openWithPermit',
    'Staking.onTransferReceived',
    'Staking.stake',
    'Staking.stakeWithPermit',
  ])
})

test('the role matrix of the forge tests has the same rules', () => {
  const support = readFileSync(new URL('../test/support/WholeNetworkTest.sol', import.meta.url), 'utf8')
  const variables: Record<string, string> = {
    ...{ N3Token: 'token', Staking: 'staking', Rewards: 'rewards', EdgeDevice: 'edgeDevice' },
    ...{ DeviceSale: 'sale', LeaseMarket: 'market', KeyDirectory: 'directory' },
  }
  const constants = {
    ...{ admin: 'ADMIN', court: 'COURT_ROLE', guardian: 'GUARDIAN_ROLE' },
    ...{ bridge: 'BRIDGE_ROLE', fulfiller: 'FULFILLER', merchant: 'MERCHANT', directory: 'DIRECTORY' },
    deviceSale: 'DEVICE_SALE',
  } as const
  const inSolidity = [...support.matchAll(/_rule\(address\((\w+)\), (\w+)\.(\w+)\.selector, (\w+)\);/g)]
  expect(
    inSolidity.map(([, target, contract, name, role]) => [target, contract, name, role].join()).sort(),
  ).toEqual(
    ruled
      .map(({ name, role }) => {
        const [contract = '', method = ''] = name.split('.')
        const variable = variables[contract] ?? ''
        return [variable, variable, method, constants[role]].join()
      })
      .sort(),
  )
})
