import { Address } from '@network3/ui/address'
import { Disclosure } from '@network3/ui/disclosure'
import { EmptyState } from '@network3/ui/empty-state'
import { type Fact, FactList } from '@network3/ui/fact-list'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'
import { Timeline, type TimelineStep } from '@network3/ui/timeline'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { formatMs, type JobView } from './job-words.ts'

type Attempt = JobView['attempts'][number]

/** Who tried the job, how each attempt ended, and the receipt of what was done. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <section aria-labelledby="attempts">
      <SectionHead id="attempts" title="Attempts" note="only the newest may give a result" />
      {attempts.length === 0 ? (
        <EmptyState title="None yet">
          The job goes to a node as soon as one it is sealed to is free.
        </EmptyState>
      ) : (
        <div className="border-line-strong border-t pt-5">
          <Timeline label="Attempts" steps={attempts.map(stepOf)} />
        </div>
      )}
    </section>
  )
}

function stepOf(attempt: Attempt): TimelineStep {
  const { fence, node, state, reason, detail, receipt, assignedAt } = attempt
  const isGoing = state === 'assigned' || state === 'running'
  return {
    key: String(fence),
    title: (
      <span className="inline-flex flex-wrap items-center gap-x-3">
        Attempt {fence}
        <Address
          value={node}
          withIdenticon
          href={paths.node(node)}
          component={Link}
          className="font-normal"
        />
      </span>
    ),
    state: isGoing ? 'now' : state === 'ended' ? 'ended' : 'done',
    when: <Instant at={assignedAt} />,
    children: (
      <>
        <p>
          {reason === null ? `It is ${state}.` : reason.sentence}
          {detail !== null && <code className="pl-2 text-ink-3 text-sm">{detail}</code>}
        </p>
        {receipt !== null && (
          <Disclosure summary="Receipt, as the node signed it">
            <FactList facts={factsOf(receipt)} />
          </Disclosure>
        )}
      </>
    ),
  }
}

function factsOf(receipt: NonNullable<Attempt['receipt']>): Fact[] {
  const hash = (value: string) => (
    <span title={value}>
      {value.slice(0, 12)}…{value.slice(-6)}
    </span>
  )
  return [
    { label: 'Worked', value: formatMs(receipt.durationMs) },
    { label: 'Gas', value: BigInt(receipt.gas).toLocaleString('en-US') },
    { label: 'Program', value: hash(receipt.moduleHash), note: 'SHA-256 of what was run, after opening it' },
    { label: 'Input', value: hash(receipt.inputHash) },
    { label: 'Output', value: hash(receipt.outputHash), note: 'SHA-256 before it was sealed to you' },
    { label: 'Signature', value: hash(receipt.signature) },
  ]
}
