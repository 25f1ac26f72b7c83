'use client'

import { CopyButton } from '@network3/ui/copy-button'
import { useEffect, useEffectEvent } from 'react'
import { describePhase, phaseSteps, stepsDone } from './describe-phase.ts'
import type { TransactionRecord } from './transaction-record.ts'

/** A transaction that is final needs nobody's attention any more. */
const FINAL_SHOWN_MS = 6_000

type TransactionToastProps = {
  record: TransactionRecord
  explorerUrl: string | undefined
  onDismiss: () => void
}

const edges = { good: 'border-l-signal', waiting: '', warn: 'border-l-warn', bad: 'border-l-bad' }
const inks = { good: 'text-signal', waiting: '', warn: 'text-warn', bad: 'text-bad' }

/** One transaction from submitted to final, or to whatever else became of it, in one place that does not jump. */
export function TransactionToast({ record, explorerUrl, onDismiss }: TransactionToastProps) {
  const { phase, title, hash } = record
  const { heading, sentence, nextStep, tone } = describePhase(phase)
  const dismiss = useEffectEvent(onDismiss)

  useEffect(() => {
    if (phase.status !== 'final') return
    const timer = setTimeout(dismiss, FINAL_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [phase.status])

  return (
    <li
      className={`grid gap-2 rounded border border-line-strong border-l-[3px] bg-surface py-3 pr-3 pl-4 text-base ${edges[tone]}`}
    >
      <div className="flex items-start gap-2">
        <p className="grow font-[550]">{title}</p>
        <button
          type="button"
          aria-label={`Dismiss: ${title}`}
          onClick={onDismiss}
          className="-mt-0.5 grid size-6 shrink-0 place-items-center rounded text-ink-3 hover:bg-sunken hover:text-ink"
        >
          <svg viewBox="0 0 16 16" aria-hidden="true" className="size-3 fill-none stroke-current stroke-[1.8]">
            <path d="m3 3 10 10M13 3 3 13" strokeLinecap="round" />
          </svg>
        </button>
      </div>
      <div role="status" className="grid gap-0.5 text-md">
        <p className={`font-medium ${inks[tone]}`}>{heading}</p>
        <p className="text-ink-2">{sentence}</p>
        {nextStep !== undefined && <p className="text-ink-2">{nextStep}</p>}
      </div>
      <Steps done={stepsDone(phase)} />
      <p className="flex items-center gap-1 font-mono text-ink-3 text-sm">
        {explorerUrl === undefined ? (
          <span title={hash}>{shorten(hash)}</span>
        ) : (
          <a href={`${explorerUrl}/tx/${hash}`} target="_blank" rel="noreferrer" title={hash} className="underline">
            {shorten(hash)}
          </a>
        )}
        <CopyButton text={hash} label="Copy transaction hash" />
      </p>
    </li>
  )
}

/** Four marks on a line. The heading above says the same in words. */
function Steps({ done }: { done: number }) {
  return (
    <ol className="grid grid-cols-4 gap-1.5" aria-label="Progress">
      {phaseSteps.map((step, index) => (
        <li
          key={step}
          className={`border-t-2 pt-1 text-xs ${index < done ? 'border-signal text-ink-2' : 'border-line text-ink-3'}`}
        >
          {step}
          {index < done && <span className="sr-only">, done</span>}
        </li>
      ))}
    </ol>
  )
}

function shorten(hash: string): string {
  return `${hash.slice(0, 10)}…${hash.slice(-8)}`
}
