'use client'

import { Button } from '@network3/ui/button'
import type { DeskJob } from './job-desk-slot.tsx'
import { isMoving } from './job-words.ts'

type Answer = 'cancel' | 'accept' | 'dispute'
type JobAnswersProps = {
  job: DeskJob
  isOpened: boolean
  doing: string | undefined
  onAnswer: (answer: Answer) => void
}

/** Accept, dispute or cancel: signed by the key of this browser, no wallet and no gas. */
export function JobAnswers({ job, isOpened, doing, onAnswer }: JobAnswersProps) {
  if (job.state === 'returned') {
    const first = isOpened ? undefined : 'Open the result first.'
    return (
      <div className="grid justify-items-start gap-2">
        <div className="flex flex-wrap gap-2">
          <Button
            variant="signal"
            disabledReason={first}
            isBusy={doing === 'accept'}
            onClick={() => onAnswer('accept')}
          >
            Accept and pay
          </Button>
          <Button isBusy={doing === 'dispute'} onClick={() => onAnswer('dispute')}>
            Dispute
          </Button>
        </div>
        <p className="text-ink-2 text-md">
          Accepting signs a voucher that brings what is due for this lease to{' '}
          <span className="font-mono">{BigInt(job.dueUnits ?? '0').toLocaleString('en-US')}</span> units in
          all; the operator redeems it out of the escrow. Silence accepts it too. {first}
        </p>
      </div>
    )
  }
  if (!isMoving(job.state)) return null
  return (
    <div className="grid justify-items-start gap-2">
      <Button isBusy={doing === 'cancel'} onClick={() => onAnswer('cancel')}>
        Cancel the job
      </Button>
      <p className="text-ink-2 text-md">Nothing is due for a job that was cancelled.</p>
    </div>
  )
}
