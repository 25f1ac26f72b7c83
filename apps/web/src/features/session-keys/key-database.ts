import type { Hex } from '@network3/core/hex'
import { type SessionKey, sessionKeySchema } from './session-key.ts'

/** What a job was sent with from here: by its hashes the receipt is checked once it is back. */
export type SentJob = {
  jobId: string
  moduleHash: Hex
  inputHash: Hex
  /** The values of the example, to show beside what the model took them for. */
  exampleValues?: readonly string[]
}

const NAME = 'network3'
const VERSION = 1
const KEYS = 'session-keys'
const JOBS = 'sent-jobs'

/** Told to every tab of this site when a key comes. */
const CHANNEL = 'network3.session-keys'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(KEYS)
      request.result.createObjectStore(JOBS)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** One transaction on one store. Rejects with the browser's own error: storage may be full, or closed to this site. */
async function within<T>(
  store: string,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: 'strict' })
      const request = act(transaction.objectStore(store))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

const nameOf = (address: string) => address.toLowerCase()

export async function readSessionKey(address: string): Promise<SessionKey | undefined> {
  const found: unknown = await within(KEYS, 'readonly', (store) => store.get(nameOf(address)))
  return sessionKeySchema.safeParse(found).data
}

/** Resolves once it is on disk: a lease is never opened for a key that could be lost with the tab. */
export async function keepSessionKey(key: SessionKey): Promise<void> {
  await within(KEYS, 'readwrite', (store) => store.put(key, nameOf(key.address)))
  announce()
}

export async function readSentJob(jobId: string): Promise<SentJob | undefined> {
  return within(JOBS, 'readonly', (store) => store.get(jobId) as IDBRequest<SentJob | undefined>)
}

export async function keepSentJob(job: SentJob): Promise<void> {
  await within(JOBS, 'readwrite', (store) => store.put(job, job.jobId))
}

function announce(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('changed')
  channel.close()
  window.dispatchEvent(new Event(CHANNEL))
}

/** Calls back whenever a key was kept, here or in another tab. Returns how to stop. */
export function onKeysChanged(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = listener
  window.addEventListener(CHANNEL, listener)
  return () => {
    channel.close()
    window.removeEventListener(CHANNEL, listener)
  }
}
