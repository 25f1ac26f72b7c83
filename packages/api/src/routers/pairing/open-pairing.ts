import { randomBytes } from 'node:crypto'
import { deletePairings, openPairing as insertPairing } from '@network3/db/write/pairings'
import { recoverSigner } from '@network3/protocol/node/node-signature'
import {
  formatPairingCode,
  normalizePairingCode,
  PAIRING_SECONDS,
} from '@network3/protocol/pairing/pairing-code'
import { PAIRING_CLOCK_SECONDS, pairingText } from '@network3/protocol/pairing/registration'
import { readRegistration } from '../../pairing/read-registration.ts'
import { hashCode, refused } from '../../pairing/require-pairing.ts'
import { publicProcedure } from '../../trpc.ts'
import { openPairingInput, openPairingOutput } from './open-pairing.schema.ts'

/** The signatures must outlive code and confirmation, and not much more, seconds. */
const MINIMUM_DEADLINE_SECONDS = 2 * PAIRING_SECONDS
const MAXIMUM_DEADLINE_SECONDS = 86_400
const KEPT_MS = 86_400_000

export const openPairing = publicProcedure
  .meta({ summary: 'Opens a pairing for a node, proved by its key, and gives its one-time code.' })
  .input(openPairingInput)
  .output(openPairingOutput)
  .mutation(async ({ ctx, input }) => {
    ctx.pairingLimits.open(ctx.callerNetwork)
    const { signature, openedAt, ...offered } = input
    const now = ctx.clock.now()
    if (Math.abs(now - openedAt) > PAIRING_CLOCK_SECONDS * 1000) throw refused('PAIRING_CLOCK_WRONG')
    const seconds = offered.deadline - now / 1000
    // Half a clock's tolerance is left to who signs by a clock that is behind.
    if (seconds < MINIMUM_DEADLINE_SECONDS - PAIRING_CLOCK_SECONDS || seconds > MAXIMUM_DEADLINE_SECONDS)
      throw refused('PAIRING_DEADLINE_WRONG')
    const text = pairingText({ ...offered, chainId: ctx.deployment.chainId, openedAt })
    if (recoverSigner(text, signature) !== offered.node) throw refused('PAIRING_PROOF_INVALID')
    const known = await readRegistration(ctx, offered.node)
    if (known.isRetired) throw refused('PAIRING_NODE_RETIRED')
    if (known.operator !== undefined) throw refused('PAIRING_NODE_TAKEN')
    if (known.nonce !== BigInt(offered.nonce)) throw refused('PAIRING_NONCE_USED')

    const code = formatPairingCode(randomBytes(5))
    const pairingId = `pairing_${randomBytes(16).toString('hex')}`
    const expiresAt = new Date(now + PAIRING_SECONDS * 1000)
    const isOpened = await insertPairing(ctx.pool, {
      ...offered,
      ...{ id: pairingId, codeHash: hashCode(normalizePairingCode(code) ?? code) },
      ...{ nonce: BigInt(offered.nonce), openedAt: new Date(openedAt), expiresAt },
    })
    // The same signed opening once more, or an older one: somebody listened.
    if (!isOpened) throw refused('PAIRING_PROOF_INVALID')
    await deletePairings(ctx.pool, new Date(now - KEPT_MS))
    return { pairingId, code, expiresAt: expiresAt.toISOString() }
  })
