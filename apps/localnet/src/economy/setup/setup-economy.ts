import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { stakingAbi } from '@network3/chain/abi/staking'
import { localRichAccount } from '@network3/chain/local-economy'
import { lowerAddress } from '@network3/core/address'
import { ONE_N3 } from '@network3/core/units'
import type { Address, LocalAccount } from 'viem'
import type { ChainBook } from '../book/chain-book.ts'
import { followEconomy } from '../book/chain-book.ts'
import { callStaking, payEther, payN3, registerNode, stakeN3 } from '../chain/calls.ts'
import type { EconomyChain } from '../chain/economy-chain.ts'
import { type Call, sendAcceptedCalls, waitUntilMined } from '../chain/send-calls.ts'
import type { EconomyPlan, PlannedOperator } from './plan-economy.ts'
import { setupStore } from './setup-store.ts'

/** Pays for tens of thousands of transactions of a local chain. */
const ETHER_PER_WALLET = 5n * 10n ** 18n
/** N3 beyond the planned stakes, to act with later. */
const RESERVE_WEI = 40_000n * ONE_N3

export type SetupResult = { payments: number; actions: number }

/**
 * Brings the planned economy onto the chain: pays its wallets, then stakes, registers and sets commissions, many
 * transactions per block. What is there already is left as it is, read from the chain alone: called again, also
 * after a kill in the middle, it does what is missing. @throws AppError TX_NOT_MINED, TX_REVERTED.
 */
export async function setupEconomy(chain: EconomyChain, plan: EconomyPlan): Promise<SetupResult> {
  const treasury = localRichAccount('treasury')
  const wallets = [...plan.operators, ...plan.delegators]
  await waitUntilMined(chain, [treasury.address, ...wallets.map(({ address }) => address)])
  const head = await chain.client.getBlockNumber()
  const book = await followEconomy(chain).bookAt(head)

  const payments = await planPayments(chain, plan, book, treasury)
  await sendAcceptedCalls(chain, payments)
  const actions = [...(await planOperatorCalls(chain, plan, book)), ...planDelegatorCalls(chain, plan, book)]
  await sendAcceptedCalls(chain, actions)
  const orders = await setupStore(chain, plan)
  return { payments: payments.length, actions: actions.length + orders }
}

async function planPayments(
  chain: EconomyChain,
  plan: EconomyPlan,
  book: ChainBook,
  treasury: LocalAccount,
): Promise<Call[]> {
  const needs = [
    ...plan.operators.map(({ address, selfStakeWei }) => ({
      address,
      stakes: [{ operator: address, assetsWei: selfStakeWei }],
    })),
    ...plan.delegators,
  ]
  const calls = await Promise.all(
    needs.map(async ({ address, stakes }) => {
      const missing = stakes.filter(({ operator }) => !book.everStaked.has(`${operator}/${address}`))
      const missingWei = missing.reduce((sum, { assetsWei }) => sum + assetsWei, 0n)
      const { ether, n3 } = await balancesOf(chain, address)
      // Whoever has staked everything was paid before, and has been acting with it since.
      const wantedWei = missingWei === 0n ? 0n : missingWei + RESERVE_WEI
      return [
        ...(ether < ETHER_PER_WALLET / 5n ? [payEther(treasury, address, ETHER_PER_WALLET - ether)] : []),
        ...(n3 < wantedWei ? [payN3(chain.deployment, treasury, address, wantedWei - n3)] : []),
      ]
    }),
  )
  return calls.flat()
}

async function planOperatorCalls(chain: EconomyChain, plan: EconomyPlan, book: ChainBook): Promise<Call[]> {
  const calls = await Promise.all(
    plan.operators.map(async (operator) => {
      const { account, address, selfStakeWei } = operator
      const unregistered = operator.nodes.filter(
        (node) => !book.nodes.has(lowerAddress(node.account.address)),
      )
      return [
        ...(book.everStaked.has(`${address}/${address}`)
          ? []
          : [stakeN3(chain.deployment, account, address, selfStakeWei)]),
        ...(await Promise.all(
          unregistered.map((node) => registerNode(chain.deployment, account, node.account, node.details)),
        )),
        ...(await planCommission(chain, operator)),
      ]
    }),
  )
  return calls.flat()
}

async function planCommission(chain: EconomyChain, operator: PlannedOperator): Promise<Call[]> {
  if (operator.commissionBps === 0) return []
  const { commissionBps, pendingCommissionAt } = await chain.client.readContract({
    address: chain.deployment.contracts.staking,
    abi: stakingAbi,
    functionName: 'poolOf',
    args: [operator.address],
  })
  if (commissionBps !== 0 || pendingCommissionAt !== 0n) return []
  const action = { functionName: 'setCommission', args: [operator.commissionBps] } as const
  return [callStaking(chain.deployment, operator.account, action)]
}

function planDelegatorCalls(chain: EconomyChain, plan: EconomyPlan, book: ChainBook): Call[] {
  return plan.delegators.flatMap(({ account, address, stakes }) =>
    stakes
      .filter(({ operator }) => !book.everStaked.has(`${operator}/${address}`))
      .map(({ operator, assetsWei }) => stakeN3(chain.deployment, account, operator, assetsWei)),
  )
}

async function balancesOf({ client, deployment }: EconomyChain, address: Address) {
  const [ether, n3] = await Promise.all([
    client.getBalance({ address }),
    client.readContract({
      address: deployment.contracts.n3Token,
      abi: n3TokenAbi,
      functionName: 'balanceOf',
      args: [address],
    }),
  ])
  return { ether, n3 }
}
