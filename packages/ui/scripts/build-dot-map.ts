// Draws the world as dots, once, into src/dot-map-cells.json: `node packages/ui/scripts/build-dot-map.ts`.
// Natural Earth projection, a hexagonal grid, one dot per cell of land with the country under it. A country too
// small for the grid gets the free cell nearest to it, so that no country is without a dot.
import { readFileSync, writeFileSync } from 'node:fs'
import { geoBounds, geoCentroid, geoContains, geoNaturalEarth1 } from 'd3-geo'
import { feature } from 'topojson-client'

const WIDTH = 1000
const STEP = 9.4
const ROW = (STEP * Math.sqrt(3)) / 2
/** Antarctica has nobody to lend anything, and would take a fifth of the picture. */
const SOUTH = -56
const NORTH = 83

type Cell = { row: number; column: number; x: number; y: number; longitude: number; latitude: number }

const topology = JSON.parse(
  readFileSync(new URL(import.meta.resolve('world-atlas/countries-50m.json')), 'utf8'),
) as {
  objects: { countries: { type: 'GeometryCollection'; geometries: unknown[]; properties?: { name: string } } }
}

const countries = feature(topology, topology.objects.countries)
  .features.map((shape) => ({ code: alpha2(shape.id), shape, bounds: geoBounds(shape) }))
  .filter(({ code }) => code !== 'AQ')

/** ISO 3166 numeric → alpha-2, by the territory aliases of the Unicode locale data. */
function alpha2(numeric: unknown): string | undefined {
  if (typeof numeric !== 'string') return undefined
  const region = new Intl.Locale(`und-${numeric.padStart(3, '0')}`).region
  return region !== undefined && /^[A-Z]{2}$/.test(region) ? region : undefined
}

/** Cut in the Bering Strait instead of at 180°, so that no country lies on both sides. */
const CENTRE_LONGITUDE = 11

const projection = geoNaturalEarth1().rotate([-CENTRE_LONGITUDE, 0]).fitWidth(WIDTH, { type: 'Sphere' })
const top = projection([CENTRE_LONGITUDE, NORTH])?.[1] ?? 0
const bottom = projection([CENTRE_LONGITUDE, SOUTH])?.[1] ?? 0

function* gridCells(): Generator<Cell> {
  for (let row = 0; top + row * ROW <= bottom; row++) {
    const indent = row % 2 === 0 ? 0 : STEP / 2
    for (let column = 0; indent + column * STEP <= WIDTH; column++) {
      const x = indent + column * STEP
      const y = row * ROW
      const place = projection.invert?.([x, y + top])
      // Outside the globe's outline the inverse wraps round to the other side, and does not lead back here.
      const back = place && projection(place)
      if (!place || !back || Math.abs(back[0] - x) > 0.01) continue
      yield { row, column, x, y, longitude: place[0], latitude: place[1] }
    }
  }
}

function countryAt({ longitude, latitude }: Cell): string | undefined {
  const found = countries.find(({ shape, bounds: [[west, south], [east, north]] }) => {
    const inLongitude =
      west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east
    return inLongitude && latitude >= south && latitude <= north && geoContains(shape, [longitude, latitude])
  })
  return found && (found.code ?? '--')
}

const cells = [...gridCells()]
const countryOfCell = new Map<Cell, string>()
const cellCount = new Map<string, number>()

for (const cell of cells) {
  const code = countryAt(cell)
  if (code !== undefined) place(cell, code)
}
for (const { code, shape } of countries) {
  if (code === undefined || cellCount.has(code)) continue
  const centre = projection(geoCentroid(shape))
  if (centre === null) continue
  const [x, y] = [centre[0], centre[1] - top]
  const distance = (cell: Cell) => (cell.x - x) ** 2 + (cell.y - y) ** 2
  // The only dot of another country is never taken.
  const free = cells.filter((cell) => (cellCount.get(countryOfCell.get(cell) ?? '') ?? 2) > 1)
  const nearest = free.reduce((best, cell) => (distance(cell) < distance(best) ? cell : best))
  if (nearest.y >= 0) place(nearest, code)
}

function place(cell: Cell, code: string): void {
  const before = countryOfCell.get(cell)
  if (before !== undefined) cellCount.set(before, (cellCount.get(before) ?? 1) - 1)
  countryOfCell.set(cell, code)
  cellCount.set(code, (cellCount.get(code) ?? 0) + 1)
}

const byCountry: Record<string, number[]> = {}
for (const [cell, code] of countryOfCell) {
  byCountry[code] ??= []
  byCountry[code].push(cell.row, cell.column)
}
const sorted = Object.fromEntries(Object.entries(byCountry).sort(([a], [b]) => (a < b ? -1 : 1)))
const file = { width: WIDTH, height: Math.ceil(bottom - top), step: STEP, cells: sorted }
const target = new URL('../src/dot-map-cells.json', import.meta.url)
writeFileSync(target, `${JSON.stringify(file).replaceAll('],"', '],\n"')}\n`)
process.stdout.write(`${countryOfCell.size} dots, ${Object.keys(sorted).length} countries\n`)
