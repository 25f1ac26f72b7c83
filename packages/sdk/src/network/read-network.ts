import { readFile } from 'node:fs/promises'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import { contractsSchema, type Network } from './network.ts'

const fileSchema = z.object({
  webUrl: z.url(),
  rpcUrl: z.url(),
  chainId: z.int().positive(),
  kgcUrls: z.array(z.url()),
  contracts: contractsSchema,
})

/** A network by the file that `npm start` writes about it (`.network3/stack.json`). Throws ENV_INVALID. */
export async function readNetwork(path: string): Promise<Network> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('ENV_INVALID', `${path} cannot be read: is the network up? Start it, or set N3_URL.`, {
      cause,
    })
  })
  const parsed = fileSchema.safeParse(JSON.parse(text))
  if (!parsed.success) {
    throw new AppError(
      'ENV_INVALID',
      `${path} does not describe a network:\n${z.prettifyError(parsed.error)}`,
    )
  }
  const { webUrl, ...rest } = parsed.data
  return { siteUrl: webUrl, ...rest }
}
