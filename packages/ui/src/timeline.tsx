import clsx from 'clsx'
import type { ReactNode } from 'react'

export type TimelineStep = {
  key: string
  title: ReactNode
  /** done: it happened. now: what is waited for. ahead: not its turn yet. ended: it happened, and nothing follows. */
  state: 'done' | 'now' | 'ahead' | 'ended'
  /** When, at the right of the title. */
  when?: ReactNode
  children?: ReactNode
}

const marks: Record<TimelineStep['state'], string> = {
  done: 'border-signal bg-signal',
  now: 'border-signal bg-paper',
  ahead: 'border-line-strong bg-paper',
  ended: 'border-ink-3 bg-ink-3',
}

const words: Record<TimelineStep['state'], string> = {
  done: 'Done: ',
  now: 'Waiting: ',
  ahead: 'Not yet: ',
  ended: 'Ended: ',
}

/** What happened, one under the other on a rule, oldest first; and what is still ahead. */
export function Timeline({ label, steps }: { label: string; steps: readonly TimelineStep[] }) {
  return (
    <ol aria-label={label} className="grid">
      {steps.map(({ key, title, state, when, children }, index) => {
        const next = steps[index + 1]
        return (
          <li key={key} className="relative grid grid-cols-[11px_minmax(0,1fr)] gap-x-4 pb-6 last:pb-0">
            {next && (
              <span
                aria-hidden="true"
                className={clsx(
                  'absolute top-3 bottom-[-9px] left-[5px] w-px',
                  next.state === 'done' || next.state === 'ended' ? 'bg-ink-3' : 'bg-line-strong',
                )}
              />
            )}
            <span
              aria-hidden="true"
              className={clsx('relative mt-[5px] size-[11px] rounded-full border-2', marks[state])}
            />
            <div className="grid gap-1">
              <p className="flex flex-wrap items-baseline justify-between gap-x-6">
                <span className={clsx('font-[550]', state === 'ahead' && 'text-ink-3')}>
                  <span className="sr-only">{words[state]}</span>
                  {title}
                </span>
                {when && <span className="font-mono text-ink-3 text-sm">{when}</span>}
              </p>
              {children && <div className="grid gap-1 text-ink-2 text-md">{children}</div>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
