import clsx from 'clsx'
import { linePoints } from './chart-scale.ts'

const box = { width: 92, height: 18 }

/** A line of amounts over time, oldest first. `label` says in words what it shows. */
export function Sparkline({
  values,
  label,
  className,
}: {
  values: readonly bigint[]
  label: string
  className?: string
}) {
  if (values.length === 0) return null
  return (
    <svg
      viewBox={`-1 -2 ${box.width + 2} ${box.height + 4}`}
      role="img"
      aria-label={label}
      className={clsx('block h-[22px] w-[92px] fill-none stroke-[1.5] stroke-ink-2', className)}
    >
      <polyline points={linePoints(values, box)} strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  )
}
