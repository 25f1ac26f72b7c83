import type { Deployment } from '@network3/chain/deployment'
import { offerTypedData } from '@network3/chain/lease-typed-data'
import { bitsOfCapabilities, type Capability } from '@network3/core/capabilities'
import type { Address } from '@network3/core/hex'
import { offerKinds } from '@network3/core/lease-state'
import { setNodes } from '@network3/db/write/nodes'
import { addOperators, setPools } from '@network3/db/write/operators'
import { changePositions } from '@network3/db/write/positions'
import type { LocalAccount } from 'viem'
import type { TestApi } from './create-test-api.ts'
import { N3, nodeAddress, SHARES_PER_WEI, TIP_AT } from './test-actors.ts'

export type PublishInput = Parameters<TestApi['caller']['offers']['publish']>[0]

const lower = (address: string) => address.toLowerCase() as Address

/** Makes wallets operators as the indexer would: each with a stake of its own and one node. */
export async function seedOfferers(
  api: TestApi,
  offerers: readonly { address: Address; stakeWei: bigint; country: string; lends: Capability[] }[],
): Promise<void> {
  const all = offerers.map((offerer, index) => ({ ...offerer, index, operator: lower(offerer.address) }))
  await api.writer.transaction(async (tx) => {
    await addOperators(tx, new Map(all.map(({ operator }) => [operator, TIP_AT - 1_000])))
    await setNodes(
      tx,
      all.map(({ operator, country, lends, index }) => ({
        ...{ node: nodeAddress(220, index), operator, country, capabilities: bitsOfCapabilities(lends) },
        ...{ specHash: `0x${'5e'.repeat(32)}` as const, registeredBlock: 3n, registeredAt: TIP_AT - 900 },
        retiredAt: null,
      })),
    )
    await setPools(
      tx,
      all.map(({ operator, stakeWei }) => ({
        ...{ operator, assetsWei: stakeWei, shares: stakeWei * SHARES_PER_WEI },
        ...{ thawingAssetsWei: 0n, thawingShares: 0n },
        ...{ streamRemainingWei: 0n, streamUpdatedAt: TIP_AT - 900, streamEndsAt: 0 },
      })),
    )
    await changePositions(
      tx,
      all.map(({ operator, stakeWei }) => ({
        ...{ operator, staker: operator, shares: stakeWei * SHARES_PER_WEI },
        ...{ stakedWei: stakeWei, takenWei: 0n, updatedAt: TIP_AT - 900 },
      })),
    )
    await tx.query('UPDATE operator SET self_shares = pool_shares WHERE address = ANY($1)', [
      all.map(({ operator }) => Buffer.from(operator.slice(2), 'hex')),
    ])
  })
}

/** Terms of two slots of compute, signed, ready to be published. */
export async function signOffer(
  { chainId, contracts }: Deployment,
  who: LocalAccount,
  terms: Partial<PublishInput> = {},
): Promise<PublishInput> {
  const input = {
    ...{ operator: who.address, kind: 'compute' as const, specHash: `0x${'5e'.repeat(32)}` },
    ...{ pricePerUnitWei: String(N3 / 4n), slots: 2, minUnits: '10', maxUnits: '1000' },
    ...{ maxDurationSeconds: 3_600, validUntil: TIP_AT + 86_400, nonce: '0', ...terms },
  }
  const message = {
    ...{ operator: lower(who.address), kind: offerKinds.indexOf(input.kind), slots: input.slots },
    specHash: input.specHash as `0x${string}`,
    pricePerUnit: BigInt(input.pricePerUnitWei),
    ...{ minUnits: BigInt(input.minUnits), maxUnits: BigInt(input.maxUnits) },
    ...{ maxDuration: input.maxDurationSeconds, validUntil: BigInt(input.validUntil) },
    nonce: BigInt(input.nonce),
  }
  const sign = who.signTypedData
  return { ...input, signature: await sign(offerTypedData(chainId, contracts.leaseMarket, message)) }
}
