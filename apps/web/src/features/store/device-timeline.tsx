import { reasonOf } from '@network3/core/reasons'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Hash } from '@network3/ui/hash'
import { Instant } from '@network3/ui/instant'
import { Timeline, type TimelineStep } from '@network3/ui/timeline'
import type { ReactNode } from 'react'
import { TransactionLink } from '../../chain/transactions/transaction-progress.tsx'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import type { DeviceWithHistory, Transition } from './store-words.ts'

type DeviceTimelineProps = {
  device: Pick<DeviceWithHistory, 'tokenId' | 'status' | 'transitions'>
  explorerUrl: string | undefined
}

const titles: Record<Transition['kind'], string> = {
  ordered: 'Ordered',
  shipped: 'Shipped',
  'key-corrected': 'Key corrected',
  activated: 'Activated',
  reactivated: 'Activated again',
  transferred: 'Changed hands',
  refunded: 'Refunded',
}

/** What happened to a device, each step with its time, its reason and its transaction; and what is still ahead. */
export function DeviceTimeline({ device, explorerUrl }: DeviceTimelineProps) {
  const steps = [
    ...device.transitions.map((transition, index) =>
      stepOf(transition, index === device.transitions.length - 1, explorerUrl),
    ),
    ...aheadOf(device.status),
  ]
  return <Timeline label={`History of device ${device.tokenId}`} steps={steps} />
}

/** What the reason of a step says is true until the next one: afterwards it is told as what was. */
const past: Partial<Record<Transition['kind'], string>> = {
  ordered: 'It was paid for; from here on the contract held the money.',
  shipped: 'It was sent on its way with its key committed on chain; the money went to the seller.',
  activated: 'It became a node of its owner.',
}

function stepOf(transition: Transition, isLast: boolean, explorerUrl: string | undefined): TimelineStep {
  const { kind, at, reason, txHash, blockNumber } = transition
  return {
    key: `${blockNumber}-${txHash}-${kind}`,
    title: titles[kind],
    state: kind === 'refunded' ? 'ended' : 'done',
    when: <Instant at={at} />,
    children: (
      <>
        <p>{isLast ? reason.sentence : (past[kind] ?? reason.sentence)}</p>
        <Details transition={transition} />
        <TransactionLink hash={txHash} explorerUrl={explorerUrl} />
      </>
    ),
  }
}

/** What a step moved: money, the key's commitment, the token, the node. */
function Details({ transition }: { transition: Transition }) {
  const { kind, amountWei, keyCommitment, from, to, node, previousNode } = transition
  return (
    <>
      {kind === 'ordered' && amountWei !== null && (
        <Line label="Paid by">
          <Person address={to} /> <Amount wei={amountWei} unit="N3" />
        </Line>
      )}
      {kind === 'refunded' && amountWei !== null && (
        <Line label="Paid back to">
          <Person address={to} /> <Amount wei={amountWei} unit="N3" />
        </Line>
      )}
      {kind === 'transferred' && from !== null && (
        <Line label="From">
          <Person address={from} /> to <Person address={to} />
        </Line>
      )}
      {keyCommitment !== null && (
        <Line label="Key commitment">
          <Hash value={keyCommitment} noun="commitment" />
        </Line>
      )}
      {node !== null && (
        <Line label="Node">
          <Address value={node} withCopy />
        </Line>
      )}
      {previousNode !== null && (
        <Line label="Retired">
          <Address value={previousNode} withCopy />
        </Line>
      )}
    </>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
      <span className="text-ink-3">{label}</span>
      {children}
    </p>
  )
}

function Person({ address }: { address: string }) {
  return <Address value={address} href={paths.storeOf(address)} component={Link} />
}

/** The steps that have not happened, with what they wait for. */
function aheadOf(status: DeviceWithHistory['status']): TimelineStep[] {
  if (status === 'ordered') {
    return [
      { key: 'ship', title: 'Shipped', state: 'now', children: <p>{reasonOf('DEVICE_PAID').nextStep}</p> },
      { key: 'activate', title: 'Activated', state: 'ahead' },
    ]
  }
  if (status === 'shipped') {
    return [
      {
        key: 'activate',
        title: 'Activated',
        state: 'now',
        children: <p>{reasonOf('DEVICE_SHIPPED').nextStep}</p>,
      },
    ]
  }
  return []
}
