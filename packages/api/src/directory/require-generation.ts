import { AppError } from '@network3/core/app-error'
import type { Db } from '@network3/db/pool'
import { type GenerationRow, getGeneration } from '@network3/db/queries/key/get-generation'

/** A generation by number, or the newest. Throws NOT_FOUND; UNAVAILABLE while none was announced. */
export async function requireGeneration(db: Db, number: number | undefined): Promise<GenerationRow> {
  const generation = await getGeneration(db, number)
  if (generation !== undefined) return generation
  if (number !== undefined) throw new AppError('NOT_FOUND', `There is no generation ${number}.`)
  throw new AppError('UNAVAILABLE', 'No key-generation centre has been announced on this chain yet.', {
    retryable: true,
  })
}
