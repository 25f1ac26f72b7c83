/** Gas by contract, then by function signature, with the scenario behind it where there are several. */
export type GasSnapshot = Record<string, Record<string, number>>

/** Past this share of the committed figure a change must be meant, so the snapshot is written anew. */
export const TOLERANCE_PERCENT = 2

const rows = (snapshot: GasSnapshot) =>
  Object.entries(snapshot).flatMap(([contract, calls]) =>
    Object.entries(calls).map(([call, gas]) => ({ key: `${contract}.${call}`, gas })),
  )

/** What measured differs from what is committed, a sentence each. */
export function compareGas(committed: GasSnapshot, measured: GasSnapshot): string[] {
  const before = new Map(rows(committed).map(({ key, gas }) => [key, gas]))
  const problems: string[] = []
  for (const { key, gas } of rows(measured)) {
    const old = before.get(key)
    before.delete(key)
    if (old === undefined) problems.push(`${key}: ${gas} gas, not in the snapshot`)
    else if (Math.abs(gas - old) * 100 > old * TOLERANCE_PERCENT) {
      const percent = (((gas - old) * 100) / old).toFixed(1)
      problems.push(`${key}: ${gas} gas, ${old} in the snapshot (${gas > old ? '+' : ''}${percent} %)`)
    }
  }
  return [...problems, ...[...before.keys()].map((key) => `${key}: in the snapshot, but not measured`)]
}

/** External functions that no test measures, and measurements of no function. */
export function findUnmeasured(
  signatures: Record<string, readonly string[]>,
  measured: GasSnapshot,
): string[] {
  const problems: string[] = []
  for (const [contract, functions] of Object.entries(signatures)) {
    const calls = Object.keys(measured[contract] ?? {}).map((call) => call.split(' ')[0] ?? call)
    for (const signature of functions) {
      if (!calls.includes(signature))
        problems.push(`${contract}.${signature}: no test in test/gas measures it`)
    }
    for (const call of calls) {
      if (!functions.includes(call)) problems.push(`${contract}.${call}: measured, but no function of it`)
    }
  }
  for (const contract of Object.keys(measured)) {
    if (signatures[contract] === undefined) problems.push(`${contract}: measured, but not deployed`)
  }
  return problems
}
