import { AppError } from '@network3/core/app-error'
import type { Db } from '@network3/db/pool'
import type { Epoch } from '@network3/db/queries/epoch/epoch-row'
import { getEpoch } from '@network3/db/queries/epoch/get-epoch'

/** A posted epoch, or NOT_FOUND. */
export async function requireEpoch(db: Db, number: number): Promise<Epoch> {
  const epoch = await getEpoch(db, BigInt(number))
  if (epoch === undefined) throw new AppError('NOT_FOUND', `No root was posted for epoch ${number}.`)
  return epoch
}

/** A posted epoch whose file was rebuilt to its root, or NOT_FOUND: of any other nothing can be proven. */
export async function requireVerifiedEpoch(db: Db, number: number): Promise<Epoch> {
  const epoch = await requireEpoch(db, number)
  if (epoch.fileState !== 'verified') {
    throw new AppError('NOT_FOUND', `The file of epoch ${number} is not verified.`)
  }
  return epoch
}
