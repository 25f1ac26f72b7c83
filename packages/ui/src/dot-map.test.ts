import { countryCodes } from '@network3/core/countries'
import { expect, test } from 'vitest'
import grid from './dot-map-cells.json' with { type: 'json' }
import { dotMapPath } from './dot-map-path.ts'
import { dotMapTone, formatShareDown } from './dot-map-tone.ts'

const cells: Record<string, number[]> = grid.cells

test('every cell belongs to one country only', () => {
  const seen = new Set<string>()
  for (const list of Object.values(cells)) {
    for (let index = 0; index < list.length; index += 2) {
      const cell = `${list[index]},${list[index + 1]}`
      expect(seen.has(cell), cell).toBe(false)
      seen.add(cell)
    }
  }
})

test('countries too small for the grid have a dot too', () => {
  for (const code of ['SG', 'HK', 'MT', 'LU', 'BH', 'MU', 'US', 'DE', 'CN', 'NZ']) {
    expect(cells[code]?.length, code).toBeGreaterThanOrEqual(2)
  }
})

test('every code on the map is an assigned country, or disputed land', () => {
  const known = new Set([...countryCodes, '--', 'XK'])
  expect(Object.keys(cells).filter((code) => !known.has(code))).toEqual([])
})

test('no dot lies outside the picture', () => {
  for (const code of Object.keys(cells)) {
    for (const [, x, y] of dotMapPath(grid, code).matchAll(/M([\d.]+) (\d+)h0/g)) {
      expect(Number(x)).toBeLessThanOrEqual(grid.width)
      expect(Number(y)).toBeLessThanOrEqual(grid.height)
    }
  }
})

test('a tone tells the share, and one node among many is still seen', () => {
  expect(dotMapTone(0, 100)).toBe(0)
  expect(dotMapTone(1, 1_000_000)).toBe(1)
  expect(dotMapTone(3, 100)).toBe(2)
  expect(dotMapTone(6, 100)).toBe(3)
  expect(dotMapTone(1, 0)).toBe(0)
})

test('shares are rounded down, and something is never shown as nothing', () => {
  expect(formatShareDown(1, 3)).toBe('33.3 %')
  expect(formatShareDown(1, 5000)).toBe('<0.1 %')
  expect(formatShareDown(0, 5)).toBe('0 %')
})
