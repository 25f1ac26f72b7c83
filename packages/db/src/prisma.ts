import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'

export type Prisma = PrismaClient

/** The typed client for reads that are not hot; hot lists are prepared SQL. Amounts go through wei.ts. */
export function createPrisma(databaseUrl: string): Prisma {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) })
}
