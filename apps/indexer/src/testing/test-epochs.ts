import { rewardsAbi } from '@network3/chain/abi/rewards'
import { localAttestors, localRichAccount } from '@network3/chain/local-economy'
import { epochRootTypedData } from '@network3/chain/typed-data'
import { lowerAddress } from '@network3/core/address'
import { type EpochFile, epochDataHash, serialiseEpochFile } from '@network3/core/epoch-file'
import { epochEndsAt, epochStartsAt } from '@network3/core/epochs'
import { buildEpochFile } from '@network3/core/scoring/build-epoch-file'
import { localScoringParameters } from '@network3/core/scoring/parameters'
import { ONE_N3 } from '@network3/core/units'
import type { Hex } from 'viem'
import type { TestChain } from './test-chain.ts'

type Posting = { epoch: bigint; root: Hex; cumulativeTotal: bigint; dataHash: Hex }

/** Makes epoch files of the first two actors' nodes, and posts roots as a quorum of attestors. */
export async function createTestEpochs(chain: TestChain) {
  const actor = chain.actor(0)
  const { contracts, chainId } = chain.deployment
  const rewards = { address: contracts.rewards, abi: rewardsAbi } as const
  const clock = {
    genesisAt: await actor.readContract({ ...rewards, functionName: 'genesisAt' }),
    epochLength: await actor.readContract({ ...rewards, functionName: 'epochLength' }),
  }
  const operators = [chain.actor(0), chain.actor(1)].map(({ account }) => lowerAddress(account.address))

  const build = (epoch: bigint, previous: EpochFile | undefined): EpochFile => {
    const startsAt = epochStartsAt(clock, epoch)
    return buildEpochFile({
      ...{ chainId, rewards: lowerAddress(contracts.rewards), token: lowerAddress(contracts.n3Token) },
      ...{
        epoch: Number(epoch),
        startsAt,
        endsAt: epochEndsAt(clock, epoch),
        emissionWei: 100n * ONE_N3,
        receiptsHash: null,
        previous,
      },
      ...{ snapshot: { number: 1n, hash: `0x${'5'.repeat(64)}` }, parameters: localScoringParameters },
      contributions: operators.map((operator, index) => ({
        ...{ node: `0x${String(index + 1).repeat(40)}`, operator, country: 'DE', registeredAt: 0n },
        retiredAt: undefined,
        measured: { answeredSlots: 24n },
      })),
      stakes: new Map(
        operators.map((operator) => [operator, { activeAssetsWei: 500n * ONE_N3, hasMinimumStake: true }]),
      ),
    })
  }
  return {
    build,
    textOf: serialiseEpochFile,
    postingOf: (file: EpochFile): Posting => ({
      ...{ epoch: BigInt(file.epoch), root: file.root, cumulativeTotal: BigInt(file.cumulativeTotalWei) },
      dataHash: epochDataHash(serialiseEpochFile(file)),
    }),
    /** Lets the epoch end, then posts what it is told, true or not: the quorum here signs anything. */
    post: async (posting: Posting) => {
      const endsAt = epochEndsAt(clock, posting.epoch)
      const { timestamp } = await actor.getBlock()
      if (timestamp < endsAt) {
        await chain.control.increaseTime({ seconds: Number(endsAt - timestamp) })
        await chain.control.mine({ blocks: 1 })
      }
      const vetoCount = await actor.readContract({ ...rewards, functionName: 'vetoCount' })
      const signers = localAttestors().slice(0, 2)
      const message = { ...posting, vetoCount }
      const typedData = epochRootTypedData(chainId, contracts.rewards, message)
      const signatures = await Promise.all(signers.map((signer) => signer.signTypedData(typedData)))
      const hash = await actor.writeContract({
        ...{ ...rewards, functionName: 'postRoot' },
        args: [
          ...([posting.epoch, posting.root, posting.cumulativeTotal, posting.dataHash] as const),
          signers.map(({ address }) => address),
          signatures,
        ],
      })
      await actor.waitForTransactionReceipt({ hash })
    },
    veto: async (epoch: bigint) => {
      const account = localRichAccount('guardian')
      const hash = await actor.writeContract({ ...rewards, functionName: 'veto', args: [epoch], account })
      await actor.waitForTransactionReceipt({ hash })
    },
  }
}
