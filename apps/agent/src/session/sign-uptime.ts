import type { AgentBody, GatewayBody } from '@network3/protocol/node/frames'
import { signText } from '@network3/protocol/node/node-signature'
import { uptimeText } from '@network3/protocol/node/signed-texts'
import type { NodeKey } from '../home/node-key.ts'
import type { SiteEndpoints } from '../site/site-client.ts'

/** Slots of an epoch in which a node may be called. */
const SLOTS = 24
/** How far this clock and the chain's may be apart, in slots of the epoch. */
const TOLERATED_SLOTS = 2

/**
 * The signed answer to a call at a random time. Undefined for another epoch or slot than the one that is now: answers
 * in advance, or in arrears, would let somebody pass for online who is not.
 */
export function signUptime(
  { node, privateKey }: NodeKey,
  { chainId, epochs }: Pick<SiteEndpoints, 'chainId' | 'epochs'>,
  call: GatewayBody<'uptime'>,
  nowMs: number,
): AgentBody<'uptime'> | undefined {
  const { epoch, slot, nonce } = call
  const slotMs = (epochs.lengthSeconds * 1_000) / SLOTS
  const asked = (epoch - 1) * SLOTS + slot
  const now = Math.floor((nowMs - epochs.genesisAt) / slotMs)
  // A slot of a local minute is shorter than the way through the database: some seconds are always granted.
  const tolerated = Math.max(TOLERATED_SLOTS, Math.ceil(10_000 / slotMs))
  if (Math.abs(asked - now) > tolerated) return undefined
  const signature = signText(privateKey, uptimeText({ chainId, node, epoch, slot, nonce }))
  return { epoch, slot, nonce, signature }
}
