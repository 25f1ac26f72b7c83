import { identiconCells } from '@network3/ui/identicon-cells'
import { type Device, serialOf } from './store-words.ts'

type TokenPictureProps = { device: Pick<Device, 'tokenId' | 'status' | 'node'> }

const words = { ordered: 'Ordered', shipped: 'Shipped', activated: 'Activated', refunded: 'Refunded' }
const dots = Array.from(
  { length: 25 },
  (_, index) => `M${32 * (index % 5)} ${32 * Math.floor(index / 5)}h.01`,
)

/**
 * The picture of the token, by the rules of its tokenURI on chain, in the colours of the theme: the identicon of its
 * node, or dots as long as it has none.
 */
export function TokenPicture({ device }: TokenPictureProps) {
  const { tokenId, status, node } = device
  const serial = serialOf(tokenId)
  const isAlive = status === 'activated'
  return (
    <svg
      viewBox="0 0 480 480"
      role="img"
      aria-label={`Token ${serial}, ${words[status]}`}
      className="block w-full border border-line bg-surface fill-ink font-mono"
      fontSize="13"
    >
      <circle cx="37" cy="37" r="4" />
      <circle cx="53" cy="37" r="4" />
      <circle cx="45" cy="51" r="5" />
      <text x="70" y="49" fontSize="16" fontWeight="600">
        N3 Edge V1
      </text>
      <text x="448" y="49" fontSize="16" textAnchor="end">
        {serial}
      </text>
      <path d="M32 80.5h416" className="fill-none stroke-line-strong" />
      <path d="M32 352.5h416M32 400.5h416" className="fill-none stroke-line" />
      <path d="M140 116h200v200H140z" className="fill-sunken" />
      {node === null ? (
        <path
          d={dots.join('')}
          transform="translate(176 152)"
          strokeWidth="5"
          strokeLinecap="round"
          className="stroke-line-strong"
        />
      ) : (
        <path
          d={identiconCells(node)
            .map(({ x, y }) => `M${x} ${y}h1v1h-1z`)
            .join('')}
          transform="translate(160 136) scale(32)"
          shapeRendering="crispEdges"
        />
      )}
      <g className="fill-ink-3">
        <text x="32" y="381">
          status
        </text>
        <text x="32" y="429">
          node
        </text>
      </g>
      <text x="448" y="381" textAnchor="end">
        {words[status]}
      </text>
      <circle cx="100" cy="376.5" r="4" className={isAlive ? 'fill-signal' : 'fill-none stroke-ink-3'} />
      <text x="448" y="429" textAnchor="end">
        {node ?? 'none'}
      </text>
    </svg>
  )
}
