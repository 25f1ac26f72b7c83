import { Address } from '@network3/ui/address'
import { Badge } from '@network3/ui/badge'
import Link from 'next/link'
import { paths } from '../../paths.ts'

/** An operator in a list: picture, address, and whether it belongs to the local economy. */
export function OperatorName({ address, isLocalEconomy }: { address: string; isLocalEconomy: boolean }) {
  return (
    <span className="flex items-center gap-2.5">
      <Address value={address} withIdenticon href={paths.operator(address)} component={PlainLink} />
      {isLocalEconomy && (
        <Badge title="Played by the local economy of this machine, through the same doors as anyone">
          local
        </Badge>
      )}
    </span>
  )
}

/** Rows by the dozen: fetched when they are clicked, not when they are seen. */
function PlainLink(props: React.ComponentProps<typeof Link>) {
  return <Link {...props} prefetch={false} />
}
