type Grid = { step: number; cells: Record<string, number[]> }

/** Path of a country's dots, each a line without length: round caps make it a disc of the stroke's width. */
export function dotMapPath(grid: Grid, country: string): string {
  const cells = grid.cells[country] ?? []
  let path = ''
  for (let index = 0; index + 1 < cells.length; index += 2) {
    const row = cells[index] ?? 0
    const column = cells[index + 1] ?? 0
    const x = column * grid.step + (row % 2 === 0 ? 0 : grid.step / 2)
    const y = (row * grid.step * Math.sqrt(3)) / 2
    path += `M${Math.round(x * 10) / 10} ${Math.round(y)}h0`
  }
  return path
}
