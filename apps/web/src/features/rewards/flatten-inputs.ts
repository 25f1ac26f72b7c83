/** The inputs of a score as names and values, nested ones by their path: `factors density`. */
export function flattenInputs(inputs: Record<string, unknown>, path: readonly string[] = []): NamedValue[] {
  return Object.entries(inputs).flatMap(([name, value]) => {
    const here = [...path, name]
    if (isRecord(value)) return flattenInputs(value, here)
    return [{ name: here.map(spaced).join(' '), value: value === null ? 'none' : String(value) }]
  })
}

type NamedValue = { name: string; value: string }

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `stakePerNodeWei` → `stake per node wei` */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
