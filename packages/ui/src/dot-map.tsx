import grid from './dot-map-cells.json' with { type: 'json' }
import { dotMapPath } from './dot-map-path.ts'
import { type DotMapTone, dotMapSteps, dotMapTone, formatShareDown } from './dot-map-tone.ts'

export type DotMapCountry = { code: string; name: string; count: number }

type DotMapProps = {
  countries: readonly DotMapCountry[]
  /** What is counted: `registered nodes`. */
  noun: string
}

const looks: Record<DotMapTone, string> = {
  0: 'stroke-map-0 stroke-[3px]',
  1: 'stroke-map-1 stroke-[4.6px]',
  2: 'stroke-map-2 stroke-[5.4px]',
  3: 'stroke-map-3 stroke-[6.2px]',
}

const swatches: Record<DotMapTone, string> = { 0: 'bg-map-0', 1: 'bg-map-1', 2: 'bg-map-2', 3: 'bg-map-3' }

/**
 * The world in dots, lit by each country's share. The list of countries beside it says the same in figures.
 * Drawn on the server: it is markup, and costs no JavaScript.
 */
export function DotMap({ countries, noun }: DotMapProps) {
  const total = countries.reduce((sum, { count }) => sum + count, 0)
  const lit = new Set(countries.filter(({ count }) => count > 0).map(({ code }) => code))
  const unlit = Object.keys(grid.cells).filter((code) => !lit.has(code))
  const ground = unlit.map((code) => dotMapPath(grid, code)).join('')
  return (
    <figure className="relative m-0">
      <svg
        viewBox={`-4 -4 ${grid.width + 8} ${grid.height + 8}`}
        role="img"
        aria-label={`Map of the world: ${total} ${noun} in ${lit.size} countries`}
        className="block h-auto w-full fill-none"
        strokeLinecap="round"
      >
        <path d={ground} className={looks[0]} />
        {countries.map(({ code, name, count }) => (
          <path key={code} d={dotMapPath(grid, code)} className={looks[dotMapTone(count, total)]}>
            <title>{`${name}: ${count} of ${total} ${noun}, ${formatShareDown(count, total)}`}</title>
          </path>
        ))}
      </svg>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 font-mono text-ink-3 text-xs">
        {dotMapSteps.map(({ tone, label }) => (
          <Swatch key={tone} className={swatches[tone]} label={label} />
        ))}
        <Swatch className={swatches[0]} label="none" />
      </figcaption>
    </figure>
  )
}

function Swatch({ className, label }: { className: string; label: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden="true" className={`size-2 rounded-full ${className}`} />
      {label}
    </span>
  )
}
