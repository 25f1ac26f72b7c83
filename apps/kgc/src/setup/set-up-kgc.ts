import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from '../files/write-durably.ts'
import { ensureIdentity } from '../identity/identity.ts'
import { parseRoster } from '../identity/roster.ts'
import { createSealKey, readSealKeyFile } from '../seal/seal-key.ts'

/** Where one node's things are. */
export type NodeFolder = { dataDir: string; sealKeyFile: string; publicKey: string }

/** Makes one node's seal key and identity, or gives what the folder has. */
export function setUpNode(dataDir: string): NodeFolder {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const sealKeyFile = join(dataDir, 'seal.key')
  if (!existsSync(sealKeyFile)) writeDurably(sealKeyFile, `${randomBytes(32).toString('hex')}\n`)
  const { publicKey } = ensureIdentity(dataDir, createSealKey(readSealKeyFile(sealKeyFile), dataDir))
  return { dataDir, sealKeyFile, publicKey }
}

/**
 * All nodes of a KGC on one machine, with their roster: for the local network, tests and benches. Nodes of a real one
 * are set up each on its own machine, with the seal key kept elsewhere.
 */
export function setUpKgc(options: {
  folder: string
  kgc: string
  chainId: number
  /** One for each node. */
  peerPorts: readonly number[]
}): { rosterFile: string; nodes: NodeFolder[] } {
  const nodes = options.peerPorts.map((_, index) => setUpNode(join(options.folder, `node-${index + 1}`)))
  const roster = {
    kgc: options.kgc,
    chainId: options.chainId,
    nodes: nodes.map(({ publicKey }, index) => ({
      publicKey,
      peerUrl: `https://127.0.0.1:${options.peerPorts[index]}`,
    })),
  }
  parseRoster(roster)
  const rosterFile = join(options.folder, 'roster.json')
  writeDurably(rosterFile, `${JSON.stringify(roster, undefined, 2)}\n`)
  return { rosterFile, nodes }
}
