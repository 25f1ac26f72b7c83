import { createRequire } from 'node:module'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'

/**
 * Path of anvil's own binary. The command npm links is a wrapper in JavaScript: a signal that kills the wrapper
 * leaves the chain running, so it is not used.
 *
 * @throws AppError PROCESS_FAILED with a sentence when npm installed none for this platform.
 */
export function findAnvil(): string {
  const platform = process.platform
  const name = `@foundry-rs/anvil-${platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`
  try {
    const manifest = createRequire(
      createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'),
    ).resolve(`${name}/package.json`)
    return join(manifest, '..', 'bin', platform === 'win32' ? 'anvil.exe' : 'anvil')
  } catch (cause) {
    throw new AppError(
      'PROCESS_FAILED',
      `There is no anvil for ${platform}-${process.arch} (npm package ${name}): install the optional dependencies, or set RPC_URL and CHAIN_ID to a chain of your own.`,
      { cause },
    )
  }
}
