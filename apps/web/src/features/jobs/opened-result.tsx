'use client'

import type { OpenedResult as SdkResult } from '@network3/sdk/jobs/create-job-client'
import { SectionHead } from '@network3/ui/section-head'
import { formatMs } from './job-words.ts'
import { OutputView } from './output-view.tsx'

export type Opened = SdkResult & {
  /** What it was sent with is known here, so that the receipt was held against it. */
  wasSentHere: boolean
  exampleValues: readonly string[] | undefined
}

/** The output, and what was checked before it was shown. */
export function OpenedResult({ jobId, opened }: { jobId: string; opened: Opened }) {
  const { output, receipt, wasSentHere } = opened
  const checks = [
    'signed by the node that ran it',
    'for this job and this attempt',
    'sealed by that node, to this key',
    'the very output it signed for',
    ...(wasSentHere ? ['of the program and the input that were sent from here'] : []),
  ]
  return (
    <section aria-labelledby="result">
      <SectionHead
        id="result"
        title="Result"
        note={`${formatMs(receipt.durationMs)}, ${BigInt(receipt.gas).toLocaleString('en-US')} gas`}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 border-line-strong border-t pt-4">
        <OutputView jobId={jobId} output={output} exampleValues={opened.exampleValues} />
        <ul aria-label="Checked" className="flex flex-wrap gap-x-5 gap-y-1 text-ink-2 text-md">
          {checks.map((check) => (
            <li key={check}>
              <span aria-hidden="true" className="text-signal">
                ✓
              </span>{' '}
              {check}
            </li>
          ))}
        </ul>
        {!wasSentHere && (
          <p className="text-ink-3 text-sm">
            Which program and input were sent is known only where it was sent from; here that was not
            compared.
          </p>
        )}
      </div>
    </section>
  )
}
