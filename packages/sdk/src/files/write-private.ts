import { randomBytes } from 'node:crypto'
import { link, mkdir, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '@network3/core/app-error'

/**
 * Writes a file (0600, in a folder of 0700) that is whole or not there, and on the disk when this returns. Throws
 * FILE_EXISTS unless `replace`.
 */
export async function writePrivate(
  path: string,
  text: string,
  { replace = false }: { replace?: boolean } = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    if (replace) return await rename(draft, path)
    // A link refuses to take the place of a file that is there; a rename would not.
    await link(draft, path)
    await unlink(draft)
  } catch (cause) {
    await unlink(draft)
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    throw new AppError('FILE_EXISTS', `${path} is there already; nothing was changed.`, { cause })
  }
}
