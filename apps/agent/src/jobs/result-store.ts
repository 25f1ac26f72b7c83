import { readdir, readFile, rm } from 'node:fs/promises'
import { hashField } from '@network3/protocol/node/fields'
import { type JobHandle, jobHandleSchema } from '@network3/protocol/node/job-order'
import { workReceiptSchema } from '@network3/protocol/node/work-receipt'
import { z } from 'zod'
import type { AgentHome } from '../home/open-home.ts'
import { writeFileDurably } from '../home/write-file.ts'

const resultSchema = z.strictObject({
  version: z.literal(1),
  receipt: workReceiptSchema,
  /** Opens the commitment; null when none was asked for. */
  nonce: hashField.nullable(),
  /** Unix milliseconds; offered for no longer than a day after. */
  deadlineMs: z.int().positive(),
})
export type StoredResult = z.infer<typeof resultSchema>

/** Results that the gateway has not stored yet, each as a file of what travels and a file about it. */
export type ResultStore = {
  /** Resolves when it would survive a power cut. */
  keep(result: StoredResult, blob: Uint8Array): Promise<void>
  read(handle: JobHandle): Promise<StoredResult | undefined>
  readBlob(handle: JobHandle): Promise<Uint8Array | undefined>
  forget(handle: JobHandle): Promise<void>
  /** Whole results found on disk; halves that a crash left, and what nobody wants any more, are removed. */
  list(nowMs: number): Promise<StoredResult[]>
}

const KEPT_MS = 86_400_000
const FOLDER = 'results'
/** Parsed, for it becomes a file name. */
const nameOf = ({ jobId, fence }: JobHandle) => {
  const handle = jobHandleSchema.parse({ jobId, fence })
  return `${handle.jobId}.${handle.fence}`
}

export function openResultStore(home: AgentHome): ResultStore {
  const fileOf = (handle: JobHandle) => home.path(FOLDER, `${nameOf(handle)}.json`)
  const blobOf = (handle: JobHandle) => home.path(FOLDER, `${nameOf(handle)}.blob`)
  const read = (handle: JobHandle) => home.readJson(`${FOLDER}/${nameOf(handle)}.json`, resultSchema)
  const forget = async (handle: JobHandle) => {
    // The description first: without it the blob is a half that the next start removes.
    await rm(fileOf(handle), { force: true })
    await rm(blobOf(handle), { force: true })
  }
  return {
    keep: async (result, blob) => {
      await writeFileDurably(blobOf(result.receipt), blob)
      await writeFileDurably(fileOf(result.receipt), JSON.stringify(result))
    },
    read,
    readBlob: async (handle) => {
      const bytes = await readFile(blobOf(handle)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      return bytes === undefined ? undefined : new Uint8Array(bytes)
    },
    forget,
    list: async (nowMs) => {
      const names = await readdir(home.path(FOLDER))
      const whole: StoredResult[] = []
      const kept = new Set<string>()
      for (const name of names.filter((each) => each.endsWith('.json'))) {
        const [jobId = '', fence = ''] = name.split('.')
        const result = await read({ jobId, fence: Number(fence) }).catch(() => undefined)
        if (result === undefined || result.deadlineMs + KEPT_MS < nowMs) continue
        whole.push(result)
        kept.add(name).add(`${nameOf(result.receipt)}.blob`)
      }
      for (const name of names) if (!kept.has(name)) await rm(home.path(FOLDER, name), { force: true })
      return whole
    },
  }
}
