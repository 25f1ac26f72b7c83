import { nodeIdOf, recoverSigner } from '@network3/protocol/node/node-signature'
import { uptimeText } from '@network3/protocol/node/signed-texts'
import { expect, test } from 'vitest'
import { signUptime } from './sign-uptime.ts'

const privateKey = `0x${'17'.repeat(32)}` as const
const key = { privateKey, node: nodeIdOf(privateKey) }
const nonce = `0x${'ab'.repeat(32)}` as const
const network = { chainId: 31337, epochs: { genesisAt: 1_000_000, lengthSeconds: 86_400 } }
const at = (epoch: number, slot: number) => 1_000_000 + ((epoch - 1) * 24 + slot) * 3_600_000 + 60_000

test('answers for the slot of now, and a neighbouring one, signed for this chain and node', () => {
  const answer = signUptime(key, network, { epoch: 3, slot: 5, nonce }, at(3, 5))
  if (answer === undefined) throw new Error('it is of now')
  const text = uptimeText({ chainId: 31337, node: key.node, epoch: 3, slot: 5, nonce })
  expect(recoverSigner(text, answer.signature)).toBe(key.node)
  expect(signUptime(key, network, { epoch: 3, slot: 23, nonce }, at(4, 0))).toBeDefined()
})

test('signs nothing in advance or in arrears', () => {
  for (const [epoch, slot] of [
    [3, 9],
    [3, 1],
    [4, 5],
    [2, 5],
  ] as const)
    expect(signUptime(key, network, { epoch, slot, nonce }, at(3, 5))).toBeUndefined()
})
