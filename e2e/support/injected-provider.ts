type Request = { method: string; params?: readonly unknown[] }
type Answer = { result: unknown } | { error: { code: number; message: string } }
type Listener = (value: unknown) => void

declare global {
  interface Window {
    network3TestWallet: (request: Request) => Promise<Answer>
  }
}

/**
 * Runs in the page, before its own scripts: announces an EIP-1193 provider through EIP-6963. It is handed over as
 * text, so it may use nothing from outside itself.
 */
export function installProvider({ name, address }: { name: string; address: string }): void {
  const listeners = new Map<string, Set<Listener>>()
  const emit = (event: string, value: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(value)
  }
  const request = async ({ method, params }: Request): Promise<unknown> => {
    const answer = await window.network3TestWallet({ method, ...(params === undefined ? {} : { params }) })
    if ('error' in answer) throw Object.assign(new Error(answer.error.message), { code: answer.error.code })
    if (method === 'wallet_switchEthereumChain' || method === 'wallet_addEthereumChain') {
      emit('chainChanged', await request({ method: 'eth_chainId' }))
    }
    if (method === 'eth_requestAccounts') emit('accountsChanged', answer.result)
    return answer.result
  }
  const provider = {
    request,
    on: (event: string, listener: Listener) => {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
    },
    removeListener: (event: string, listener: Listener) => {
      listeners.get(event)?.delete(listener)
    },
  }
  const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>')}`
  const uuid = `00000000-0000-4000-8000-${address.slice(-12)}`
  const detail = Object.freeze({
    info: Object.freeze({ uuid, name, icon, rdns: 'org.network3.test' }),
    provider,
  })
  const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}
