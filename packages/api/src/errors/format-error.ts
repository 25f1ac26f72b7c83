import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server'
import { type Failure, failureOf } from './failure.ts'

/** What a client of tRPC gets of an error. data.code is stable and ours; data.trpcCode is tRPC's. */
export function formatError({ shape, error }: { shape: TRPCDefaultErrorShape; error: TRPCError }) {
  return { code: shape.code, ...shapeOf(failureOf(error), shape.data.path ?? null) }
}

export function shapeOf({ message, status, ...told }: Failure, path: string | null) {
  return { message, data: { ...told, httpStatus: status, path } }
}
