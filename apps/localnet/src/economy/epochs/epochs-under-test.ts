import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { sharesOf } from '@network3/chain/book/network-book'
import type { EpochTerms } from '@network3/chain/epochs/epoch-terms'
import { createSnapshotFinder } from '@network3/chain/epochs/find-snapshot'
import { localAttestors, localRichAccount } from '@network3/chain/local-economy'
import { epochRootTypedData } from '@network3/chain/typed-data'
import { emissionOf } from '@network3/core/emission'
import { type EpochFile, epochDataHash, parseEpochFile, serialiseEpochFile } from '@network3/core/epoch-file'
import { epochAt, epochEndsAt, epochStartsAt } from '@network3/core/epochs'
import type { Address, Hex } from '@network3/core/hex'
import { buildEpochFile } from '@network3/core/scoring/build-epoch-file'
import { type OperatorStake, registeredSlots } from '@network3/core/scoring/contribution'
import { accruedPool, assetsForSharesDown } from '@network3/core/staking-math'
import { encodeFunctionData } from 'viem'
import { type ChainBook, followEconomy } from '../book/chain-book.ts'
import type { EconomyChain } from '../chain/economy-chain.ts'
import { sendAcceptedCalls } from '../chain/send-calls.ts'
import type { EpochFiles } from './epoch-files.ts'

/** Epochs as if every node had answered all through its registration, posted by a quorum, with files in a folder. */
export function createEpochsUnderTest(chain: EconomyChain, terms: EpochTerms, folder: string) {
  const { client, deployment } = chain
  const rewards = { address: deployment.contracts.rewards, abi: rewardsAbi } as const
  const books = followEconomy(chain)
  const snapshots = createSnapshotFinder(chain)
  let previous: EpochFile | undefined

  const build = async (epoch: bigint): Promise<EpochFile> => {
    const startsAt = epochStartsAt(terms.clock, epoch)
    const endsAt = epochEndsAt(terms.clock, epoch)
    const snapshot = await snapshots.lastBlockBefore(endsAt)
    const book = snapshot.timestamp < startsAt ? undefined : await books.bookAt(snapshot.number)
    const nodes = [...(book?.nodes.values() ?? [])].filter(({ registeredAt, retiredAt }) => {
      return registeredAt < endsAt && (retiredAt === undefined || retiredAt > startsAt)
    })
    return buildEpochFile({
      ...{ chainId: terms.chainId, rewards: terms.rewards, token: terms.token },
      ...{ epoch: Number(epoch), startsAt, endsAt, snapshot, previous, receiptsHash: null },
      ...{ emissionWei: emissionOf(terms.curve, epoch), parameters: terms.parameters },
      contributions: nodes.map(({ capabilities: _, ...node }) => ({
        ...node,
        measured: {
          answeredSlots: registeredSlots({ startsAt, endsAt }, node.registeredAt, node.retiredAt),
        },
      })),
      stakes: book === undefined ? new Map() : stakesOf(book, snapshot.timestamp, terms),
    })
  }

  const postingOf = async (file: EpochFile, dataHash: Hex, vetoCount: bigint) => {
    const message = {
      ...{ epoch: BigInt(file.epoch), root: file.root, dataHash, vetoCount },
      cumulativeTotal: BigInt(file.cumulativeTotalWei),
    }
    const signers = localAttestors().slice(0, 2)
    const typedData = epochRootTypedData(deployment.chainId, deployment.contracts.rewards, message)
    const data = encodeFunctionData({
      abi: rewardsAbi,
      functionName: 'postRoot',
      args: [
        ...([message.epoch, message.root, message.cumulativeTotal, dataHash] as const),
        signers.map(({ address }) => address),
        await Promise.all(signers.map((signer) => signer.signTypedData(typedData))),
      ],
    })
    const account = localRichAccount('publisher')
    return { account, to: deployment.contracts.rewards, data, gas: 400_000n }
  }

  const files: EpochFiles = {
    read: async (dataHash) => parseEpochFile(readFileSync(join(folder, `${dataHash}.json`), 'utf8')),
  }
  return {
    files,
    publishDue: async (): Promise<void> => {
      const [head, last, vetoCount] = await Promise.all([
        client.getBlock(),
        client.readContract({ ...rewards, functionName: 'lastEpoch' }),
        client.readContract({ ...rewards, functionName: 'vetoCount' }),
      ])
      const calls = []
      for (let epoch = last + 1n; epoch < epochAt(terms.clock, head.timestamp); epoch++) {
        previous = await build(epoch)
        const text = serialiseEpochFile(previous)
        writeFileSync(join(folder, `${epochDataHash(text)}.json`), text)
        calls.push(await postingOf(previous, epochDataHash(text), vetoCount))
      }
      await sendAcceptedCalls(chain, calls)
    },
  }
}

function stakesOf(book: ChainBook, timestamp: bigint, terms: EpochTerms): Map<Address, OperatorStake> {
  return new Map(
    [...book.pools].map(([operator, pool]) => {
      const now = accruedPool(pool, timestamp)
      const selfStakeWei = assetsForSharesDown(now, sharesOf(book, operator, operator))
      const hasMinimumStake = selfStakeWei >= terms.parameters.minimumSelfStakeWei
      return [operator, { activeAssetsWei: now.activeAssets, hasMinimumStake }]
    }),
  )
}
