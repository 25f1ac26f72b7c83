import { Wordmark } from '@network3/ui/wordmark'
import type { ChainConfig } from '../config/chain-config.ts'
import { paths } from '../paths.ts'
import { Link } from './link.tsx'

const links = [
  { href: paths.statusFigures, label: 'How figures are counted' },
  { href: paths.status, label: 'Status' },
  { href: paths.operatorsCsv, label: 'Leaderboard as CSV' },
  { href: paths.operatorsJson, label: 'Leaderboard as JSON' },
]

const faucet = { href: paths.faucet, label: 'Faucet of the local chain' }

const names: Record<keyof ChainConfig['contracts'], string> = {
  n3Token: 'N3 token',
  nodeRegistry: 'Node registry',
  staking: 'Staking',
  rewards: 'Rewards',
  deviceSale: 'Device sale',
  edgeDevice: 'Edge device',
  leaseMarket: 'Lease market',
  keyDirectory: 'Key directory',
  accessManager: 'Access manager',
}

/** Contract addresses in full, and where to read how a figure came about. */
export function Footer({ chain }: { chain: ChainConfig | undefined }) {
  return (
    <footer className="border-line border-t">
      <div className="mx-auto grid max-w-[1304px] gap-8 px-4 py-10 text-md lg:grid-cols-[1fr_auto_auto] lg:gap-20 lg:px-8">
        <div className="grid content-start gap-3">
          <Wordmark />
          <p className="max-w-[44ch] text-ink-2">
            Every figure here comes from contract events, or from an epoch file whose Merkle root equals the
            one on chain.
          </p>
        </div>
        <nav aria-label="Documents" className="grid content-start gap-2">
          {(chain?.isLocal ? [...links, faucet] : links).map(({ href, label }) => (
            <Link key={href} href={href} className="text-ink-2 hover:text-ink">
              {label}
            </Link>
          ))}
        </nav>
        {chain && (
          <section aria-label="Contract addresses">
            <p className="mb-2 text-ink-3 text-sm">Contracts on chain {chain.chainId}</p>
            <dl className="grid gap-x-5 gap-y-1 text-sm sm:grid-cols-[auto_auto]">
              {Object.entries(names).map(([key, name]) => (
                <div key={key} className="contents">
                  <dt className="text-ink-2">{name}</dt>
                  <dd className="break-all font-mono text-ink-3 text-xs leading-[18px]">
                    {chain.contracts[key as keyof ChainConfig['contracts']]}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </div>
    </footer>
  )
}
