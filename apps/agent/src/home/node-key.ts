import { randomBytes } from 'node:crypto'
import type { Address, Hex } from '@network3/core/hex'
import { addressField } from '@network3/protocol/node/fields'
import { nodeIdOf } from '@network3/protocol/node/node-signature'
import { protect, protectedSchema, unprotect } from '@network3/sdk/keys/protect'
import { z } from 'zod'
import type { AgentHome } from './open-home.ts'

const FILE = 'node-key.json'
const nodeKeySchema = z.strictObject({
  version: z.literal(1),
  node: addressField,
  secret: protectedSchema,
})

export type NodeKey = { node: Address; privateKey: Hex }

/** The node of a folder; undefined before its key was made. Needs no passphrase. */
export async function readNodeAddress(home: AgentHome): Promise<Address | undefined> {
  return (await home.readJson(FILE, nodeKeySchema))?.node
}

/**
 * The key of this folder's node, made now when there is none; it never leaves the folder unsealed. Throws
 * PASSPHRASE_WRONG, KEY_FILE_INVALID.
 */
export async function openNodeKey(home: AgentHome, passphrase: string): Promise<NodeKey> {
  const file = await home.readJson(FILE, nodeKeySchema)
  if (file !== undefined) {
    const bytes = await unprotect(file.secret, passphrase)
    return { node: file.node, privateKey: `0x${Buffer.from(bytes).toString('hex')}` }
  }
  // Not below the curve's order once in 2^128: nodeIdOf then throws, and the next start draws again.
  const bytes = randomBytes(32)
  const privateKey: Hex = `0x${Buffer.from(bytes).toString('hex')}`
  const node = nodeIdOf(privateKey)
  await home.writeJson(FILE, { version: 1, node, secret: await protect(bytes, passphrase) })
  return { node, privateKey }
}
