import type { NodeReward } from '@network3/db/queries/reward/find-node-rewards'
import { z } from 'zod'
import { encodeAddress } from './address.ts'

const inputsSchema = z.record(z.string(), z.json())

/** A node's part of an epoch as answers carry it; its inputs are what the indexer kept of the verified file. */
export function encodeNodeReward(reward: NodeReward) {
  return {
    node: encodeAddress(reward.node),
    amountWei: String(reward.amountWei),
    inputs: inputsSchema.parse(reward.inputs),
  }
}
