import clsx from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  warn: { edge: 'border-l-warn', code: 'text-warn' },
  bad: { edge: 'border-l-bad', code: 'text-bad' },
  signal: { edge: 'border-l-signal', code: 'text-signal' },
  line: { edge: 'border-l-line-strong', code: 'text-ink-2' },
}

type ReasonBarProps = {
  /** The stable code, the same in contract, API, page and command line. */
  code: string
  /** One sentence. */
  sentence: ReactNode
  tone?: keyof typeof tones
  /** What the reason rests on; unfolds under "Why?". */
  why?: ReactNode
  /** A next step: a button or a link. */
  action?: ReactNode
  className?: string
}

/** Why something is as it is. Quiet, exact, and the same everywhere. */
export function ReasonBar({ code, sentence, tone = 'warn', why, action, className }: ReasonBarProps) {
  return (
    <div
      className={clsx(
        'rounded border border-line border-l-3 bg-surface px-[18px] py-3.5 text-base',
        tones[tone].edge,
        className,
      )}
    >
      <div className="flex flex-col items-start gap-x-[18px] gap-y-2 md:flex-row md:items-center">
        <code className={clsx('font-medium text-md', tones[tone].code)}>{code}</code>
        <p className="grow text-ink-2">{sentence}</p>
        {action}
      </div>
      {why && (
        <details className="mt-2.5">
          <summary className="inline-block text-ink text-md underline decoration-line-strong underline-offset-4 hover:decoration-ink">
            Why?
          </summary>
          <div className="pt-3 text-ink-2 text-md">{why}</div>
        </details>
      )}
    </div>
  )
}
