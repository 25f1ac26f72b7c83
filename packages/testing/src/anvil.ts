import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AnvilOptions,
  type AnvilServer,
  startAnvil as startServer,
} from '@network3/local-servers/start-anvil'

export type { AnvilServer } from '@network3/local-servers/start-anvil'

/**
 * A real OP-stack anvil of its own, chain id 31337, on a port the system chose. Without `blockTime` each
 * transaction makes its own block. `pid` is anvil itself, so that a kill takes the chain and not a wrapper.
 */
export async function startAnvil(options: Omit<AnvilOptions, 'logFile' | 'port'> = {}): Promise<AnvilServer> {
  const folder = mkdtempSync(join(tmpdir(), 'network3-anvil-'))
  const server = await startServer({ ...options, logFile: join(folder, 'anvil.log') })
  return {
    ...server,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
