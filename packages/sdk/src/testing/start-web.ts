import { createServer } from 'node:net'
import { LOCAL_CHAIN_ID } from '@network3/chain/local-economy'
import { programEnv } from '@network3/testing/program-env'
import { launchProgram, type Program } from './spawn-program.ts'

export type WebPlace = {
  databaseUrl: string
  rpcUrl: string
  deploymentFile: string
  gatewayUrls: readonly string[]
}

/** The site as it is run anywhere, from its production build (`npm run build`). Resolves when it listens. */
export function startWeb(place: WebPlace, port: number): Promise<Program> {
  return launchProgram({
    file: 'apps/web/src/serve/main.ts',
    args: ['--port', String(port)],
    env: programEnv({
      ...{ NODE_ENV: 'production', CHAIN_ID: String(LOCAL_CHAIN_ID), LOG_LEVEL: 'warn' },
      ...{ DATABASE_URL: place.databaseUrl, RPC_URL: place.rpcUrl, DEPLOYMENT_FILE: place.deploymentFile },
      GATEWAY_URL: place.gatewayUrls.join(','),
    }),
    urlIn: (log) => /The site is at (http:\S+\d)/.exec(log)?.[1],
  })
}

/** A port that nothing listens on, for a server that comes back to where it was. */
export function findPort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
