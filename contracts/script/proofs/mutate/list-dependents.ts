const nameOf = (file: string) => file.replace(/^.*\//, '').replace(/\.sol$/, '')

/**
 * Names of the source's contract and of all that are built from it, so that Staking's tests judge PoolLib and
 * StakingState too. Imports of an interface do not count.
 * @param sources source text by file below the project folder
 */
export function listDependents(file: string, sources: ReadonlyMap<string, string>): string[] {
  const names = new Set([nameOf(file)])
  for (let size = 0; size !== names.size; ) {
    size = names.size
    for (const [other, source] of sources) {
      const imported = [...source.matchAll(/^import [^;]*?"(\.[^"]+)";/gm)].map(([, path = '']) =>
        nameOf(path),
      )
      if (imported.some((name) => names.has(name))) names.add(nameOf(other))
    }
  }
  return [...names]
}
