import clsx from 'clsx'
import type { ReactNode } from 'react'

export type Toast = {
  id: string
  /** busy: still moving. signal: done. bad: went wrong. */
  tone: 'busy' | 'signal' | 'warn' | 'bad' | 'line'
  title: ReactNode
  body?: ReactNode
  /** Links and buttons. */
  action?: ReactNode
}

type ToastRegionProps = { toasts: readonly Toast[]; onDismiss: (id: string) => void }

const edges: Record<Toast['tone'], string> = {
  busy: 'border-l-line-strong',
  signal: 'border-l-signal',
  warn: 'border-l-warn',
  bad: 'border-l-bad',
  line: 'border-l-line-strong',
}

/** Where news of what one has started appears. Read out when it changes; stays until it is dismissed by its owner. */
export function ToastRegion({ toasts, onDismiss }: ToastRegionProps) {
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions text"
      className="pointer-events-none fixed right-4 bottom-4 left-4 z-40 grid justify-items-end gap-2 md:left-auto md:w-[400px]"
    >
      {toasts.map(({ id, tone, title, body, action }) => (
        <div
          key={id}
          data-tone={tone}
          className={clsx(
            'pointer-events-auto flex w-full items-start gap-3 rounded border border-line-strong border-l-3 bg-surface py-3 pr-2 pl-4 text-base',
            edges[tone],
          )}
        >
          <div className="grid min-w-0 grow gap-1">
            <p className="flex items-center gap-2 font-[550]">
              {tone === 'busy' && <BusyMark />}
              {title}
            </p>
            {body && <div className="text-ink-2 text-md">{body}</div>}
            {action && <div className="mt-1 flex flex-wrap gap-3 text-md">{action}</div>}
          </div>
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => onDismiss(id)}
            className="grid size-7 shrink-0 place-items-center rounded text-ink-3 hover:bg-sunken hover:text-ink"
          >
            <svg
              viewBox="0 0 16 16"
              aria-hidden="true"
              className="size-3 fill-none stroke-[1.5] stroke-current"
            >
              <path d="m3 3 10 10M13 3 3 13" strokeLinecap="round" />
            </svg>
          </button>
        </div>
      ))}
    </section>
  )
}

function BusyMark() {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className="size-3.5 animate-spin fill-none stroke-2 stroke-signal"
    >
      <path d="M8 2a6 6 0 1 1-6 6" strokeLinecap="round" />
    </svg>
  )
}
