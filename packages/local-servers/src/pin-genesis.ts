import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * When the chain of a state file began, in seconds; for a chain that has no state yet, now, kept beside the file.
 * Undefined for a state without that record.
 *
 * anvil makes a genesis block of its own at every start and keeps it beside the loaded ones. Unless it is the very
 * same block, the next dump holds two blocks of number 0 and the load after that may take the wrong one: block 1
 * then follows on nothing, and the chain looks like another chain.
 */
export function pinGenesis(stateFile: string, nowSeconds: number): number | undefined {
  const record = `${stateFile}.genesis`
  if (!existsSync(stateFile)) {
    writeFileSync(record, `${nowSeconds}\n`)
    return nowSeconds
  }
  return existsSync(record) ? Number(readFileSync(record, 'utf8')) : undefined
}
