import type { RouterOutputs } from '@network3/api/types'
import { Amount } from '@network3/ui/amount'
import { FactList } from '@network3/ui/fact-list'
import { LinkButton } from '@network3/ui/link-button'
import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

/** Where every buyer's money is, and how far the devices are. */
export function SaleFacts({ sale }: { sale: RouterOutputs['store']['getSale'] }) {
  const { counts } = sale
  return (
    <section aria-labelledby="sale">
      <SectionHead id="sale" title="The sale so far" note="all batches, as the contract has it">
        <LinkButton size="sm" component={Link} href={paths.storeFulfilment}>
          Fulfilment
        </LinkButton>
      </SectionHead>
      <div className="grid gap-x-16 lg:grid-cols-2">
        <FactList
          facts={[
            {
              label: 'Held, N3',
              value: <Amount wei={sale.heldWei} />,
              note: 'Paid for devices that are not shipped: refunds come out of it, and nothing else can.',
            },
            {
              label: 'Released, N3',
              value: <Amount wei={sale.proceedsWei} />,
              note: 'For shipped devices, not yet taken by the treasury.',
            },
          ]}
        />
        <FactList
          facts={[
            {
              label: 'Waiting to be shipped',
              value: counts.ordered.toLocaleString('en-US'),
            },
            { label: 'Shipped, not active yet', value: counts.shipped.toLocaleString('en-US') },
            { label: 'Active: they run a node', value: counts.activated.toLocaleString('en-US') },
            { label: 'Refunded', value: counts.refunded.toLocaleString('en-US') },
          ]}
        />
      </div>
    </section>
  )
}
