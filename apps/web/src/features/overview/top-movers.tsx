import type { RouterOutputs } from '@network3/api/types'
import { SectionHead } from '@network3/ui/section-head'
import { OperatorName } from '../leaderboard/operator-name.tsx'
import { RankChange } from '../leaderboard/rank-change.tsx'

type Mover = RouterOutputs['network']['getOverview']['topMovers'][number]

/** Who rose most. */
export function TopMovers({ movers }: { movers: readonly Mover[] }) {
  return (
    <section aria-labelledby="movers">
      <SectionHead id="movers" title="Movers" note="rank by earned, 24 h against the 24 before" />
      {movers.length === 0 ? (
        <p className="border-line-strong border-t py-6 text-ink-2">
          Nobody has risen: there is no earlier window to compare with, or every rank is as it was.
        </p>
      ) : (
        <ol className="border-line-strong border-t">
          {movers.map((mover) => (
            <li key={mover.address} className="flex h-[46px] items-center gap-3 border-line border-b">
              <span className="w-10 font-mono text-sm">
                <RankChange change={mover.rankChange} rank={mover.rank} />
              </span>
              <OperatorName address={mover.address} isLocalEconomy={mover.isLocalEconomy} />
              <span className="ml-auto font-mono text-ink-3 text-md">
                {mover.previousRank} → <span className="text-ink">{mover.rank}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
