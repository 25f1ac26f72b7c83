import { stakingAbi } from '@network3/chain/abi/staking'
import type { EpochFile } from '@network3/core/epoch-file'
import type { Address, Hex } from '@network3/core/hex'
import type { ReceiptsFile } from '@network3/core/receipts-file'
import { type FalseWork, findFalseWork } from '@network3/protocol/node/find-false-work'
import { encodeFunctionData } from 'viem'

/** What the court is asked to do, and why; everything in it can be worked out again from `evidence`. */
export type SlashingProposal = {
  epoch: number
  operator: Address
  evidence: FalseWork
  /** Staking.slash of `assetsWei`, for the court to schedule through the AccessManager. */
  call: { to: Address; data: Hex }
}

/**
 * One proposal for each answer proven wrong in an epoch that attestors posted. The operator is who had the node at the
 * epoch's snapshot; a node the file does not know has nobody to answer for it.
 */
export function proposeSlashing(
  file: EpochFile,
  receipts: ReceiptsFile,
  { staking, assetsWei }: { staking: Address; assetsWei: bigint },
): SlashingProposal[] {
  const operators = new Map(file.nodes.map(({ node, operator }) => [node, operator]))
  return findFalseWork(receipts).flatMap((evidence) => {
    const operator = operators.get(evidence.node)
    if (operator === undefined) return []
    const args = [operator, assetsWei, evidence.incident] as const
    const data = encodeFunctionData({ abi: stakingAbi, functionName: 'slash', args })
    return [{ epoch: file.epoch, operator, evidence, call: { to: staking, data } }]
  })
}
