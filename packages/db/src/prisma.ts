import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import type { Pool } from './pool.ts'

export type Prisma = PrismaClient

/**
 * The typed client for single records; lists, and reads that must share a snapshot, are prepared SQL. It works on the
 * pool it is given and never ends it. Amounts go through wei.ts.
 */
export function createPrisma(pool: Pool): Prisma {
  return new PrismaClient({ adapter: new PrismaPg(pool) })
}
