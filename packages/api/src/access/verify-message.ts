import { AppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import { hashMessage, recoverAddress } from 'viem'
import type { ChainClient } from '../chain/create-chain-client.ts'
import { accessError } from './access-error.ts'

/**
 * Checks that an account signed a text (EIP-191): by its key, or, for contract accounts, deployed or not, by asking the
 * chain (ERC-1271, ERC-6492). Throws SIGN_IN_SIGNATURE_INVALID, RPC_UNREACHABLE.
 */
export async function verifyMessage(
  chain: ChainClient,
  { account, message, signature }: { account: Address; message: string; signature: Hex },
): Promise<void> {
  // Most accounts are keys, and for those the chain need not be asked, or up.
  const hash = hashMessage(message)
  const recovered = await recoverAddress({ hash, signature }).catch(() => undefined)
  if (recovered?.toLowerCase() === account) return
  if (await chain.verifyHash({ address: account, hash, signature })) return
  // viem answers no as well when it could not ask.
  await chain.getBlockNumber().catch((cause) => {
    throw new AppError('RPC_UNREACHABLE', 'The chain could not be asked about this signature.', {
      cause,
      retryable: true,
    })
  })
  throw accessError('SIGN_IN_SIGNATURE_INVALID')
}
