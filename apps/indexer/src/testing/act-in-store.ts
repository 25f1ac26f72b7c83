import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { localDevice, showActivationCode } from '@network3/chain/local-device'
import type { Actor } from '@network3/testing/actors'
import { encodeAbiParameters, parseEther } from 'viem'
import type { Random } from './random.ts'
import type { TestChain } from './test-chain.ts'

const PRICE = parseEther('3')

/** Something somebody might do at the store, through the contracts' own doors. Throws where they refuse it. */
export async function actInStore(chain: TestChain, random: Random): Promise<unknown> {
  const { deployment, fulfiller, merchant } = chain
  const { contracts } = deployment
  const sale = { address: contracts.deviceSale, abi: deviceSaleAbi } as const
  const token = { address: contracts.edgeDevice, abi: edgeDeviceAbi } as const
  const by = (actor: Actor) => ({ account: actor.account, chain: actor.chain })
  const [somebody, other] = [chain.actor(random.below(4)), chain.actor(random.below(4))]

  if ((await merchant.readContract({ ...sale, functionName: 'batchCount' })) === 0) {
    const { timestamp } = await merchant.getBlock()
    return chain.send(merchant, {
      ...{ ...by(merchant), ...sale, functionName: 'createBatch' },
      args: [PRICE, 1_000, 1_000, timestamp, timestamp + 10_000_000n],
    })
  }
  const count = await merchant.readContract({ ...token, functionName: 'deviceCount' })
  if (count === 0n || random.below(3) === 0) {
    const quantity = 1 + random.below(3)
    const order = encodeAbiParameters(
      [{ type: 'uint32' }, { type: 'uint32' }, { type: 'uint256' }],
      [1, quantity, PRICE],
    )
    return chain.send(somebody, {
      ...{ ...by(somebody), address: contracts.n3Token, abi: n3TokenAbi, functionName: 'transferAndCall' },
      args: [contracts.deviceSale, PRICE * BigInt(quantity), order],
    })
  }
  const tokenId = 1n + BigInt(random.below(Number(count)))
  const holder = await merchant.readContract({ ...token, functionName: 'ownerOf', args: [tokenId] })
  const owner = chain.actors.find(({ account }) => account.address === holder) ?? somebody
  switch (random.below(5)) {
    case 0:
      return chain.send(owner, { ...by(owner), ...sale, functionName: 'refund', args: [tokenId] })
    case 1:
      return chain.send(owner, {
        ...{ ...by(owner), ...token, functionName: 'transferFrom' },
        args: [owner.account.address, other.account.address, tokenId],
      })
    case 2: {
      const nonce = await merchant.readContract({ ...token, functionName: 'nonces', args: [tokenId] })
      const { node, salt, details, deviceSignature, nodeSignature } = await showActivationCode({
        ...{ deployment, tokenId, owner: owner.account.address, nonce },
        details: {
          ...{ capabilities: 3, country: '0x4445', specHash: `0x${'11'.repeat(32)}`, deadline: 2n ** 48n },
        },
      })
      return chain.send(owner, {
        ...{ ...by(owner), ...token, functionName: 'activate' },
        args: [tokenId, node, salt, details, deviceSignature, nodeSignature],
      })
    }
    default:
      return chain.send(fulfiller, {
        ...{ ...by(fulfiller), ...sale, functionName: 'ship' },
        args: [tokenId, localDevice(tokenId).keyCommitment],
      })
  }
}
