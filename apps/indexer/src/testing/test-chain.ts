import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { stakingAbi } from '@network3/chain/abi/staking'
import { localAccount } from '@network3/chain/local-economy'
import { registrationTypedData } from '@network3/chain/typed-data'
import { type Actor, createActors } from '@network3/testing/actors'
import { startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { createTestClient, type Hex, http, parseEther, stringToHex } from 'viem'

export type TestChain = Awaited<ReturnType<typeof startTestChain>>

/** Actors 10 and up have no role of the local profile. */
const FIRST_ACTOR = 10

type TestChainOptions = {
  actorCount?: number
  slotsInEpoch?: number
  /**
   * Newest states that stay in memory, and older ones are gone. Without it anvil moves all but the last ten to disk once
   * there were a thousand, and a reorg down to one of those loses the code of every contract.
   */
  keptStates?: number
}

/**
 * A real chain with the real contracts, on which each transaction makes a block, and funded wallets to act with.
 * `safe` is 2 and `finalized` 4 blocks behind the head unless told otherwise.
 */
export async function startTestChain({
  actorCount = 4,
  slotsInEpoch = 2,
  keptStates,
}: TestChainOptions = {}) {
  const extraArguments = keptStates === undefined ? [] : ['--prune-history', String(keptStates)]
  const anvil = await startAnvil({ slotsInEpoch, extraArguments })
  const deployment = await deployTestContracts(anvil.rpcUrl)
  const all = await createActors(anvil.rpcUrl, FIRST_ACTOR + actorCount)
  const actors = all.slice(FIRST_ACTOR)
  const treasury = at(all, 1)
  const control = createTestClient({ mode: 'anvil', chain: treasury.chain, transport: http(anvil.rpcUrl) })
  const { contracts } = deployment

  const send = async (actor: Actor, request: Parameters<Actor['writeContract']>[0]) => {
    const hash = await actor.writeContract(request)
    const receipt = await actor.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`${request.functionName} was reverted.`)
    return receipt
  }
  for (const actor of actors) {
    await send(treasury, {
      ...{ account: treasury.account, chain: treasury.chain, address: contracts.n3Token, abi: n3TokenAbi },
      ...{ functionName: 'transfer', args: [actor.account.address, parseEther('100000')] },
    })
    await send(actor, {
      ...{ account: actor.account, chain: actor.chain, address: contracts.n3Token, abi: n3TokenAbi },
      ...{ functionName: 'approve', args: [contracts.staking, 2n ** 256n - 1n] },
    })
  }

  const stakingCall = (actor: Actor) => ({
    ...{ account: actor.account, chain: actor.chain, address: contracts.staking, abi: stakingAbi },
  })
  return {
    anvil,
    deployment,
    actors,
    control,
    actor: (index: number) => at(actors, index),
    /** Roles of the local profile, by the accounts of local-economy.ts. */
    admin: at(all, 0),
    publisher: at(all, 9),
    fulfiller: at(all, 7),
    merchant: at(all, 8),
    send,
    stake: (from: Actor, operator: Actor, amountWei: bigint) =>
      send(from, {
        ...stakingCall(from),
        functionName: 'stake',
        args: [operator.account.address, amountWei],
      }),
    requestUnstake: (from: Actor, operator: Actor, shares: bigint) =>
      send(from, {
        ...stakingCall(from),
        functionName: 'requestUnstake',
        args: [operator.account.address, shares],
      }),
    cancelUnstake: (from: Actor, requestId: bigint) =>
      send(from, { ...stakingCall(from), functionName: 'cancelUnstake', args: [requestId] }),
    setCommission: (from: Actor, bps: number) =>
      send(from, { ...stakingCall(from), functionName: 'setCommission', args: [bps] }),
    transfer: (from: Actor, to: Actor, amountWei: bigint) =>
      send(from, {
        ...{ account: from.account, chain: from.chain, address: contracts.n3Token, abi: n3TokenAbi },
        ...{ functionName: 'transfer', args: [to.account.address, amountWei] },
      }),
    registerNode: async (operator: Actor, nodeIndex: number, specHash: Hex = `0x${'11'.repeat(32)}`) => {
      const node = localAccount('node', nodeIndex)
      const message = {
        ...{ operator: operator.account.address, node: node.address, capabilities: 3 },
        ...{ country: stringToHex('DE'), specHash, nonce: 0n, deadline: 2n ** 48n },
      }
      const signature = await node.signTypedData(
        registrationTypedData(deployment.chainId, contracts.nodeRegistry, message),
      )
      return send(operator, {
        ...{
          account: operator.account,
          chain: operator.chain,
          address: contracts.nodeRegistry,
          abi: nodeRegistryAbi,
        },
        functionName: 'register',
        args: [node.address, 3, message.country, specHash, message.deadline, signature],
      })
    },
    /** Replaces the last `depth` blocks by as many empty ones. */
    reorg: (depth: number) => control.request({ method: 'anvil_reorg', params: [depth, []] } as never),
    /** Remembers the chain as it is; the function given back sets it back to that. */
    remember: async () => {
      const id = await control.snapshot()
      return () => control.revert({ id })
    },
    stop: () => anvil.stop(),
  }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new Error(`There is no item ${index}.`)
  return item
}
