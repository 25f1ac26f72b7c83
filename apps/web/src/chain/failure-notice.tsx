import { ReasonBar } from '@network3/ui/reason-bar'
import type { TransactionFailure } from './transactions/transaction-phase.ts'

/** What stood in the way of an act, and what to do next. Announced when it appears. */
export function FailureNotice({ failure }: { failure: TransactionFailure | undefined }) {
  return (
    <div role="alert" className="empty:hidden">
      {failure !== undefined && (
        <ReasonBar
          tone="bad"
          code={failure.code}
          sentence={[failure.sentence, failure.nextStep].filter(Boolean).join(' ')}
        />
      )}
    </div>
  )
}
