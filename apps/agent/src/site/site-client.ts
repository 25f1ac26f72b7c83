import { AppError, type AppErrorCode } from '@network3/core/app-error'
import { isPairingReason } from '@network3/core/pairing-reasons'
import { hashField } from '@network3/protocol/node/fields'
import { z } from 'zod'
import { askHttp } from './ask-http.ts'

const instant = z.iso.datetime().transform((text) => Date.parse(text))
const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text): `0x${string}` => `0x${text.slice(2).toLowerCase()}`)

const endpointsSchema = z.object({
  chainId: z.int().positive(),
  rpcUrl: z.url().nullable(),
  contracts: z.object({ nodeRegistry: address }),
  gatewayUrls: z.array(z.url()),
  kgc: z.object({ generation: z.int(), masterPublicKey: hashField, urls: z.array(z.url()) }).nullable(),
  epochs: z.object({ genesisAt: instant, lengthSeconds: z.int().positive() }),
  now: instant,
})
export type SiteEndpoints = z.infer<typeof endpointsSchema>

const registrationSchema = z.object({
  operator: address.nullable(),
  isRetired: z.boolean(),
  nonce: z.string(),
})
const openedSchema = z.object({ pairingId: z.string(), code: z.string(), expiresAt: instant })
const pairingSchema = z.object({
  state: z.object({ code: z.string(), sentence: z.string() }),
  operator: address.nullable(),
  expiresAt: instant,
  txHash: z.string().nullable(),
})
export type PairingProgress = z.infer<typeof pairingSchema>
const publishedSchema = z.object({ position: z.int(), isNew: z.boolean() })
const refusedSchema = z.object({
  error: z.object({
    message: z.string(),
    data: z.object({ code: z.string(), retryable: z.boolean().optional() }),
  }),
})

/** The part of a Network3 site that an agent needs. Everything throws SITE's reasons, or UNAVAILABLE (retryable). */
export type SiteClient = {
  url: string
  getEndpoints(): Promise<SiteEndpoints>
  getRegistration(node: string): Promise<z.infer<typeof registrationSchema>>
  openPairing(opening: unknown): Promise<z.infer<typeof openedSchema>>
  pollPairing(pairingId: string): Promise<PairingProgress>
  finishPairing(done: unknown): Promise<PairingProgress>
  declinePairing(pairingId: string): Promise<PairingProgress>
  publishBundle(bundle: string): Promise<void>
}

const TIMEOUT_MS = 15_000
const MAXIMUM_ANSWER_BYTES = 2 ** 20
/** A registration waits for a block. */
const FINISH_TIMEOUT_MS = 60_000

export function createSiteClient(siteUrl: string): SiteClient {
  const call = async <T>(
    path: string,
    schema: z.ZodType<T>,
    input: unknown,
    { method = 'GET', timeoutMs = TIMEOUT_MS }: { method?: 'GET' | 'POST'; timeoutMs?: number } = {},
  ): Promise<T> => {
    const url = new URL(`/api/trpc/${path}`, siteUrl)
    if (method === 'GET' && input !== undefined) url.searchParams.set('input', JSON.stringify(input))
    let body: unknown
    try {
      const answer = await askHttp(url, {
        ...{ method, timeoutMs, maxBytes: MAXIMUM_ANSWER_BYTES },
        ...(method === 'GET'
          ? {}
          : {
              // The site takes changes from its own origin only, so that no other page can make a browser send them.
              headers: {
                'content-type': 'application/json',
                origin: url.origin,
                'x-n3-client': 'n3-agent',
              },
              body: JSON.stringify(input),
            }),
      })
      body = JSON.parse(answer.body.toString('utf8'))
    } catch (cause) {
      throw new AppError('UNAVAILABLE', `No site of Network3 answers at ${siteUrl}.`, {
        cause,
        retryable: true,
      })
    }
    const refused = refusedSchema.safeParse(body)
    if (refused.success) {
      const { message, data } = refused.data.error
      throw new AppError(codeOf(data.code), message, { retryable: data.retryable ?? false })
    }
    const answer = z.object({ result: z.object({ data: schema }) }).safeParse(body)
    if (answer.success) return answer.data.result.data
    throw new AppError('UNAVAILABLE', `What answers at ${siteUrl} is no site of Network3.`, {
      cause: answer.error,
      retryable: true,
    })
  }
  return {
    url: siteUrl,
    getEndpoints: () => call('network.getEndpoints', endpointsSchema, undefined),
    getRegistration: (node) => call('pairing.getRegistration', registrationSchema, { node }),
    openPairing: (opening) => call('pairing.open', openedSchema, opening, { method: 'POST' }),
    pollPairing: (pairingId) => call('pairing.poll', pairingSchema, { pairingId }),
    finishPairing: (done) =>
      call('pairing.finish', pairingSchema, done, { method: 'POST', timeoutMs: FINISH_TIMEOUT_MS }),
    declinePairing: (pairingId) => call('pairing.decline', pairingSchema, { pairingId }, { method: 'POST' }),
    publishBundle: async (bundle) => {
      await call('directory.publish', publishedSchema, { bundle }, { method: 'POST' })
    },
  }
}

/** A code of ours as it is; of the rest only what an agent acts on. */
function codeOf(code: string): AppErrorCode {
  if (isPairingReason(code)) return code
  const known: AppErrorCode[] = ['RATE_LIMITED', 'RPC_UNREACHABLE', 'NOT_FOUND', 'FORBIDDEN', 'INPUT_INVALID']
  return known.find((each) => each === code) ?? 'UNAVAILABLE'
}
