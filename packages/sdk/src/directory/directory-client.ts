import { type PeerKey, verifyBundle } from '@network3/clsc/bundle'
import { bundleLeaf, verifyInclusion } from '@network3/clsc/bundle-log'
import { ClscError } from '@network3/clsc/clsc-error'
import type { Domain } from '@network3/clsc/domain'
import { AppError } from '@network3/core/app-error'
import { bytesToHex, hexToBytes } from 'viem'
import { z } from 'zod'

const hex = z
  .string()
  .regex(/^0x(?:[0-9a-f]{2})+$/)
  .transform((text): `0x${string}` => `0x${text.slice(2)}`)

const foundSchema = z.object({
  bundles: z.array(
    z.object({
      bundle: hex,
      position: z.int().min(0),
      inclusion: z.object({ size: z.int(), root: hex, path: z.array(hex) }).nullable(),
    }),
  ),
})
const publishedSchema = z.object({ position: z.int().min(0), isNew: z.boolean() })
const refusedSchema = z.object({
  error: z.object({ message: z.string(), data: z.object({ code: z.string() }) }),
})

export type DirectoryClient = {
  /** Appends a bundle of one's own. Throws DIRECTORY_REFUSED, DIRECTORY_UNREACHABLE. */
  publish(bundle: Uint8Array): Promise<{ position: number; isNew: boolean }>
  /**
   * The newest key of a name that can be sealed for at `nowMs`, checked by itself and, where a root covers it, against
   * the proof given. Throws RECIPIENT_UNKNOWN, DIRECTORY_LIED, DIRECTORY_REFUSED, DIRECTORY_UNREACHABLE.
   */
  findKey(domain: Domain, name: string, nowMs: number): Promise<PeerKey>
}

/** The public key directory at a Network3 site; what it says is checked here. */
export function createDirectoryClient(siteUrl: string): DirectoryClient {
  const call = async <T>(
    path: string,
    schema: z.ZodType<T>,
    request: RequestInit,
    query = '',
  ): Promise<T> => {
    const url = new URL(`/api/trpc/directory.${path}${query}`, siteUrl)
    let body: unknown
    try {
      const response = await fetch(url, { ...request, signal: AbortSignal.timeout(15_000) })
      body = await response.json()
    } catch (cause) {
      throw new AppError('DIRECTORY_UNREACHABLE', `No directory answers at ${siteUrl}.`, {
        cause,
        retryable: true,
      })
    }
    const refused = refusedSchema.safeParse(body)
    if (refused.success) {
      const { message, data } = refused.data.error
      throw new AppError('DIRECTORY_REFUSED', `The directory refused: ${message} (${data.code})`)
    }
    const answer = z.object({ result: z.object({ data: schema }) }).safeParse(body)
    if (answer.success) return answer.data.result.data
    throw new AppError('DIRECTORY_UNREACHABLE', `What answers at ${siteUrl} is not a directory.`, {
      cause: answer.error,
    })
  }

  return {
    publish: (bundle) =>
      call('publish', publishedSchema, {
        method: 'POST',
        // The site takes changes from its own origin only, so that no other page can make a browser send them.
        headers: {
          'content-type': 'application/json',
          origin: new URL(siteUrl).origin,
          'x-n3-client': 'n3',
        },
        body: JSON.stringify({ bundle: bytesToHex(bundle) }),
      }),
    findKey: async (domain, name, nowMs) => {
      const query = `?input=${encodeURIComponent(JSON.stringify({ name }))}`
      const { bundles } = await call('findBundles', foundSchema, {}, query)
      const keys = bundles.flatMap(({ bundle, position, inclusion }) => {
        const bytes = hexToBytes(bundle)
        if (inclusion !== null && !isIncluded(domain, bytes, position, inclusion)) {
          throw new AppError('DIRECTORY_LIED', `The directory’s proof for ${name} does not hold.`)
        }
        return readUsable(domain, bytes, name, nowMs)
      })
      const [newest] = keys.sort((a, b) => b.epoch - a.epoch)
      if (newest === undefined) {
        throw new AppError('RECIPIENT_UNKNOWN', `No key of ${name} for yesterday or today is published.`)
      }
      const second = keys.find(
        (key) => key.epoch === newest.epoch && bytesToHex(key.userPoint) !== bytesToHex(newest.userPoint),
      )
      if (second === undefined) return newest
      throw new AppError(
        'DIRECTORY_LIED',
        `Two different keys of ${name} were issued for one day: the key-generation centre cheated.`,
      )
    },
  }
}

/** The key, unless it is only not of yesterday or today. Throws the ClscError of anything worse. */
function readUsable(domain: Domain, bundle: Uint8Array, name: string, nowMs: number): PeerKey[] {
  try {
    return [verifyBundle(domain, bundle, { id: new TextEncoder().encode(name), atMs: nowMs })]
  } catch (error) {
    if (error instanceof ClscError && error.reason === 'epoch') return []
    throw error
  }
}

function isIncluded(
  { backend }: Domain,
  bundle: Uint8Array,
  index: number,
  { size, root, path }: { size: number; root: `0x${string}`; path: `0x${string}`[] },
): boolean {
  return verifyInclusion(backend, {
    ...{ leaf: bundleLeaf(backend, bundle), index, size },
    ...{ root: hexToBytes(root), path: path.map((hash) => hexToBytes(hash)) },
  })
}
