import type {
  blobAccessTypedData,
  jobActionTypedData,
  jobRequestTypedData,
} from '@network3/chain/job-typed-data'
import type { voucherTypedData } from '@network3/chain/lease-typed-data'
import { AppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import { recoverTypedDataAddress } from 'viem'

type Signed =
  | ReturnType<typeof jobRequestTypedData>
  | ReturnType<typeof jobActionTypedData>
  | ReturnType<typeof blobAccessTypedData>
  | ReturnType<typeof voucherTypedData>

/** Throws JOB_SIGNATURE_INVALID unless the lease's session key, which is a plain key, signed exactly this. */
export async function verifySigner(signed: Signed, signature: Hex, signer: Address): Promise<void> {
  // A malformed signature throws; it is as wrong as one of somebody else.
  const found = await recoverTypedDataAddress({ ...signed, signature } as Parameters<
    typeof recoverTypedDataAddress
  >[0]).catch(() => undefined)
  if (found?.toLowerCase() === signer) return
  throw new AppError(
    'JOB_SIGNATURE_INVALID',
    `This was not signed by ${signer}, the session key of the lease (voucherSigner).`,
  )
}
