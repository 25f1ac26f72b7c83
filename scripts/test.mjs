// `npm test`: sets everything up, then proves it. Plain JavaScript, so that any Node from 20 on can begin;
// everything after the install runs on the Node that package.json pins.
import { spawnSync } from 'node:child_process'
import { ensureInstalled } from './ensure-installed.mjs'

try {
  ensureInstalled()
} catch (error) {
  console.error(`npm test: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}

const run = spawnSync('npm', ['run', '--silent', 'test:all', '--', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
process.exit(run.status ?? 1)
