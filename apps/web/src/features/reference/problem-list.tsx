import type { ProblemKind } from '@network3/api/list-problems'
import { SectionHead } from '@network3/ui/section-head'

/** Every code of a problem: its `type` leads to its line here. */
export function ProblemList({ problems }: { problems: readonly ProblemKind[] }) {
  return (
    <section aria-labelledby="problems" className="mt-14">
      <SectionHead
        id="problems"
        title="Problems"
        note="every code a call may answer, and what to do about it"
      />
      <dl className="border-line-strong border-t">
        {problems.map(({ code, status, sentence, nextStep }) => (
          <div
            key={code}
            id={`problem-${code}`}
            className="grid scroll-mt-6 gap-x-6 gap-y-1 border-line border-b py-2.5 text-md target:bg-sunken lg:grid-cols-[minmax(0,2fr)_3.5rem_minmax(0,5fr)]"
          >
            <dt className="break-all font-mono text-sm">
              <a href={`#problem-${code}`} className="hover:underline">
                {code}
              </a>
            </dt>
            <dd className="font-mono text-ink-2 text-sm">{status}</dd>
            <dd>
              {sentence !== null && <span>{sentence} </span>}
              <span className="text-ink-2">{nextStep}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
