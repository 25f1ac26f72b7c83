import type { Hex } from '@network3/core/hex'
import type { Prisma } from '../../prisma.ts'
import { hexToDb } from '../../write/hex.ts'

export type StoredEpochFile = { content: string; fetchedAt: Date }

/** A published file by its hash, exactly as fetched; undefined while it has not been. */
export async function getEpochFile(prisma: Prisma, dataHash: Hex): Promise<StoredEpochFile | undefined> {
  const file = await prisma.epochFile.findUnique({
    where: { dataHash: new Uint8Array(hexToDb(dataHash)) },
    select: { content: true, fetchedAt: true },
  })
  return file ?? undefined
}
