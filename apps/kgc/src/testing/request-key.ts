import { keyGrantTypedData } from '@network3/chain/key-grant'
import { nodeBackend } from '@network3/clsc/backend-node'
import { createDomain } from '@network3/clsc/domain'
import { epochAt } from '@network3/clsc/epoch'
import { createUserSecret, type UserSecret } from '@network3/clsc/user-key'
import { encodeHex } from '@network3/protocol/hex-bytes'
import type { IssuingRequest } from '@network3/protocol/kgc/issuing-client'
import { type Hex, hexToBytes } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

export type RequestOptions = {
  account?: PrivateKeyAccount
  label?: string
  userSecret?: UserSecret
  epoch?: number
  fromEpoch?: number
  toEpoch?: number
  chainId?: number
  /** Who signs; the account itself by default. */
  signer?: PrivateKeyAccount
}

/** A request as a wallet's owner makes it: key pair, name, and the wallet's one signature. */
export async function requestKey(
  masterPublicKey: Uint8Array,
  options: RequestOptions = {},
): Promise<IssuingRequest & { account: PrivateKeyAccount }> {
  const { account = privateKeyToAccount(generatePrivateKey()), epoch = epochAt(Date.now()) } = options
  const domain = createDomain(masterPublicKey, nodeBackend)
  const userSecret = options.userSecret ?? createUserSecret(domain)
  const name = `did:n3:${account.address.toLowerCase()}#${options.label ?? 'laptop'}`
  const { fromEpoch = epoch, toEpoch = epoch + 89 } = options
  const signature = await (options.signer ?? account).signTypedData(
    keyGrantTypedData(options.chainId ?? 31337, {
      kgcId: encodeHex(domain.kgcId) as Hex,
      id: name,
      userPoint: encodeHex(userSecret.userPoint) as Hex,
      fromEpoch: BigInt(fromEpoch),
      toEpoch: BigInt(toEpoch),
    }),
  )
  return { account, name, epoch, userSecret, grant: { fromEpoch, toEpoch, signature: hexToBytes(signature) } }
}
