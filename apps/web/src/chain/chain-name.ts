import { type ChainConfig, LOCAL_CHAIN_ID } from '../config/chain-config.ts'

/** What the chain is called on pages and in wallets. */
export function chainName({ chainId }: Pick<ChainConfig, 'chainId'>): string {
  return chainId === LOCAL_CHAIN_ID ? 'Network3 local' : `Network3 on chain ${chainId}`
}
