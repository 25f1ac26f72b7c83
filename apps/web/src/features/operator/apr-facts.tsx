import type { RouterOutputs } from '@network3/api/types'
import { Amount } from '@network3/ui/amount'
import { FactList } from '@network3/ui/fact-list'
import { formatPercentDown } from '@network3/ui/format-percent'
import { ReasonBar } from '@network3/ui/reason-bar'
import { SectionHead } from '@network3/ui/section-head'
import { windowWords } from '../leaderboard/operators-query.ts'

type Apr = RouterOutputs['operators']['get']['apr']

/** The yearly return with all it is made from, so that anyone can work it out again. */
export function AprFacts({ apr }: { apr: Apr }) {
  const { inputs } = apr
  return (
    <section aria-labelledby="apr">
      <SectionHead id="apr" title="APR" note="how it is worked out" />
      {apr.reason && <ReasonBar tone="line" {...apr.reason} className="mb-4" />}
      <FactList
        facts={[
          { label: 'Yearly return', value: apr.bps === null ? '–' : formatPercentDown(apr.bps) },
          {
            label: 'Earned',
            value: <Amount wei={inputs.earnedWei} unit="N3" />,
            note: `Before commission, over ${inputs.periodSeconds.toLocaleString('en-US')} seconds of verified epochs, ${windowWords[inputs.window]}.`,
          },
          { label: 'Commission', value: formatPercentDown(inputs.commissionBps) },
          {
            label: 'Active stake',
            value: <Amount wei={inputs.activeStakeWei} unit="N3" />,
            note: 'Thawing stake is left out.',
          },
        ]}
      />
      <p className="pt-3 text-ink-2 text-md">
        <code className="text-sm">{apr.formula}</code>
      </p>
    </section>
  )
}
