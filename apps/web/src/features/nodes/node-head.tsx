import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { Address } from '@network3/ui/address'
import { Badge } from '@network3/ui/badge'
import { Identicon } from '@network3/ui/identicon'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { EdgeMark } from '../operator/edge-mark.tsx'
import { NodeStatus } from './node-status.tsx'

/** Which node this is, whose, and how it stands. */
export function NodeHead({ node }: { node: RouterOutputs['nodes']['get'] }) {
  return (
    <div className="grid gap-5 pt-6 pb-6 lg:pt-8">
      <p className="text-md">
        <Link href={paths.nodes} className="text-ink-2 hover:text-ink">
          ← All nodes
        </Link>
      </p>
      <div className="flex min-w-0 items-start gap-4">
        <Identicon address={node.address} className="size-14" />
        <div className="grid min-w-0 gap-2">
          <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium text-lg leading-[1.3] tracking-normal lg:text-xl">
            <Address value={node.address} isFull withCopy />
            <NodeStatus node={node} isShort />
          </h1>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-md">
            <span className="inline-flex items-center gap-2">
              Operated by
              <Address
                value={node.operator}
                withIdenticon
                href={paths.operator(node.operator)}
                component={Link}
              />
            </span>
            {node.isLocalEconomy && <Badge>local economy</Badge>}
            {node.edgeTokenId !== null && <EdgeMark tokenId={node.edgeTokenId} />}
            <span>{countryName(node.country)}</span>
          </p>
        </div>
      </div>
    </div>
  )
}
