import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { platform as osPlatform } from 'node:process'

/**
 * Runs forge's own binary with these arguments and ends as it ends. The command that npm links is a wrapper that
 * exits with 0 whatever forge says (@foundry-rs/forge 1.7.1), so that failing tests would pass.
 */
const architecture = process.arch === 'x64' ? 'amd64' : process.arch
const platformPackage = `@foundry-rs/forge-${osPlatform}-${architecture}`

function findForge(): string {
  const fromForge = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/forge/package.json'))
  const manifest = fromForge.resolve(`${platformPackage}/package.json`)
  return join(dirname(manifest), 'bin', osPlatform === 'win32' ? 'forge.exe' : 'forge')
}

try {
  const forge = spawn(findForge(), process.argv.slice(2), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => forge.kill(signal))
  forge.on('error', (error) => {
    console.error(`forge did not start: ${error.message}`)
    process.exitCode = 1
  })
  forge.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
} catch (cause) {
  console.error(`There is no forge for this machine (npm package ${platformPackage}).`, cause)
  process.exitCode = 1
}
