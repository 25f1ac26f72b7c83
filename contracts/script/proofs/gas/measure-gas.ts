import { readdir, readFile, rm } from 'node:fs/promises'
import { toFunctionSignature } from 'viem'
import { artifactNames, readArtifact } from '../../artifacts.ts'
import { callForge, contractsFolder } from '../call-forge.ts'
import type { GasSnapshot } from './compare-gas.ts'

const folder = `${contractsFolder}cache/gas/`

/** Runs test/gas with each call as a transaction of its own and reads what it left. */
export async function measureGas(): Promise<{ snapshot: GasSnapshot; output: string; hasFailed: boolean }> {
  await rm(folder, { recursive: true, force: true })
  const { status, output } = await callForge(['test', '--isolate', '--match-path', 'test/gas/*'])
  const snapshot: GasSnapshot = {}
  if (status !== 0) return { snapshot, output, hasFailed: true }
  for (const file of (await readdir(folder)).sort()) {
    const calls = JSON.parse(await readFile(folder + file, 'utf8')) as Record<string, string>
    const sorted = Object.entries(calls).sort(([a], [b]) => (a < b ? -1 : 1))
    snapshot[file.replace(/\.json$/, '')] = Object.fromEntries(
      sorted.map(([call, gas]) => [call, Number(gas)]),
    )
  }
  return { snapshot, output, hasFailed: false }
}

/** The external functions of each contract that is deployed, but for OpenZeppelin's AccessManager. */
export async function listSignatures(): Promise<Record<string, string[]>> {
  const names = Object.values(artifactNames).filter((name) => name !== 'AccessManager')
  const entries = names.map(async (name): Promise<[string, string[]]> => {
    const { abi } = await readArtifact(name)
    return [name, abi.filter((entry) => entry.type === 'function').map((entry) => toFunctionSignature(entry))]
  })
  return Object.fromEntries(await Promise.all(entries))
}
