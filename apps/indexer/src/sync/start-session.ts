import type { Deployment } from '@network3/chain/deployment'
import { lowerAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import type { EpochClock } from '@network3/core/epochs'
import type { Writer } from '@network3/db/write/open-writer'
import { createTip, readTip, type Tip } from '@network3/db/write/tip'
import { toFunctionSelector } from 'viem'
import { hashDeployment } from '../deployment-contracts.ts'
import type { ChainSource } from '../rpc/chain-source.ts'
import type { RpcHeader } from '../rpc/rpc-header.ts'
import type { SyncState } from './sync-context.ts'

/**
 * Makes sure that chain, deployment record and database belong together, and gives where we are.
 * Throws CHAIN_MISMATCH or DEPLOYMENT_MISMATCH with what to do, before anything is written.
 */
export async function startSession(
  chain: ChainSource,
  writer: Writer,
  deployment: Deployment,
): Promise<{ state: SyncState; clock: EpochClock }> {
  await checkChain(chain, deployment)
  const clock = await readClock(chain, deployment)
  const { latest, safe, finalized } = await chain.heads()
  const heads = { head: latest.number, safe, finalized }
  const stored = await writer.transaction((tx) => readTip(tx))
  const tip = stored ?? (await beginDatabase(chain, writer, deployment, heads))
  if (tip.deploymentHash !== hashDeployment(deployment)) {
    throw new AppError(
      'DEPLOYMENT_MISMATCH',
      'This database holds another deployment of the contracts. Point DATABASE_URL at an empty database, ' +
        'set DEPLOYMENT_FILE to the record it was filled from, or start the local stack with --reset.',
    )
  }
  const state = { tip: tip.block, finalized: tip.finalized, heads, hasEventIndices: false }
  return { state, clock }
}

async function checkChain(chain: ChainSource, deployment: Deployment): Promise<void> {
  const chainId = await chain.chainId()
  if (chainId !== deployment.chainId) {
    throw new AppError(
      'CHAIN_MISMATCH',
      `The node at RPC_URL is on chain ${chainId}, the deployment on ${deployment.chainId}. Set RPC_URL or CHAIN_ID right.`,
    )
  }
  const [genesis] = await chain.headers([0n])
  if (genesis !== undefined && genesis.hash !== deployment.genesisHash) {
    throw new AppError(
      'DEPLOYMENT_MISMATCH',
      'The deployment record is of another chain with the same id: its first block differs. Deploy the contracts ' +
        'again, or start the local stack with --reset.',
    )
  }
}

/** Rewards' immutable clock. */
async function readClock(chain: ChainSource, { contracts }: Deployment): Promise<EpochClock> {
  const rewards = lowerAddress(contracts.rewards)
  const genesisAt = await chain.readUint(rewards, toFunctionSelector('genesisAt()'))
  const epochLength = await chain.readUint(rewards, toFunctionSelector('epochLength()'))
  return { genesisAt, epochLength }
}

/** The checkpoint of an empty database: the block before the deployment. */
async function beginDatabase(
  chain: ChainSource,
  writer: Writer,
  deployment: Deployment,
  heads: { head: bigint; safe: bigint; finalized: bigint },
): Promise<Tip> {
  const startBlock = BigInt(deployment.deploymentBlock)
  const [anchor] = await chain.headers([startBlock === 0n ? 0n : startBlock - 1n])
  return writer.transaction(async (tx) => {
    await createTip(tx, {
      ...{
        chainId: BigInt(deployment.chainId),
        deploymentHash: hashDeployment(deployment),
        startBlock,
        heads,
      },
      anchor: existing(anchor),
    })
    const tip = await readTip(tx)
    if (tip === undefined) throw new AppError('INTERNAL', 'The checkpoint could not be read back.')
    return tip
  })
}

function existing(anchor: RpcHeader | undefined): RpcHeader {
  if (anchor !== undefined) return anchor
  throw new AppError('RPC_ANSWER_INVALID', 'The node does not have the block before the deployment.', {
    retryable: true,
  })
}
