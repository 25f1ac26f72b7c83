import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '@network3/core/app-error'

/** What the caller asked for on the command line. */
export type UpArguments = {
  command: 'up' | 'stop' | 'help'
  /** Absolute. */
  dataDir: string
  /** Preferred port of the web. */
  webPort: number
  reset: boolean
  economy: boolean
}

export const helpText = `Brings up a whole Network3 on this machine: PostgreSQL, a chain, contracts, indexer, web and a local economy.

  npm start                         start, or start again on the same data
  npm start -- --reset              throw the data away first
  npm start -- --no-economy         without the local economy (also: ECONOMY=off)
  npm start -- --port 3000          preferred port of the web
  npm start -- --data-dir DIR       data elsewhere than .network3/
  npm start -- --stop               stop the one running on the data folder
  npm start -- --help

From the environment: DATABASE_URL instead of starting PostgreSQL; RPC_URL with CHAIN_ID instead of starting a
chain (DEPLOYMENT_FILE names its contracts); PUBLIC_RPC_URL for browsers where it differs; ECONOMY_FULFILLER=off to
ship the store's orders by hand.
`

/**
 * @param from folder that relative paths start at.
 * @throws AppError INPUT_INVALID with a sentence.
 */
export function parseArguments(args: readonly string[], root: string, from: string): UpArguments {
  const values = readOptions(args)
  const port = values.port === undefined ? 3000 : Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new AppError('INPUT_INVALID', `--port takes a number from 1 to 65535, not "${values.port}".`)
  }
  return {
    command: values.help ? 'help' : values.stop ? 'stop' : 'up',
    dataDir:
      values['data-dir'] === undefined ? resolve(root, '.network3') : resolve(from, values['data-dir']),
    webPort: port,
    reset: values.reset ?? false,
    economy: !(values['no-economy'] ?? false),
  }
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        stop: { type: 'boolean' },
        reset: { type: 'boolean' },
        'no-economy': { type: 'boolean' },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
      },
    }).values
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('INPUT_INVALID', `${reason} See npm start -- --help.`, { cause })
  }
}
