import type { TransactionFailure } from './transactions/transaction-phase.ts'

/** What stood in the way of an act, and what to do next. Announced when it appears. */
export function FailureNotice({ failure }: { failure: TransactionFailure | undefined }) {
  return (
    <div role="alert" className="empty:hidden">
      {failure !== undefined && (
        <div className="grid gap-1 rounded border border-line border-l-[3px] border-l-bad bg-surface px-4 py-3 text-base">
          <code className="font-medium text-bad text-md">{failure.code}</code>
          <p>{failure.sentence}</p>
          {failure.nextStep !== undefined && <p className="text-ink-2">{failure.nextStep}</p>}
        </div>
      )}
    </div>
  )
}
