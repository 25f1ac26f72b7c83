import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import type { z } from 'zod'
import { writeFileDurably } from './write-file.ts'

/** Everything an agent keeps, in a folder that only its owner may enter. One folder is one node. */
export type AgentHome = {
  folder: string
  path(...names: string[]): string
  /** Undefined when there is no such file. Throws KEY_FILE_INVALID for one that is not as it should be. */
  readJson<T>(name: string, schema: z.ZodType<T>): Promise<T | undefined>
  writeJson(name: string, value: unknown): Promise<void>
}

export async function openHome(folder: string): Promise<AgentHome> {
  await mkdir(join(folder, 'results'), { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const path = (...names: string[]) => join(folder, ...names)
  return {
    folder,
    path,
    readJson: async (name, schema) => {
      const text = await readFile(path(name), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      if (text === undefined) return undefined
      try {
        return schema.parse(JSON.parse(text))
      } catch (cause) {
        throw new AppError('KEY_FILE_INVALID', `${path(name)} cannot be used: mend it or move it away.`, {
          cause,
        })
      }
    },
    writeJson: (name, value) => writeFileDurably(path(name), `${JSON.stringify(value, undefined, 2)}\n`),
  }
}
