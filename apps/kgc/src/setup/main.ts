import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isAppError } from '@network3/core/app-error'
import { setUpKgc, setUpNode } from './set-up-kgc.ts'

const usage = `Sets up the files of KGC nodes; what is there already is kept.

  One node, on its own machine:  npm run setup -w @network3/kgc -- --data-dir <folder>
  All on this machine (local):   npm run setup -w @network3/kgc -- --data-dir <folder> --kgc <name>
                                   --chain-id <id> --peer-ports <one for each node, with commas>
`

function main(): void {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      kgc: { type: 'string' },
      'chain-id': { type: 'string' },
      'peer-ports': { type: 'string' },
    },
  })
  const folder = values['data-dir']
  if (folder === undefined) {
    process.stdout.write(usage)
    process.exitCode = 2
    return
  }
  const ports = values['peer-ports']
  if (ports === undefined) {
    const { publicKey } = setUpNode(resolve(folder))
    process.stdout.write(`${publicKey}\n`)
    return
  }
  const { rosterFile } = setUpKgc({
    folder: resolve(folder),
    kgc: values.kgc ?? 'local',
    chainId: Number(values['chain-id'] ?? 31337),
    peerPorts: ports.split(',').map(Number),
  })
  process.stdout.write(`${rosterFile}\n`)
}

try {
  main()
} catch (error) {
  console.error(isAppError(error) ? error.message : error)
  process.exit(1)
}
