import { createHash } from 'node:crypto'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { PairingReasonCode } from '@network3/core/pairing-reasons'
import { reasonOf } from '@network3/core/reasons'
import { getPairing, type Pairing } from '@network3/db/queries/pairing/get-pairing'
import { normalizePairingCode } from '@network3/protocol/pairing/pairing-code'
import type { Context } from '../context.ts'

/** Names what is hashed, so that the hash of a code is that of nothing else. */
export function hashCode(code: string): Hex {
  return `0x${createHash('sha256').update(`Network3 pairing code v1\n${code}`).digest('hex')}`
}

/** The pairing that waits under a typed code. Throws PAIRING_LOOKUPS_LIMITED, PAIRING_CODE_UNKNOWN. */
export async function requireByCode(
  ctx: Context,
  typed: string,
): Promise<{ pairing: Pairing; codeHash: Hex }> {
  ctx.pairingLimits.look(ctx.callerNetwork)
  const code = normalizePairingCode(typed)
  const codeHash = hashCode(code ?? '')
  const pairing = code === undefined ? undefined : await getPairing(ctx.pool, { codeHash })
  if (pairing !== undefined) return { pairing, codeHash }
  ctx.pairingLimits.miss(ctx.callerNetwork)
  throw refused('PAIRING_CODE_UNKNOWN')
}

/** The pairing of an agent. Throws NOT_FOUND: ids are 128 random bits, so nobody guesses them. */
export async function requireById(ctx: Context, id: string): Promise<Pairing> {
  const pairing = await getPairing(ctx.pool, { id })
  if (pairing === undefined) throw new AppError('NOT_FOUND', 'There is no such pairing any more.')
  return pairing
}

/** Where a pairing is at a time (unix ms). */
export function stateOf({ status, expiresAt }: Pairing, nowMs: number): PairingReasonCode {
  if (status === 'done') return 'PAIRING_DONE'
  if (status === 'declined') return 'PAIRING_DECLINED'
  if (status === 'replaced') return 'PAIRING_REPLACED'
  if (expiresAt.getTime() <= nowMs) return 'PAIRING_EXPIRED'
  return status === 'signed' ? 'PAIRING_SIGNED' : 'PAIRING_OPEN'
}

export function refused(code: PairingReasonCode): AppError {
  return new AppError(code, reasonOf(code).sentence)
}
