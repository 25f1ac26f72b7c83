import { Badge } from '@network3/ui/badge'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

/** Marks a node as that of an Edge device: it follows the device's token, and is not transferred by itself. */
export function EdgeMark({ tokenId }: { tokenId: string }) {
  return (
    <Link href={paths.storeDevice(tokenId)} aria-label={`Edge device ${tokenId}`} className="inline-flex">
      <Badge title={`The node of Edge device ${tokenId}: it follows the token.`}>Edge device</Badge>
    </Link>
  )
}
