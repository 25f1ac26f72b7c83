import { Amount } from '@network3/ui/amount'
import type { ReactNode } from 'react'

type EpochSummaryProps = { epoch: number; amountWei: string; children: ReactNode }

/** The line of an epoch that unfolds: its number, when it was, what it brought. Goes into a details of class group. */
export function EpochSummary({ epoch, amountWei, children }: EpochSummaryProps) {
  return (
    <summary className="flex min-h-[46px] flex-wrap items-center gap-x-6 gap-y-0.5 py-2 hover:bg-sunken/60">
      <span className="inline-flex w-20 items-center gap-2.5 font-mono">
        <svg
          viewBox="0 0 8 8"
          aria-hidden="true"
          className="size-2 fill-ink-3 transition-transform group-open:rotate-90"
        >
          <path d="M2 0.5 6 4 2 7.5z" />
        </svg>
        {epoch.toLocaleString('en-US')}
      </span>
      <span className="text-ink-3 text-sm max-md:order-last max-md:basis-full">{children}</span>
      <span className="text-ink-2 text-md underline decoration-line-strong underline-offset-4 md:ml-auto">
        Why this much?
      </span>
      <span className="w-36 text-right font-semibold text-md max-md:ml-auto max-md:w-auto">
        <Amount wei={amountWei} digits={4} unit="N3" />
      </span>
    </summary>
  )
}
