import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { type KeyFile, parseKeyFile } from './key-file.ts'

const SUFFIX = '.key.json'

/** What a key is called on this machine; never more than a file name. */
export const KEY_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/

export type KeyStore = {
  list(): Promise<{ name: string; file: KeyFile }[]>
  /** Throws KEY_NOT_FOUND, KEY_FILE_INVALID, INPUT_INVALID. */
  read(name: string): Promise<KeyFile>
  /** Throws KEY_EXISTS unless `replace`. The file is whole or not there, and only its owner may read it. */
  write(name: string, file: KeyFile, options?: { replace?: boolean }): Promise<string>
}

/** Key files in a folder of the user's (0700, files 0600). */
export function openKeyStore(folder: string): KeyStore {
  const pathOf = (name: string) => {
    if (!KEY_NAME.test(name)) {
      throw new AppError(
        'INPUT_INVALID',
        `“${name}” cannot name a key: use lower-case letters, digits, dots, dashes, at most 63.`,
      )
    }
    return join(folder, `${name}${SUFFIX}`)
  }
  const read = async (name: string) => {
    const path = pathOf(name)
    const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause
      throw new AppError('KEY_NOT_FOUND', `There is no key “${name}” in ${folder}: see \`n3 keys list\`.`, {
        cause,
      })
    })
    return parseKeyFile(text, path)
  }
  return {
    read,
    list: async () => {
      const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw error
      })
      const names = entries
        .filter((entry) => entry.endsWith(SUFFIX))
        .map((entry) => entry.slice(0, -SUFFIX.length))
      return Promise.all(names.sort().map(async (name) => ({ name, file: await read(name) })))
    },
    write: async (name, file, { replace = false } = {}) => {
      const path = pathOf(name)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
      const handle = await open(draft, 'wx', 0o600)
      try {
        await handle.writeFile(`${JSON.stringify(file, undefined, 2)}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
      try {
        if (!replace) await claim(path)
        await rename(draft, path)
      } catch (error) {
        await unlink(draft)
        throw error
      }
      return path
    },
  }
}

/** Takes the file's place, so that of two writers at once one is refused. Throws KEY_EXISTS. */
async function claim(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    throw new AppError('KEY_EXISTS', `There is a key at ${path} already; nothing was changed.`, { cause })
  }
}
