import clsx from 'clsx'
import { maximumOf, niceCeiling, shareOf } from './chart-scale.ts'
import { formatAmountDown, formatExact } from './format-amount.ts'

export type Bar = {
  /** Shown under the axis for some bars, and in the title of each. */
  label: string
  /** wei */
  value: bigint
}

type BarChartProps = {
  bars: readonly Bar[]
  /** What is drawn, in words, for who cannot see it. */
  label: string
  unit?: string
  /** Draws the last bar as not finished yet. */
  isLastOpen?: boolean
  className?: string
}

const WIDTH = 720
const HEIGHT = 180
const GAP = 0.28

/** Amounts over time as bars on two rules. Its table stands beside it: see chart-table. */
export function BarChart({ bars, label, unit = 'N3', isLastOpen, className }: BarChartProps) {
  const top = niceCeiling(maximumOf(bars.map((bar) => bar.value)))
  const step = WIDTH / Math.max(1, bars.length)
  const marks = [top, top / 2n]
  return (
    <figure className={clsx('m-0', className)}>
      <div className="grid grid-cols-[auto_1fr] gap-x-3">
        <div className="relative h-[180px] w-12 text-right font-mono text-ink-3 text-xs" aria-hidden="true">
          {marks.map((mark, index) => (
            <span
              key={String(mark)}
              className="absolute right-0 -translate-y-1/2"
              style={{ top: `${index * 50}%` }}
            >
              {axisLabel(mark)}
            </span>
          ))}
          <span className="absolute right-0 bottom-0 translate-y-1/2">0</span>
        </div>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
          className="h-[180px] w-full overflow-visible"
        >
          {[0, HEIGHT / 2].map((y) => (
            <line
              key={y}
              x1="0"
              x2={WIDTH}
              y1={y}
              y2={y}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {bars.map((bar, index) => {
            const height = shareOf(bar.value, top) * HEIGHT
            const isOpen = isLastOpen && index === bars.length - 1
            return (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
                key={index}
                x={index * step + (step * GAP) / 2}
                width={step * (1 - GAP)}
                y={HEIGHT - height}
                height={height}
                className={isOpen ? 'fill-map-1' : 'fill-signal'}
              >
                <title>{`${bar.label}: ${formatExact(bar.value, unit)}`}</title>
              </rect>
            )
          })}
          <line
            x1="0"
            x2={WIDTH}
            y1={HEIGHT}
            y2={HEIGHT}
            className="stroke-line-strong"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      </div>
      <div className="mt-2 ml-[60px] flex justify-between font-mono text-ink-3 text-xs" aria-hidden="true">
        {axisEnds(bars).map((text) => (
          <span key={text}>{text}</span>
        ))}
      </div>
    </figure>
  )
}

function axisLabel(value: bigint): string {
  const text = formatAmountDown(value, value >= 10n ** 19n ? 0 : 2)
  return text.length > 9 ? formatAmountDown(value, 0) : text
}

/** First, middle and last label: more do not fit a phone. */
function axisEnds(bars: readonly Bar[]): string[] {
  const picked = [bars[0], bars[Math.floor(bars.length / 2)], bars[bars.length - 1]]
  return [...new Set(picked.flatMap((bar) => (bar ? [bar.label] : [])))]
}
