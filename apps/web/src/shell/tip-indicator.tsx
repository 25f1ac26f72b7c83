'use client'

import { LiveDot } from '@network3/ui/live-dot'
import { useEffect, useState } from 'react'
import { paths } from '../paths.ts'
import { type LiveStatus, listenLive } from '../trpc/live-feed.ts'
import { Link } from './link.tsx'
import type { Tip } from './read-tip.ts'

const words: Record<Exclude<Tip['state'], 'live'>, string> = {
  behind: 'behind the chain',
  halted: 'index halted',
  empty: 'nothing indexed yet',
  unreachable: 'index unreachable',
}

/** The last indexed block, as it moves. Links to the page that explains it. */
export function TipIndicator({ tip }: { tip: Tip }) {
  const [blockNumber, setBlockNumber] = useState(tip.blockNumber)
  const [status, setStatus] = useState<LiveStatus>('connecting')

  useEffect(() => {
    setBlockNumber((seen) => Math.max(seen ?? 0, tip.blockNumber ?? 0) || undefined)
  }, [tip.blockNumber])

  // Where the whole page was drawn; later it is drawn anew, and the stream goes on by itself.
  const [after] = useState(tip.liveId)

  useEffect(
    () =>
      listenLive({
        after,
        onStatus: setStatus,
        onMessage: (message) => {
          if (message.type === 'block') setBlockNumber(message.blockNumber)
          if (message.type === 'reorg') setBlockNumber(message.fromBlock - 1)
        },
      }),
    [after],
  )

  const word = tip.state === 'live' ? undefined : words[tip.state]
  const tone =
    word === undefined ? (status === 'lost' ? 'warn' : 'signal') : tip.state === 'behind' ? 'warn' : 'bad'
  return (
    <Link
      href={paths.status}
      className="inline-flex items-center gap-2.5 font-mono text-ink-3 text-sm whitespace-nowrap hover:text-ink"
    >
      <LiveDot tone={tone} />
      <span>
        {blockNumber !== undefined && `block ${blockNumber.toLocaleString('en-US')}`}
        {word === undefined && tip.finalDistance !== undefined && ` · final −${tip.finalDistance}`}
        {word !== undefined && `${blockNumber === undefined ? '' : ' · '}${word}`}
        {word === undefined && status === 'lost' && ' · reconnecting'}
      </span>
    </Link>
  )
}
