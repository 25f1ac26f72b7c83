import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { Address } from '@network3/ui/address'
import { Badge } from '@network3/ui/badge'
import { Identicon } from '@network3/ui/identicon'
import { Instant } from '@network3/ui/instant'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { StakeSlot } from './stake-slot.tsx'

type Operator = RouterOutputs['operators']['get']

/** Whose page this is, and the one thing to do here. */
export function ProfileHead({ operator }: { operator: Operator }) {
  return (
    <div className="grid gap-5 pt-6 pb-6 lg:pt-8">
      <p className="text-md">
        <Link href={paths.operators} className="text-ink-2 hover:text-ink">
          ← All operators
        </Link>
      </p>
      <div className="flex flex-wrap items-start justify-between gap-x-10 gap-y-5">
        <div className="flex min-w-0 items-start gap-4">
          <Identicon address={operator.address} className="size-14" />
          <div className="grid min-w-0 gap-2">
            <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium text-lg leading-[1.3] tracking-normal lg:text-xl">
              <Address value={operator.address} isFull withCopy />
            </h1>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-md">
              {operator.isLocalEconomy && <Badge>local economy</Badge>}
              <span>
                First seen <Instant at={operator.firstSeenAt} className="font-mono" />
              </span>
              {operator.countries.length > 0 && (
                <span>
                  Nodes in {operator.countries.map(({ country }) => countryName(country)).join(', ')}
                </span>
              )}
            </p>
          </div>
        </div>
        <StakeSlot operator={operator.address} />
      </div>
    </div>
  )
}
