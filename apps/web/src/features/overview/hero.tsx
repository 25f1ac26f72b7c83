import { DotMap, type DotMapCountry } from '@network3/ui/dot-map'
import { LinkButton } from '@network3/ui/link-button'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

type HeroProps = { nodeCount: number; countries: readonly DotMapCountry[] }

/** What this is, in one line and one sentence, and where its nodes are. */
export function Hero({ nodeCount, countries }: HeroProps) {
  return (
    <div className="grid items-center gap-x-10 gap-y-5 pt-7 pb-5 lg:grid-cols-[minmax(300px,380px)_1fr] lg:pt-11 lg:pb-[30px]">
      <div>
        <h1 className="text-2xl lg:text-3xl">AI capacity, lent by people, rented by people.</h1>
        <p className="mt-4 mb-[22px] max-w-[42ch] text-body text-ink-2">
          {nodeCount.toLocaleString('en-US')} {nodeCount === 1 ? 'node is' : 'nodes are'} registered in{' '}
          {countries.length} {countries.length === 1 ? 'country' : 'countries'} to lend computing power,
          bandwidth and data. What they earn is on this page, and you can recompute all of it.
        </p>
        <div className="flex flex-wrap gap-2.5">
          <LinkButton variant="signal" component={Link} href={paths.runNode}>
            Run a node
          </LinkButton>
          <LinkButton component={Link} href={paths.stake}>
            Stake on an operator
          </LinkButton>
          <LinkButton component={Link} href={paths.statusFigures}>
            How it is counted
          </LinkButton>
        </div>
      </div>
      <DotMap countries={countries} noun="registered nodes" />
    </div>
  )
}
