import { Address } from '@network3/ui/address'
import { Badge } from '@network3/ui/badge'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

/** An operator in a list: picture, address, and whether it belongs to the local economy. */
export function OperatorName({ address, isLocalEconomy }: { address: string; isLocalEconomy: boolean }) {
  return (
    <span className="flex items-center gap-2.5">
      <Address value={address} withIdenticon href={paths.operator(address)} component={Link} />
      {isLocalEconomy && (
        <Badge title="Played by the local economy of this machine, through the same doors as anyone">
          local
        </Badge>
      )}
    </span>
  )
}
