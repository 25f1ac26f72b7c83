import { Resolver } from 'node:dns/promises'

export type HostAddress = { address: string; family: number }

const resolver = new Resolver({ timeout: 3_000, tries: 2 })

/**
 * All addresses of a name, asked of the DNS alone: hosts files of this machine are not for others, and getaddrinfo would
 * let four slow names hold up every other one (it has a thread for each). Throws what the DNS answered when there is none.
 */
export async function resolveHost(host: string): Promise<HostAddress[]> {
  if (host === 'localhost') return [of('127.0.0.1', 4), of('::1', 6)]
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const addresses = [
    ...(v4.status === 'fulfilled' ? v4.value.map((address) => of(address, 4)) : []),
    ...(v6.status === 'fulfilled' ? v6.value.map((address) => of(address, 6)) : []),
  ]
  if (addresses.length === 0 && v4.status === 'rejected') throw v4.reason
  return addresses
}

const of = (address: string, family: number): HostAddress => ({ address, family })
