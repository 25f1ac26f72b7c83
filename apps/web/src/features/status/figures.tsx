import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

const figures = [
  {
    name: 'Registered nodes',
    how: 'NodeRegistered events less NodeRetired. The country is what the operator states on chain; nobody has checked it.',
  },
  {
    name: 'Online and verified nodes',
    how: 'Not shown. Nothing measures sessions or work yet, and a count that nobody measured would be invented.',
  },
  {
    name: 'Earned',
    how: 'What epoch files credit to an operator, summed, once a file has been rebuilt to the Merkle root that the attestors posted on chain. A file that does not rebuild counts for nothing.',
  },
  { name: 'Paid', how: 'Claimed events of the Rewards contract. Earned and paid are never added or mixed.' },
  {
    name: 'Staked',
    how: 'Active assets of all pools, rewards accrued to the last indexed block. Stake that is thawing is told apart.',
  },
  {
    name: 'APR',
    how: "The operator's earnings in a window, after commission, for a year, over its active stake. Thawing stake is not in the denominator. Its page shows every input.",
  },
  {
    name: 'Rank',
    how: 'Place by earned in the window. Its change is against the window of the same length before.',
  },
] as const

/** How each figure of the site comes about. */
export function Figures() {
  return (
    <section aria-labelledby="figures" className="mt-11">
      <SectionHead id="figures" title="How figures are counted" />
      <dl className="border-line-strong border-t">
        {figures.map(({ name, how }) => (
          <div key={name} className="grid gap-x-8 gap-y-1 border-line border-b py-3 md:grid-cols-[220px_1fr]">
            <dt className="font-[550]">{name}</dt>
            <dd className="max-w-[80ch] text-ink-2">{how}</dd>
          </div>
        ))}
      </dl>
      <p className="pt-4 text-ink-2 text-md">
        Recompute any of it: the leaderboard is there as{' '}
        <a className="underline underline-offset-4" href={paths.operatorsCsv}>
          CSV
        </a>{' '}
        and{' '}
        <a className="underline underline-offset-4" href={paths.operatorsJson}>
          JSON
        </a>
        , and each{' '}
        <Link className="underline underline-offset-4" href={paths.operators}>
          operator
        </Link>{' '}
        shows the inputs of its score by epoch.
      </p>
    </section>
  )
}
