import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { localRichAccount } from '@network3/chain/local-economy'
import {
  type ContractFunctionArgs,
  encodeFunctionData,
  type Hex,
  type LocalAccount,
  stringToHex,
  zeroHash,
} from 'viem'
import type { EconomyChain } from '../economy/chain/economy-chain.ts'
import { type Call, sendAcceptedCalls } from '../economy/chain/send-calls.ts'

type Name = 'announceGeneration' | 'postDirectoryRoot' | 'revoke' | 'stop'

/**
 * Two generations, made up: the first superseded, with roots, a revoked key and a revoked name; the second stopped.
 * The local economy itself announces none, for a generation without its nodes would be a claim that is not true.
 */
export async function playKeys(chain: EconomyChain, owner: LocalAccount): Promise<void> {
  const { keyDirectory } = chain.deployment.contracts
  const call = <name extends Name>(
    account: LocalAccount,
    functionName: name,
    args: ContractFunctionArgs<typeof keyDirectoryAbi, 'nonpayable', name>,
  ): Call => {
    const request = { abi: keyDirectoryAbi, functionName, args } as Parameters<typeof encodeFunctionData>[0]
    return { account, to: keyDirectory, data: encodeFunctionData(request), gas: 600_000n }
  }
  const admin = localRichAccount('deployer')
  const hash = (byte: string): Hex => `0x${byte.repeat(32)}`
  const members = ['01', '02', '03', '04'].map(hash)
  const { timestamp } = await chain.client.getBlock()
  const today = timestamp / 86_400n
  const name = stringToHex(`did:n3:${owner.address.toLowerCase()}#laptop`)
  for (const each of [
    call(admin, 'announceGeneration', [hash('a1'), 3, members]),
    call(localRichAccount('directory'), 'postDirectoryRoot', [1, today - 1n, hash('d1'), 4n]),
    call(localRichAccount('directory'), 'postDirectoryRoot', [1, today, hash('d2'), 9n]),
    call(owner, 'revoke', [1, name, hash('bb')]),
    call(owner, 'revoke', [1, name, zeroHash]),
    call(admin, 'announceGeneration', [hash('a2'), 3, members.toReversed()]),
    call(localRichAccount('guardian'), 'stop', [2]),
  ]) {
    await sendAcceptedCalls(chain, [each])
  }
}
