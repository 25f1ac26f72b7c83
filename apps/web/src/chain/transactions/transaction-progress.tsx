import type { Hex } from '@network3/core/hex'
import { CopyButton } from '@network3/ui/copy-button'
import { describePhase, phaseSteps, stepsDone } from './describe-phase.ts'
import type { TransactionPhase } from './transaction-phase.ts'

/** Where a transaction is, in words and as four marks on a line. */
export function TransactionProgress({ phase }: { phase: TransactionPhase }) {
  const { heading, sentence, nextStep } = describePhase(phase)
  const done = stepsDone(phase)
  return (
    <div className="grid gap-2">
      <p>
        <span className="font-medium text-ink">{heading}.</span> {sentence} {nextStep}
      </p>
      <ol className="grid grid-cols-4 gap-1.5" aria-hidden="true">
        {phaseSteps.map((step, index) => (
          <li
            key={step}
            className={`border-t-2 pt-1 text-xs ${index < done ? 'border-signal text-ink-2' : 'border-line text-ink-3'}`}
          >
            {step}
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The hash: to the explorer where there is one, and to copy. */
export function TransactionLink({ hash, explorerUrl }: { hash: Hex; explorerUrl: string | undefined }) {
  const text = `${hash.slice(0, 10)}…${hash.slice(-8)}`
  return (
    <span className="inline-flex items-center gap-1 font-mono text-ink-3 text-sm">
      {explorerUrl === undefined ? (
        <span title={hash}>{text}</span>
      ) : (
        <a
          href={`${explorerUrl}/tx/${hash}`}
          target="_blank"
          rel="noreferrer"
          title={hash}
          className="underline"
        >
          {text}
        </a>
      )}
      <CopyButton text={hash} label="Copy transaction hash" />
    </span>
  )
}
