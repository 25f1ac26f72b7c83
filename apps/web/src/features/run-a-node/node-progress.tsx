'use client'

import { Address } from '@network3/ui/address'
import { LinkButton } from '@network3/ui/link-button'
import { ReasonBar } from '@network3/ui/reason-bar'
import { Timeline, type TimelineStep } from '@network3/ui/timeline'
import { useQuery } from '@tanstack/react-query'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useTrpc } from '../../trpc/provider.tsx'
import type { PairingView } from './pairing-facts.tsx'

const POLL_MS = 2_000

/** The node's way from a signature to its first reward, each stage read from the network. */
export function NodeProgress({ pairing }: { pairing: PairingView | undefined }) {
  const trpc = useTrpc()
  const isDone = pairing?.state.code === 'PAIRING_DONE'
  const node = useQuery(
    trpc.nodes.get.queryOptions(
      { node: pairing?.node ?? '' },
      { enabled: isDone, retry: false, refetchInterval: POLL_MS },
    ),
  )
  if (pairing?.state.code === 'PAIRING_SIGNED' && pairing.operator !== null) {
    return (
      <p className="text-ink-2">
        The agent shows the address of the wallet that signed. It must be{' '}
        <Address value={pairing.operator} withIdenticon isFull />. Confirm it there.
      </p>
    )
  }
  if (!isDone || pairing === undefined) {
    return (
      <p className="text-ink-3 text-md">
        The agent shows which wallet has signed, and registers only when its owner says yes.
      </p>
    )
  }
  const { data } = node
  const steps = stepsOf(
    data !== undefined,
    data?.isOnline ?? false,
    data?.isVerified ?? false,
    (data?.lastReward ?? null) !== null,
  )
  return (
    <div className="grid gap-4">
      <Timeline label="The node’s way" steps={steps} />
      {data?.reasons.map(({ code, sentence, nextStep }) => (
        <ReasonBar
          key={code}
          code={code}
          sentence={nextStep === null ? sentence : `${sentence} ${nextStep}`}
          tone={data.isVerified ? 'signal' : 'line'}
        />
      ))}
      {data !== undefined && (
        <div>
          <LinkButton component={Link} href={paths.node(pairing.node)}>
            Open the node’s page
          </LinkButton>
        </div>
      )}
    </div>
  )
}

function stepsOf(...reached: boolean[]): TimelineStep[] {
  const titles = ['Registered', 'Online', 'Verified', 'Earning']
  const hints = [
    'The sponsor’s transaction is on its way.',
    'The agent dials the gateway by itself.',
    'Work with a known answer comes at a random time of the epoch.',
    'Its first reward is posted soon after the epoch ends.',
  ]
  const current = reached.findIndex((isReached) => !isReached)
  return titles.map((title, index) => ({
    key: title,
    title,
    state: reached[index] ? 'done' : index === current ? 'now' : 'ahead',
    ...(index === current && { children: <p>{hints[index]}</p> }),
  }))
}
