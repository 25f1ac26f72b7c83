import { readFileSync } from 'node:fs'
import { type Address, encodeAbiParameters, hashDomain, hashTypedData, keccak256, toBytes, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import {
  epochRootTypedData,
  nodeRegistryDomain,
  registrationTypedData,
  rewardsDomain,
  transferTypedData,
} from './typed-data.ts'

const contract: Address = '0x1746C91f7D3eeF77FF4c9bEf9DEfe4AF0A1970Fc'
const node = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const registration = {
  operator: contract,
  node: node.address,
  capabilities: 3,
  country: toHex('DE'),
  specHash: keccak256('0x'),
  nonce: 0n,
  deadline: 1_900_000_000n,
}
const epochRoot = {
  epoch: 7n,
  root: keccak256('0x01'),
  cumulativeTotal: 10n ** 24n,
  dataHash: keccak256('0x02'),
  vetoCount: 1n,
}

/** Type strings as the contracts hash them, read from their source: the two sides cannot drift unseen. */
function typeStringsOf(file: string): string[] {
  const source = readFileSync(new URL(`../../../contracts/src/${file}`, import.meta.url), 'utf8')
  return [...source.matchAll(/"([A-Z][A-Za-z]+\((?:[a-z0-9]+ [A-Za-z]+,?)+\))"/g)].map(
    ([, text]) => text ?? '',
  )
}

function encodedType(primaryType: string, fields: readonly { name: string; type: string }[]): string {
  return `${primaryType}(${fields.map(({ name, type }) => `${type} ${name}`).join(',')})`
}

test('what a node signs is what NodeRegistry checks', () => {
  const { types } = registrationTypedData(31337, contract, registration)
  const transfer = transferTypedData(31337, contract, {
    node: contract,
    to: contract,
    nonce: 0n,
    deadline: 0n,
  })
  expect(typeStringsOf('NodeRegistry.sol')).toEqual([
    encodedType('Registration', types.Registration),
    encodedType('Transfer', transfer.types.Transfer),
  ])
})

test('what an attestor signs is what Rewards checks', () => {
  const { types } = epochRootTypedData(31337, contract, epochRoot)
  expect(typeStringsOf('RewardsState.sol')).toEqual([encodedType('EpochRoot', types.EpochRoot)])
})

test('the digest equals the one the contract computes: 0x1901, domain, struct', () => {
  const typeHash = keccak256(
    toBytes(
      'EpochRoot(uint64 epoch,bytes32 root,uint256 cumulativeTotal,bytes32 dataHash,uint256 vetoCount)',
    ),
  )
  const structHash = keccak256(
    encodeAbiParameters(
      [
        { type: 'bytes32' },
        { type: 'uint64' },
        { type: 'bytes32' },
        { type: 'uint256' },
        { type: 'bytes32' },
        { type: 'uint256' },
      ],
      [
        typeHash,
        epochRoot.epoch,
        epochRoot.root,
        epochRoot.cumulativeTotal,
        epochRoot.dataHash,
        epochRoot.vetoCount,
      ],
    ),
  )
  const domain = hashDomain({
    domain: { ...rewardsDomain(31337, contract), chainId: 31337n },
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
    },
  })
  expect(hashTypedData(epochRootTypedData(31337, contract, epochRoot))).toBe(
    keccak256(`0x1901${domain.slice(2)}${structHash.slice(2)}`),
  )
})

test('a signature for one chain or contract is another on the next', async () => {
  const here = await node.signTypedData(registrationTypedData(31337, contract, registration))
  const elsewhere = await node.signTypedData(registrationTypedData(10, contract, registration))
  const other = await node.signTypedData(registrationTypedData(31337, node.address, registration))
  expect(new Set([here, elsewhere, other]).size).toBe(3)
})

test('the two contracts never share a domain', () => {
  expect(nodeRegistryDomain(1, contract).name).not.toBe(rewardsDomain(1, contract).name)
})
