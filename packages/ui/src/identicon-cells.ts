/**
 * Which of the 5 × 5 cells of an identicon are ink: 15 bits of the address, mirrored left to right.
 * Drawn from the address alone, so that the same wallet looks the same everywhere.
 */
export function identiconCells(address: string): { x: number; y: number }[] {
  const digits = address.toLowerCase().replace(/^0x/, '')
  let mixed = 0x811c9dc5
  for (let index = 0; index < digits.length; index++) {
    mixed = Math.imul(mixed ^ digits.charCodeAt(index), 0x01000193) >>> 0
  }
  // The low bits of FNV-1a differ most for inputs that differ least; fold the high half in.
  mixed ^= mixed >>> 15
  const cells: { x: number; y: number }[] = []
  for (let bit = 0; bit < 15; bit++) {
    if (((mixed >>> bit) & 1) === 0) continue
    const x = Math.floor(bit / 5)
    const y = bit % 5
    cells.push({ x, y })
    if (x !== 2) cells.push({ x: 4 - x, y })
  }
  return cells
}
