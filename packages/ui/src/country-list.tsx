import type { DotMapCountry } from './dot-map.tsx'
import { formatShareDown } from './dot-map-tone.ts'

/** What the map shows, as a list: for who cannot see it, and for who wants the figures. */
export function CountryList({ countries, noun }: { countries: readonly DotMapCountry[]; noun: string }) {
  const total = countries.reduce((sum, { count }) => sum + count, 0)
  return (
    <ol className="grid gap-x-8 sm:grid-cols-2 lg:grid-cols-4">
      {countries.map(({ code, name, count }) => (
        <li key={code} className="flex h-8 items-center gap-3 border-line border-b text-md">
          <span className="w-6 font-mono text-ink-3 text-sm">{code}</span>
          <span className="grow truncate">{name}</span>
          <span className="font-mono" title={`${count} of ${total} ${noun}`}>
            {count}
          </span>
          <span className="w-14 text-right font-mono text-ink-3">{formatShareDown(count, total)}</span>
        </li>
      ))}
    </ol>
  )
}
