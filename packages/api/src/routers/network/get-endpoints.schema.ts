import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'

export const getEndpointsInput = z.void()

export const getEndpointsOutput = z.object({
  chainId: z.int().positive(),
  /** Where anybody reads the chain; null when the site names none. */
  rpcUrl: z.url().nullable(),
  contracts: z.record(z.string(), addressOutput),
  /** WebSocket bases, as agents dial them; empty when the site knows of none. */
  gatewayUrls: z.array(z.url()),
  /** Null while no generation of the key-generation centre is active. `urls`: node 1 first. */
  kgc: z
    .object({ generation: z.int().positive(), masterPublicKey: hashOutput, urls: z.array(z.url()) })
    .nullable(),
  epochs: z.object({ genesisAt: instantOutput, lengthSeconds: z.int().positive() }),
  /** The server's clock, to compare one's own with. */
  now: instantOutput,
})
