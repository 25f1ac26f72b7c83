// `npm start`: installs what is missing, then brings the network up. Plain JavaScript, so that any Node from 20 on
// can begin; everything after the install runs on the Node that package.json pins.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

try {
  ensureInstalled()
} catch (error) {
  console.error(`npm start: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}

// The pinned Node and tools come first on PATH, as in every npm script; without npm in between, a signal has one
// wrapper less to get lost in.
const bin = join(root, 'node_modules', '.bin')
const node =
  process.platform === 'win32' ? join(root, 'node_modules', 'node', 'bin', 'node.exe') : join(bin, 'node')
const up = spawn(node, [join(root, 'apps', 'localnet', 'src', 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
})
// Passed on, not acted on: the network stops in order, and this ends when it has.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => up.kill(signal))
up.on('error', (error) => {
  console.error(
    `npm start: the pinned Node could not be run (${error.message}); remove node_modules and try again.`,
  )
  process.exit(1)
})
up.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
