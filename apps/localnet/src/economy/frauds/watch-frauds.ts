import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { fraudVerdictTypedData } from '@network3/chain/key-directory-typed-data'
import { localAttestors, localRichAccount } from '@network3/chain/local-economy'
import { nodeBackend } from '@network3/clsc/backend-node'
import { createDomain } from '@network3/clsc/domain'
import { verifyFraudProof } from '@network3/clsc/fraud-proof'
import { AppError } from '@network3/core/app-error'
import type { Logger } from '@network3/service/logger'
import { encodeFunctionData, type Hex, hexToBytes, keccak256 } from 'viem'
import { z } from 'zod'
import type { EconomyChain } from '../chain/economy-chain.ts'
import { sendAcceptedCalls } from '../chain/send-calls.ts'

const fraudsSchema = z.object({
  result: z.object({
    data: z.object({
      generation: z.int().min(1),
      frauds: z.array(
        z.object({
          proof: z
            .string()
            .regex(/^0x(?:[0-9a-f]{2})+$/)
            .transform((text): Hex => `0x${text.slice(2)}`),
        }),
      ),
    }),
  }),
})
const unavailableSchema = z.object({
  error: z.object({ data: z.object({ code: z.enum(['UNAVAILABLE', 'NOT_FOUND']) }) }),
})

/** IKeyDirectory.GenerationStatus.Stopped */
const STOPPED = 3

/**
 * The local attestors' look at the public directory. A proof counts only when it convicts the key the chain names;
 * then they sign their verdict, and the generation is stopped. Resolves to whether it was.
 * @throws AppError FILE_UNREACHABLE (retryable) when the site does not answer.
 */
export function createFraudWatch(chain: EconomyChain, siteUrl: string, logger: Logger) {
  const { client, deployment } = chain
  const { keyDirectory } = deployment.contracts
  const contract = { address: keyDirectory, abi: keyDirectoryAbi } as const

  const stop = async (generation: number, proof: Hex): Promise<void> => {
    const message = { generation, proofHash: keccak256(proof) }
    const typedData = fraudVerdictTypedData(deployment.chainId, keyDirectory, message)
    const attestors = localAttestors()
    const signatures = await Promise.all(attestors.map((attestor) => attestor.signTypedData(typedData)))
    const signers = attestors.map(({ address }) => address)
    const args = [generation, proof, signers, signatures] as const
    const data = encodeFunctionData({ ...contract, functionName: 'stopOnFraud', args })
    // Anybody may send it; this account sends nothing else while the network runs.
    const account = localRichAccount('deployer')
    await sendAcceptedCalls(chain, [{ account, to: keyDirectory, data, gas: 1_000_000n }])
    logger.error({ generation, proofHash: message.proofHash }, 'the generation was stopped for fraud')
  }

  return async (): Promise<boolean> => {
    const found = await fetchFrauds(siteUrl)
    if (found === undefined || found.frauds.length === 0) return false
    const { masterPublicKey, status } = await client.readContract({
      ...{ ...contract, functionName: 'generationOf', args: [found.generation] },
    })
    if (status === STOPPED) return false
    const domain = createDomain(hexToBytes(masterPublicKey), nodeBackend)
    const convicting = found.frauds.find(
      ({ proof }) => verifyFraudProof(domain, hexToBytes(proof)) !== undefined,
    )
    if (convicting === undefined) {
      logger.warn({ generation: found.generation }, 'what the directory calls a fraud proves nothing')
      return false
    }
    await stop(found.generation, convicting.proof)
    return true
  }
}

async function fetchFrauds(siteUrl: string) {
  let body: unknown
  try {
    const url = new URL('/api/trpc/directory.findFrauds?input={}', siteUrl)
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    body = await response.json()
  } catch (cause) {
    throw new AppError('FILE_UNREACHABLE', `The key directory at ${siteUrl} does not answer.`, {
      cause,
      retryable: true,
    })
  }
  // No centre was announced yet.
  if (unavailableSchema.safeParse(body).success) return undefined
  const parsed = fraudsSchema.safeParse(body)
  if (parsed.success) return parsed.data.result.data
  throw new AppError('FILE_UNREACHABLE', `What answers at ${siteUrl} is not a key directory.`, {
    cause: parsed.error,
    retryable: true,
  })
}
