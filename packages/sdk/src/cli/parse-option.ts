import { parseN3 } from '@network3/core/parse-n3'
import { InvalidArgumentError } from 'commander'

/** Readers of options; commander says what is wrong and exits with 2. */
export function parseCount(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 1) return value
  throw new InvalidArgumentError('A whole number from 1 is asked for.')
}

export function parseUnits(text: string): bigint {
  if (/^[1-9]\d{0,19}$/.test(text)) return BigInt(text)
  throw new InvalidArgumentError('A whole number from 1 is asked for.')
}

export function parseDuration(text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new InvalidArgumentError('A number above 0 is asked for.')
}

export function parsePort(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value
  throw new InvalidArgumentError('A port is a number from 0 to 65535.')
}

/** An amount of N3 in wei. */
export function parseAmount(text: string): bigint {
  try {
    return parseN3(text)
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
  }
}

export function parseLeaseId(text: string): bigint {
  if (/^[1-9]\d{0,77}$/.test(text)) return BigInt(text)
  throw new InvalidArgumentError('A lease is a whole number from 1.')
}
