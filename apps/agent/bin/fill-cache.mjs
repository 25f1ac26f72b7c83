// Loads what a running agent loads, so that it lies in the cache, and ends.
import { openCache } from './open-cache.mjs'

openCache()
const modules = [
  ...['main', 'commands/up', 'commands/pair-with', 'pairing/pair-node', 'pairing/describe-hardware'],
  ...['run-agent', 'jobs/sealed-job', 'keys/sealing-keys'],
]
// As a command line that asks for nothing: main.ts loads commands by their names.
process.argv.splice(2)
process.argv.push('--version')
await Promise.all(modules.map((name) => import(`../src/${name}.ts`)))
