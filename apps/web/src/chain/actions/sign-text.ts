import type { Hex } from '@network3/core/hex'
import { signMessage } from 'wagmi/actions'
import { getWalletConfig } from '../wallet-config.ts'
import type { SendStage } from './send-call.ts'

/** Has the wallet sign a text (EIP-191). Sends nothing, costs nothing. */
export function signText(text: string, onStage: (stage: SendStage) => void): Promise<Hex> {
  onStage('confirming')
  return signMessage(getWalletConfig(), { message: text })
}
