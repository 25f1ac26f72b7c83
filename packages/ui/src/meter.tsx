import clsx from 'clsx'

type MeterProps = {
  /** What is measured: "Stock of batch 3". */
  label: string
  value: number
  maximum: number
  /** The same in words: "12 of 500 left". */
  text: string
  /** warn: nearly used up. none: nothing left, or not in use. */
  tone?: 'signal' | 'warn' | 'none'
  className?: string
}

const tones = { signal: 'bg-signal', warn: 'bg-warn', none: 'bg-line-strong' }

/** How much of a known whole is left, as a bar. Its words stand beside it or in its label. */
export function Meter({ label, value, maximum, text, tone = 'signal', className }: MeterProps) {
  const share = maximum <= 0 ? 0 : Math.min(1, Math.max(0, value / maximum))
  return (
    // biome-ignore lint/a11y/useSemanticElements: no two browsers let a meter element be drawn alike
    <span
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={maximum}
      aria-valuenow={value}
      aria-valuetext={text}
      title={text}
      className={clsx('block h-1.5 overflow-hidden rounded-sm bg-line', className)}
    >
      <span
        className={clsx('block h-full', tones[tone])}
        // A sliver stays visible as long as anything is left.
        style={{ width: share === 0 ? 0 : `max(2px, ${(share * 100).toFixed(2)}%)` }}
      />
    </span>
  )
}
