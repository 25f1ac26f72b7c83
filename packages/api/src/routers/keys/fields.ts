import { z } from 'zod'

/** A generation's number, from 1. */
export const generationField = z.int().min(1).max(4_294_967_295)

/** Days since 1970, as a decimal string: a uint64. */
export const keyEpochOutput = z.string().regex(/^\d+$/)
