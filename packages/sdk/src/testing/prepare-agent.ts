import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBundle } from '@network3/clsc/bundle'
import type { UserKey, UserSecret } from '@network3/clsc/user-key'
import type { Address, Hex } from '@network3/core/hex'
import type { KeyDealer } from '@network3/testing/key-dealer'
import { bytesToHex, hexToBytes } from 'viem'
import { encodeKeyFile } from '../keys/key-file.ts'
import { openKeyStore } from '../keys/key-store.ts'
import { protect } from '../keys/protect.ts'
import { launchProgram, type Program } from './spawn-program.ts'

export type AgentKeys = { privateKey: Hex; address: Address; userSecret: UserSecret; userKey: UserKey }

/** Of one job, more than any job of a test asks for. */
const MEMORY_MIB = 512

/**
 * The home of a node that has been paired, and was given its key of today: what `n3-agent` would have kept there. Its
 * secrets lie open, so that a restart costs what an agent costs and not what a passphrase costs.
 */
export async function prepareAgentHome(
  home: string,
  { privateKey, address, userSecret, userKey }: AgentKeys,
  { domain }: KeyDealer,
  kinds: readonly string[],
): Promise<void> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const write = (name: string, value: unknown) => writeFileSync(join(home, name), JSON.stringify(value))
  const secret = await protect(hexToBytes(privateKey), undefined)
  write('node-key.json', { version: 1, node: address, secret })
  const cores = availableParallelism()
  write('limits.json', {
    ...{ cpuPercent: 100, memoryMib: MEMORY_MIB * cores, nice: 0, hours: [], worksOnBattery: true },
    ...{ busyAbovePercent: null, kinds, classes: ['D0'], isPaused: false },
  })
  const bundle = createBundle(domain, userKey)
  const own = {
    ...{ id: `did:n3:${address}#node`, domain, userSecret, grant: undefined },
    keys: [userKey],
  }
  const file = await encodeKeyFile(own, () => bundle, undefined)
  await openKeyStore(join(home, 'keys')).write('node-g1', file)
  const { epoch } = userKey.publicKey
  write('keys/issued.json', { generation: 1, epochs: [epoch], published: [bytesToHex(bundle).slice(2)] })
}

/** `n3-agent up` on such a home, as its owner starts it. Resolves when it is online; its url is the node's address. */
export function startAgent(home: string, siteUrl: string, address: Address): Promise<Program> {
  return launchProgram({
    file: 'apps/agent/bin/n3-agent.mjs',
    args: ['up', '--no-pair', '--site', siteUrl, '--home', home, '--port', '0'],
    env: { PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: join(tmpdir(), 'network3-test-cache') },
    urlIn: (log) => (log.includes('"msg":"Online at ') ? address : undefined),
  })
}
