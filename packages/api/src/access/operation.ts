import { hkdfSync, randomBytes } from 'node:crypto'
import { type IdKind, newId } from '@network3/core/ids'

/**
 * Where a mutation gets the ids and secrets of what it makes. Of a request with an idempotency key they follow from the
 * key, so that the same request once more, after a crash too, makes the same thing and not a second one: insert it with
 * ON CONFLICT DO NOTHING. Without a key they are random.
 */
export type Operation = {
  /** As newId of core. At most one id of each kind for an operation. */
  newId: (kind: IdKind) => string
  /** 32 bytes nobody can guess, for one purpose of this operation. */
  secret: (purpose: string) => Uint8Array
}

export function randomOperation(now: () => Date): Operation {
  return { newId: (kind) => newId(kind, now()), secret: () => randomBytes(32) }
}

/** `seed` has 32 bytes; `begunAt` is when the operation came first. */
export function seededOperation(seed: Uint8Array, begunAt: Date): Operation {
  const derive = (purpose: string, size: number) =>
    new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(), purpose, size))
  const time = begunAt.getTime().toString(16).padStart(12, '0')
  return {
    newId: (kind) => `${kind}_${time}${Buffer.from(derive(`id ${kind}`, 10)).toString('hex')}`,
    secret: (purpose) => derive(`secret ${purpose}`, 32),
  }
}
