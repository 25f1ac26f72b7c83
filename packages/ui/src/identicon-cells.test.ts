import { expect, test } from 'vitest'
import { identiconCells } from './identicon-cells.ts'

const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

test('an address draws the same picture in any capitals', () => {
  expect(identiconCells(address)).toEqual(identiconCells(address.toLowerCase()))
})

test('the picture is its own mirror image', () => {
  const cells = identiconCells(address).map(({ x, y }) => `${x},${y}`)
  for (const { x, y } of identiconCells(address)) expect(cells).toContain(`${4 - x},${y}`)
})

test('addresses that differ in one digit rarely look alike', () => {
  const pictures = new Set<string>()
  for (let last = 0; last < 64; last++) {
    const neighbour = `${address.slice(0, -2)}${last.toString(16).padStart(2, '0')}`
    pictures.add(JSON.stringify(identiconCells(neighbour)))
  }
  expect(pictures.size).toBeGreaterThan(60)
})
