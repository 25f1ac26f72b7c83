import { usageTypedData, voucherTypedData } from '@network3/chain/lease-typed-data'
import { LOCAL_ATTESTOR_QUORUM, localAttestors, localRichAccount } from '@network3/chain/local-economy'
import { leaseCan } from '@network3/core/lease-can'
import type { BookedLease } from '../book/lease-book.ts'
import { callMarket, rulingData, scheduleRuling } from '../chain/lease-calls.ts'
import type { Call } from '../chain/send-calls.ts'
import { fateOf, progressOf, unitsUsed, unitsVouched } from '../leases/lease-fate.ts'
import type { Action, ActionView } from './action.ts'
import { sessionKeyOf } from './lease-actions.ts'

type Step = (view: ActionView, lease: BookedLease, now: Date) => Promise<Call | undefined>

/** Somebody does the next thing that is due on a lease; what has a deadline comes first. */
export const advanceLease: Action = async (view) => {
  const now = new Date(Number(view.now) * 1000)
  const leases = [...view.book.leases.leases.values()].filter((lease) => isOurs(view, lease))
  for (const step of steps) {
    for (const lease of leases) {
      const call = await step(view, lease, now)
      if (call !== undefined) return call
    }
  }
  return undefined
}

/** Only what the local economy's own wallets rented and lent; leases of real users are theirs. */
function isOurs(view: ActionView, { renter, operator }: BookedLease): boolean {
  return view.accountOf(renter) !== undefined && view.accountOf(operator) !== undefined
}

const contest: Step = async (view, lease, now) => {
  const fate = fateOf(lease)
  if (fate !== 'silent-ruled' && fate !== 'silent-missed') return undefined
  const account = view.accountOf(lease.renter)
  if (account === undefined || leaseCan.contestUsage(lease, lease.renter, now) !== true) return undefined
  return callMarket(view.deployment, account, { functionName: 'contestUsage', args: [lease.id] })
}

/** The court gives half of what was claimed; what it will do is scheduled first, as its delay demands. */
const rule: Step = async (view, lease, now) => {
  if (fateOf(lease) !== 'silent-ruled') return undefined
  const units = lease.lodgedUnits / 2n
  if (leaseCan.ruleUsage(lease, units, now) !== true) return undefined
  const court = localRichAccount('court')
  const data = rulingData(lease.id, units)
  const scheduledFor = await view.leaseReads.scheduledFor(court.address, data)
  if (scheduledFor === 0) return scheduleRuling(view.deployment, court, data)
  if (view.now < BigInt(scheduledFor)) return undefined
  return { account: court, to: view.deployment.contracts.leaseMarket, data, gas: 300_000n }
}

const settle: Step = async (view, lease, now) => {
  if (leaseCan.settleUsage(lease, now) !== true) return undefined
  return callMarket(view.deployment, anybody(view), { functionName: 'settleUsage', args: [lease.id] })
}

/** Two of the three attestors sign what was measured, once, when a silent lease is half over. */
const lodge: Step = async (view, lease, now) => {
  const units = unitsUsed(lease, now)
  if (!fateOf(lease).startsWith('silent') || lease.lodgedUnits > 0n || progressOf(lease, now) < 50)
    return undefined
  if (leaseCan.lodgeUsage(lease, units, now) !== true) return undefined
  const { chainId, contracts } = view.deployment
  const usage = usageTypedData(chainId, contracts.leaseMarket, { leaseId: lease.id, cumulativeUnits: units })
  const attestors = localAttestors().slice(0, LOCAL_ATTESTOR_QUORUM)
  const signatures = await Promise.all(attestors.map((attestor) => attestor.signTypedData(usage)))
  const signers = attestors.map(({ address }) => address)
  return callMarket(view.deployment, anybody(view), {
    functionName: 'lodgeUsage',
    args: [lease.id, units, signers, signatures],
  })
}

const close: Step = async (view, lease, now) => {
  const fate = fateOf(lease)
  const isDue = progressOf(lease, now) >= 60
  const closer =
    (fate === 'renter-closes' && isDue) || (fate === 'silent-missed' && lease.claim?.status === 'contested')
      ? lease.renter
      : fate === 'operator-closes' && isDue
        ? lease.operator
        : undefined
  const account = closer === undefined ? undefined : view.accountOf(closer)
  if (closer === undefined || account === undefined || leaseCan.close(lease, closer) !== true)
    return undefined
  return callMarket(view.deployment, account, { functionName: 'close', args: [lease.id] })
}

const finalize: Step = async (view, lease, now) => {
  if (leaseCan.finalize(lease, now, await view.leaseReads.graceSeconds()) !== true) return undefined
  return callMarket(view.deployment, anybody(view), { functionName: 'finalize', args: [lease.id] })
}

/** An operator redeems the newest vouchers of all its leases in one transaction, when there is a fifth more to get. */
const redeem: Step = async (view, { operator }, now) => {
  const account = view.accountOf(operator)
  const vouched = [...view.book.leases.leases.values()].flatMap((lease) => {
    const cumulativeUnits = lease.operator === operator && isOurs(view, lease) ? unitsVouched(lease, now) : 0n
    return leaseCan.redeem(lease, cumulativeUnits) === true ? [{ lease, cumulativeUnits }] : []
  })
  const isWorthIt = vouched.some(
    ({ lease, cumulativeUnits }) =>
      cumulativeUnits === lease.units || (cumulativeUnits - lease.redeemedUnits) * 5n >= lease.units,
  )
  if (account === undefined || !isWorthIt) return undefined
  const vouchers = await Promise.all(
    vouched.map(({ lease, cumulativeUnits }) => signVoucher(view, lease, cumulativeUnits)),
  )
  const call = callMarket(view.deployment, account, { functionName: 'redeemMany', args: [vouchers] })
  return { ...call, gas: 100_000n + 150_000n * BigInt(vouchers.length) }
}

const steps: readonly Step[] = [contest, rule, redeem, settle, lodge, close, finalize]

async function signVoucher(view: ActionView, lease: BookedLease, cumulativeUnits: bigint) {
  const { chainId, contracts } = view.deployment
  const index = view.plan.delegators.findIndex(({ address }) => address === lease.renter)
  const message = { leaseId: lease.id, cumulativeUnits }
  const signature = await sessionKeyOf(index).signTypedData(
    voucherTypedData(chainId, contracts.leaseMarket, message),
  )
  return { ...message, signature }
}

/** Whoever pays the gas of what anybody may do. */
function anybody(view: ActionView) {
  return view.random.pick(view.plan.operators)?.account ?? localRichAccount('publisher')
}
