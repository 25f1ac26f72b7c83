/** An EIP-712 struct a contract hashes, and the domain it hashes it under. */
export type TypedData = { file: string; domain: string; type: string }

/** Reads them off the sources: `keccak256("Name(…)")` and the EIP712 constructor's name and version. */
export function findTypedData(sources: ReadonlyMap<string, string>): TypedData[] {
  const found: TypedData[] = []
  for (const [file, source] of sources) {
    const domain = /EIP712\("([^"]+)", "([^"]+)"\)/.exec(source)
    for (const [, strings = ''] of source.matchAll(/keccak256\(\s*((?:"[^"]*"\s*)+)\)/g)) {
      const type = [...strings.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join('')
      if (!/^[A-Z]\w*\(\w+(?:\[\])? \w+/.test(type)) continue
      found.push({ file, domain: domain === null ? '' : `${domain[1]}, version ${domain[2]}`, type })
    }
  }
  return found
}
