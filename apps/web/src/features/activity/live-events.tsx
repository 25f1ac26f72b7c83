'use client'

import type { RouterOutputs } from '@network3/api/types'
import { Button } from '@network3/ui/button'
import { formatInstant, formatRelative } from '@network3/ui/format-time'
import { SectionHead } from '@network3/ui/section-head'
import { useEffect, useState } from 'react'
import { listenLive } from '../../trpc/live-feed.ts'
import { isNews } from './describe-event.ts'
import { EventAmount } from './event-amount.tsx'
import { EventSentence } from './event-sentence.tsx'
import { dropReplaced, mergeEvents } from './merge-events.ts'

type Event = Omit<RouterOutputs['activity']['find']['items'][number], 'finality'>

const SHOWN = 10

/** What happens on chain, as it is indexed. Can be held still, to read it (WCAG 2.2.2). */
export function LiveEvents({ initial, now }: { initial: readonly Event[]; now: string }) {
  const [streamed, setStreamed] = useState<readonly Event[]>([])
  const [held, setHeld] = useState<readonly Event[]>()
  const nowMs = useTicking(now)
  const current = mergeEvents([initial, streamed], SHOWN)

  useEffect(
    () =>
      listenLive({
        onMessage: (message) => {
          if (message.type === 'reorg') setStreamed((events) => dropReplaced(events, message.fromBlock))
          if (message.type !== 'event' || !isNews(message.event.name)) return
          setStreamed((events) => mergeEvents([events, [message.event]], SHOWN))
        },
      }),
    [],
  )

  return (
    <section aria-labelledby="live">
      <SectionHead id="live" title="Live" note="events as they are indexed">
        <Button
          size="sm"
          variant="quiet"
          aria-pressed={held !== undefined}
          onClick={() => setHeld(held ? undefined : current)}
        >
          {held ? 'Go on' : 'Hold'}
        </Button>
      </SectionHead>
      <ol className="border-line-strong border-t">
        {(held ?? current).map((event) => (
          <li
            key={event.id}
            className="flex min-h-[46px] items-center gap-4 border-line border-b py-1.5 text-base"
          >
            <time
              dateTime={event.minedAt}
              title={formatInstant(event.minedAt)}
              className="w-[72px] shrink-0 font-mono text-ink-3 text-sm"
            >
              {formatRelative(Date.parse(event.minedAt), nowMs)}
            </time>
            <div className="min-w-0 grow">
              <EventSentence event={event} />
            </div>
            <EventAmount event={event} unit="N3" className="shrink-0 text-md" />
          </li>
        ))}
      </ol>
      {current.length === 0 && <p className="py-6 text-ink-2">Nothing has happened on chain yet.</p>}
    </section>
  )
}

/** The server's clock, ticking on by the browser's. */
function useTicking(now: string): number {
  const [nowMs, setNowMs] = useState(() => Date.parse(now))
  useEffect(() => {
    const readAtMs = Date.parse(now)
    const origin = performance.now()
    const tick = () => setNowMs(readAtMs + performance.now() - origin)
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [now])
  return nowMs
}
