import type { RouterOutputs } from '@network3/api/types'
import { formatWei } from '@network3/core/units'
import { Disclosure } from '@network3/ui/disclosure'
import { FactList } from '@network3/ui/fact-list'
import { formatPercentDown } from '@network3/ui/format-percent'
import { formatDuration } from './format-duration.ts'

type ExplainedApr = RouterOutputs['staking']['getStakeQuote']['apr']

/** The yearly return with its formula and every number in it, so that anyone can recompute it. */
export function AprExplained({ apr }: { apr: ExplainedApr }) {
  const { earnedWei, window, periodSeconds, commissionBps, activeStakeWei } = apr.inputs
  return (
    <Disclosure summary="How this rate is computed">
      <p className="mb-3 text-ink-2 text-md">{apr.formula}</p>
      <FactList
        facts={[
          { label: 'Earned before commission', value: `${formatWei(BigInt(earnedWei), { group: true })} N3` },
          { label: 'Over', value: formatDuration(periodSeconds), note: `Window: ${window}.` },
          { label: 'Commission', value: formatPercentDown(commissionBps) },
          {
            label: 'Active stake',
            value: `${formatWei(BigInt(activeStakeWei), { group: true })} N3`,
            note: 'With this stake in it. Thawing stake earns nothing and is left out.',
          },
        ]}
      />
      <p className="mt-2 text-ink-3 text-sm">It looks back and promises nothing.</p>
    </Disclosure>
  )
}

/** `12.3 %`, or that it is not known yet. */
export function aprText(apr: { bps: number | null }): string {
  return apr.bps === null ? 'not known yet' : formatPercentDown(apr.bps)
}
