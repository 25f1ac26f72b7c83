import { AppError } from '@network3/core/app-error'
import type { ByteReader } from './byte-reader.ts'

export type FunctionType = { params: readonly number[]; results: readonly number[] }
export type Section = { id: number; content: ByteReader }

export type ParsedModule = {
  sections: Map<number, Section>
  types: FunctionType[]
  /** Type index of each function, imported ones first. */
  functionTypes: number[]
  importCount: number
  tableCount: number
  globalCount: number
  /** In pages of 64 KiB. */
  memory: { min: number; max: number | undefined } | undefined
  /** Index of the exported function `_start`. */
  entry: number | undefined
}

export function forbidden(feature: string): never {
  throw new AppError('RUNTIME_FEATURE_FORBIDDEN', feature)
}
