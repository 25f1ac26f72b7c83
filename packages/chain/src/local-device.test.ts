import { recoverTypedDataAddress } from 'viem'
import { expect, it } from 'vitest'
import { activationTypedData, keyCommitmentOf } from './device-typed-data.ts'
import { localDevice, localDeviceNode, showActivationCode } from './local-device.ts'
import { registrationTypedData } from './typed-data.ts'

const address = (digit: string) => `0x${digit.repeat(40)}` as const
const contracts = {
  ...{
    accessManager: address('1'),
    n3Token: address('2'),
    nodeRegistry: address('3'),
    staking: address('4'),
  },
  ...{ rewards: address('5'), edgeDevice: address('6'), deviceSale: address('7') },
  ...{ leaseMarket: address('8'), keyDirectory: address('9') },
}
const details = {
  capabilities: 3,
  country: '0x4445',
  specHash: `0x${'ab'.repeat(32)}`,
  deadline: 1_900_000_000n,
} as const

it('a local device signs for its owner with the key that was committed, and its node for the same owner', async () => {
  const owner = address('a')
  const deployment = { chainId: 31337, contracts }
  const code = await showActivationCode({ deployment, tokenId: 7n, owner, nonce: 2n, details })
  const { node, salt, deviceSignature, nodeSignature } = code
  const deadline = details.deadline
  const device = await recoverTypedDataAddress({
    ...activationTypedData(31337, contracts.edgeDevice, { tokenId: 7n, owner, node, nonce: 2n, deadline }),
    signature: deviceSignature,
  })
  expect(keyCommitmentOf(device, salt)).toBe(localDevice(7n).keyCommitment)
  const registration = { operator: owner, node, nonce: 0n, ...details }
  expect(
    await recoverTypedDataAddress({
      ...registrationTypedData(31337, contracts.nodeRegistry, registration),
      signature: nodeSignature,
    }),
  ).toBe(node)
})

it('every device has a key of its own, and every activation a node of its own', () => {
  const keys = [1n, 2n, 1_000n].map((tokenId) => localDevice(tokenId).key.address)
  const nodes = [localDeviceNode(1n, 0n), localDeviceNode(1n, 1n), localDeviceNode(2n, 0n)]
  expect(new Set([...keys, ...nodes.map((node) => node.address)]).size).toBe(6)
})
