import clsx from 'clsx'
import { identiconCells } from './identicon-cells.ts'

/** A small picture in ink, drawn from an address. Decoration: the address stands beside it. */
export function Identicon({ address, className }: { address: string; className?: string }) {
  const path = identiconCells(address)
    .map(({ x, y }) => `M${x} ${y}h1v1h-1z`)
    .join('')
  return (
    <svg
      viewBox="-0.5 -0.5 6 6"
      aria-hidden="true"
      shapeRendering="crispEdges"
      className={clsx('shrink-0 rounded-sm bg-sunken fill-ink', className ?? 'size-5')}
    >
      <path d={path} />
    </svg>
  )
}
