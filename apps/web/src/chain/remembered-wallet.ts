import { type Address, isHex } from '@network3/core/hex'

const KEY = 'network3.wallet.address'

/** The address connected when the page was last left, so that the header shows it before the wallet answers. */
export function readRememberedWallet(): Address | undefined {
  try {
    const value = window.localStorage.getItem(KEY)
    return value !== null && isHex(value, 20) ? value : undefined
  } catch {
    // Storage is closed (private mode, site data blocked): nothing is remembered.
    return undefined
  }
}

export function rememberWallet(address: Address | undefined): void {
  try {
    if (address === undefined) window.localStorage.removeItem(KEY)
    else window.localStorage.setItem(KEY, address)
  } catch {
    // Storage is closed: the next load starts disconnected, which is all that is lost.
  }
}
