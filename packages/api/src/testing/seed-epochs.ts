import { epochDataHash, serialiseEpochFile } from '@network3/core/epoch-file'
import type { Address } from '@network3/core/hex'
import { keepEpochFile, setFileState } from '@network3/db/write/epoch-files'
import { setEpochs } from '@network3/db/write/epochs'
import type { Writer } from '@network3/db/write/open-writer'
import { addPayments, hourOf } from '@network3/db/write/payments'
import { addRewards } from '@network3/db/write/rewards'
import { makeEpochFile, type TestReward } from './make-epoch-file.ts'
import { nodeCount, OPERATORS } from './seed-operators.ts'
import {
  EPOCH_SECONDS,
  GENESIS_AT,
  N3,
  nodeAddress,
  operatorAddress,
  TIP_AT,
  testDeployment,
  txHash,
} from './test-actors.ts'

/** Epochs 1 to 3 are claimable, 4 is verified and in its delay, 5 was refused. */
export const VERIFIED_EPOCHS = 4
const POSTED_EPOCHS = 5

/** Earned per verified epoch: 0 to 4 N3, and nothing without a node. Many tie. */
export function earnedPerEpochWei(index: number): bigint {
  return nodeCount(index) === 0 ? 0n : BigInt(index % 5) * N3
}

/** What was claimed: operator 1 everything of epochs 1 to 3, operator 7 a part. */
export function claimedWei(index: number): bigint {
  if (index === 1) return 3n * earnedPerEpochWei(1)
  return index === 7 ? N3 : 0n
}

export function rewardsOfEpoch(epoch: number): TestReward[] {
  return Array.from({ length: OPERATORS }, (_, index) => ({
    operator: operatorAddress(index),
    node: nodeAddress(index, 0),
    amountWei: earnedPerEpochWei(index),
    cumulativeWei: BigInt(epoch) * earnedPerEpochWei(index),
  })).filter(({ cumulativeWei }) => cumulativeWei > 0n)
}

/** Posts and verifies epochs as the indexer does: file kept, rows and sums written, state set. */
export async function seedEpochs(writer: Writer): Promise<void> {
  await writer.transaction(async (tx) => {
    for (let number = 1; number <= POSTED_EPOCHS; number++) {
      const startsAt = GENESIS_AT + (number - 1) * EPOCH_SECONDS
      const endsAt = startsAt + EPOCH_SECONDS
      const rewards = rewardsOfEpoch(number)
      const file = makeEpochFile(testDeployment, { number, startsAt, endsAt }, rewards)
      const text = serialiseEpochFile(file)
      const dataHash = epochDataHash(text)
      const postedAt = endsAt + 10
      await setEpochs(tx, [
        {
          epoch: BigInt(number),
          startsAt,
          endsAt,
          root: file.root,
          cumulativeTotalWei: BigInt(file.cumulativeTotalWei),
          dataHash,
          postedBlock: BigInt(10 + number),
          postedAt,
          postedTx: txHash(number),
          claimableAt: number <= 3 ? postedAt + 15 : TIP_AT + 15,
          vetoedAt: null,
        },
      ])
      if (number > VERIFIED_EPOCHS) {
        await setFileState(tx, BigInt(number), {
          fileState: 'refused',
          reason: 'ROOT_MISMATCH',
          detail: 'test',
        })
        continue
      }
      await keepEpochFile(tx, dataHash, BigInt(number), text)
      const nodes = file.nodes.map(({ node, operator, amountWei, inputs, factors, country }) => ({
        node,
        operator,
        amountWei: BigInt(amountWei),
        inputs: { country, inputs, factors },
      }))
      await addRewards(tx, { number: BigInt(number), endsAt, postedAt }, rewards, nodes)
    }
    const paid = (operator: Address, paidWei: bigint) => ({
      operator,
      hour: hourOf(TIP_AT),
      earnedWei: 0n,
      paidWei,
    })
    await addPayments(tx, [paid(operatorAddress(1), claimedWei(1)), paid(operatorAddress(7), claimedWei(7))])
  })
}
