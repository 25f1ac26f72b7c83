import { rewardsAbi } from '@network3/chain/abi/rewards'
import { epochRootTypedData } from '@network3/chain/typed-data'
import { AppError } from '@network3/core/app-error'
import { type EpochFile, epochDataHash, serialiseEpochFile } from '@network3/core/epoch-file'
import type { Address, Hex } from '@network3/core/hex'
import type { LocalAccount } from 'viem'
import type { EconomyChain } from '../chain/economy-chain.ts'
import type { EpochComputer } from './compute-epoch.ts'

type Proposal = { epoch: bigint; dataHash: Hex; previous: EpochFile | undefined; vetoCount: bigint }

export type Attestor = {
  address: Address
  /**
   * Signs when its own computation gives the proposed hash, byte for byte.
   * @throws AppError FILE_HASH_MISMATCH when it does not, or when `previous` is not what was posted or attested.
   */
  attest: (proposal: Proposal) => Promise<Hex>
}

/** `computer` must be the attestor's own: it reads the chain for itself and believes no proposal. */
export function createAttestor(
  chain: EconomyChain,
  account: LocalAccount,
  computer: EpochComputer,
): Attestor {
  const { client, deployment } = chain
  let attested: { epoch: bigint; dataHash: Hex } | undefined

  const checkPrevious = async ({ epoch, previous }: Proposal) => {
    if (epoch === 1n) return
    const dataHash = previous === undefined ? undefined : epochDataHash(serialiseEpochFile(previous))
    if (attested?.epoch === epoch - 1n && attested.dataHash === dataHash) return
    const posted = await client.readContract({
      address: deployment.contracts.rewards,
      abi: rewardsAbi,
      functionName: 'rootOf',
      args: [epoch - 1n],
    })
    if (posted.dataHash !== dataHash) {
      throw new AppError(
        'FILE_HASH_MISMATCH',
        `The file of epoch ${epoch - 1n} is not the one that was posted.`,
      )
    }
  }

  return {
    address: account.address,
    attest: async (proposal) => {
      await checkPrevious(proposal)
      const { epoch, vetoCount } = proposal
      const file = await computer.compute(epoch, epoch === 1n ? undefined : proposal.previous)
      const dataHash = epochDataHash(serialiseEpochFile(file))
      if (dataHash !== proposal.dataHash) {
        throw new AppError(
          'FILE_HASH_MISMATCH',
          `Attestor ${account.address} computes ${dataHash} for epoch ${epoch}, not ${proposal.dataHash}.`,
        )
      }
      attested = { epoch, dataHash }
      return account.signTypedData(
        epochRootTypedData(deployment.chainId, deployment.contracts.rewards, {
          epoch,
          root: file.root,
          cumulativeTotal: BigInt(file.cumulativeTotalWei),
          dataHash,
          vetoCount,
        }),
      )
    },
  }
}
