import type { Deployment } from '@network3/chain/deployment'
import { epochRootTypedData } from '@network3/chain/typed-data'
import type { EpochFile } from '@network3/core/epoch-file'
import type { Address, Hex } from '@network3/core/hex'
import { type LocalAccount, recoverTypedDataAddress } from 'viem'
import { z } from 'zod'

const hash = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value))

/** What an attestor answers about an epoch. */
export const attestationSchema = z.strictObject({
  epoch: z.int().positive(),
  dataHash: hash,
  receiptsHash: hash.nullable(),
  vetoCount: z.string().regex(/^\d{1,20}$/),
  signer: z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-f]{40}$/.test(value)),
  signature: z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{130}$/.test(value)),
})
export type Attestation = z.infer<typeof attestationSchema>

type Root = { file: EpochFile; dataHash: Hex; vetoCount: bigint }

function typedDataOf({ chainId, contracts }: Deployment, { file, dataHash, vetoCount }: Root) {
  return epochRootTypedData(chainId, contracts.rewards, {
    ...{ epoch: BigInt(file.epoch), root: file.root, dataHash, vetoCount },
    cumulativeTotal: BigInt(file.cumulativeTotalWei),
  })
}

export function signRoot(deployment: Deployment, account: LocalAccount, root: Root): Promise<Hex> {
  return account.signTypedData(typedDataOf(deployment, root))
}

/** True when it was signed by whom it names, over this very root. */
export async function isSignedBy(
  deployment: Deployment,
  root: Root,
  attestation: Attestation,
): Promise<boolean> {
  const { signature, signer } = attestation
  try {
    const recovered = await recoverTypedDataAddress({ ...typedDataOf(deployment, root), signature })
    return recovered.toLowerCase() === signer
  } catch {
    return false
  }
}
