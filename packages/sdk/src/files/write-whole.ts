import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { link, rename, unlink } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { AppError } from '@network3/core/app-error'

/**
 * Writes a stream to `path` so that the file is whole and verified, or not there: into a draft beside it (0600), moved
 * into place after `verified` resolves. Throws FILE_EXISTS unless `replace`; whatever fails, the draft is removed.
 */
export async function writeWhole(
  source: ReadableStream<Uint8Array>,
  path: string,
  { replace, verified }: { replace: boolean; verified?: Promise<unknown> },
): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`
  const file = createWriteStream(draft, { flags: 'wx', mode: 0o600 })
  try {
    await source.pipeTo(Writable.toWeb(file))
    await verified
    if (replace) await rename(draft, path)
    else {
      // A link refuses to take the place of a file that is there; a rename would not.
      await link(draft, path)
      await unlink(draft)
    }
  } catch (cause) {
    await unlink(draft).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    throw new AppError('FILE_EXISTS', `${path} is there already: add --force to replace it.`, { cause })
  }
}
