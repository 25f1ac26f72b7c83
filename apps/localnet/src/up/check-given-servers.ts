import { AppError } from '@network3/core/app-error'
import { createClient } from '@network3/db/pool'
import { createPublicClient, http } from 'viem'
import type { UpEnv } from '../env.ts'

/**
 * Looks whether the servers the caller named are there, before anything is started for their sake.
 *
 * @throws AppError RPC_UNREACHABLE, CHAIN_MISMATCH or DATABASE_UNREACHABLE with a sentence.
 */
export async function checkGivenServers({ chain, databaseUrl }: UpEnv): Promise<void> {
  if (chain !== undefined) await checkChain(chain)
  if (databaseUrl !== undefined) await checkDatabase(databaseUrl)
}

async function checkChain({ rpcUrl, chainId }: { rpcUrl: string; chainId: number }): Promise<void> {
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 1 }) })
  const answered = await client.getChainId().catch((cause: unknown) => {
    throw new AppError('RPC_UNREACHABLE', `No chain answers at ${rpcUrl}: check RPC_URL.`, { cause })
  })
  if (answered === chainId) return
  throw new AppError('CHAIN_MISMATCH', `${rpcUrl} is chain ${answered}, but CHAIN_ID says ${chainId}.`)
}

async function checkDatabase(url: string): Promise<void> {
  const client = createClient(url, 'network3 set-up')
  try {
    await client.connect()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('DATABASE_UNREACHABLE', `No database can be used at DATABASE_URL: ${reason}.`, {
      cause,
    })
  } finally {
    await client.end().catch(() => {})
  }
}
