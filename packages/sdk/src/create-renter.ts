import type { Backend } from '@network3/clsc/backend'
import { nobleBackend } from '@network3/clsc/backend-noble'
import { AppError } from '@network3/core/app-error'
import { isAddressEqual, type LocalAccount } from 'viem'
import { createJobClient, type JobClient } from './jobs/create-job-client.ts'
import { makeOwnKey } from './keys/make-own-key.ts'
import { type OwnKey, sendingKey } from './keys/own-key.ts'
import { askNetwork, type Network, readKgc } from './network/network.ts'
import { closeLease, createLeaseReader, type LeaseFilter } from './renting/lease-client.ts'
import type { Lease, Quote } from './renting/market-answers.ts'
import { createMarketClient } from './renting/market-client.ts'
import { createQuoter } from './renting/quote-for.ts'
import { type RentStep, rent } from './renting/rent.ts'
import { createMemorySessionKeys, type SessionKeys } from './sessions/session-keys.ts'
import type { Site } from './site/call-site.ts'

type JobKey = Pick<OwnKey, 'id' | 'domain' | 'keys'>

export type RenterOptions = Site & {
  /** Pays. It signs transactions, and once for the key that seals and opens; jobs and vouchers it never sees. */
  account: LocalAccount
  /** Default: kept in memory. openSessionKeys keeps them in files, so that a lease outlives its program. */
  sessionKeys?: SessionKeys | undefined
  /** Seals and opens jobs; asked for whenever a client of jobs is made. Default: one made in memory. */
  ownKey?: (() => Promise<JobKey>) | undefined
  /** Default: as the site says. */
  network?: Network | undefined
  rpcUrl?: string | undefined
  /** The cryptography; default pure JavaScript. Node's own is faster: nodeBackend of @network3/clsc. */
  backend?: Backend | undefined
}

export type Renter = ReturnType<typeof createRenter>

/** Everything a renter does: look, price, rent, run, close. Nothing is asked of the network before the first call. */
export function createRenter(options: RenterOptions) {
  const { siteUrl, apiKey, onCall, account, backend = nobleBackend } = options
  const { sessionKeys = createMemorySessionKeys() } = options
  const site: Site = { siteUrl, apiKey, onCall }
  const market = createMarketClient(site)
  const reader = createLeaseReader(site)
  const network = once(async () => options.network ?? askNetwork(site, options.rpcUrl))
  let madeKey: Promise<OwnKey> | undefined
  const ownKey = options.ownKey ?? (() => keepOwnKey())

  /** The one in memory, or a new one on a new day. */
  async function keepOwnKey(): Promise<OwnKey> {
    const known = await madeKey?.catch(() => undefined)
    if (known !== undefined && isUsable(known)) return known
    const made = network().then(async (found) =>
      makeOwnKey({ kgc: await readKgc(found), account, backend, nowMs: Date.now() }),
    )
    madeKey = made
    return made
  }

  /** A client of the jobs on a lease. Throws KEY_NOT_FOUND when its session key was made elsewhere. */
  async function jobs(leaseId: bigint): Promise<JobClient> {
    const { voucherSigner } = await reader.get(leaseId)
    const sessionKey = await sessionKeys.read(voucherSigner)
    if (sessionKey === undefined) {
      throw new AppError(
        'KEY_NOT_FOUND',
        `The session key ${voucherSigner} of lease ${leaseId} is not here: use it where the lease was rented.`,
      )
    }
    const { chainId, contracts } = await network()
    const { leaseMarket } = contracts
    return createJobClient({ ...site, chainId, leaseMarket, leaseId, sessionKey, ownKey: await ownKey() })
  }

  return {
    account: account.address,
    network,
    offers: { find: market.find, get: market.get, screen: market.screen },
    ...createQuoter(site),
    getQuote: market.getQuote,
    /** Pays for a quote and gives its leases. Throws QUOTE_EXPIRED, OFFER_FULL, RENT_CALL_DIFFERS, BALANCE_TOO_SMALL. */
    rent: async (quote: Quote, report: { onStep?: (step: RentStep, says: readonly string[]) => void } = {}) =>
      rent({ site, network: await network(), account, sessionKeys }, quote, report),
    leases: {
      /** Those this account rents, unless told otherwise. */
      find: (filter: LeaseFilter = { renter: account.address }) => reader.find(filter),
      get: reader.get,
      close: async (leaseId: bigint) =>
        closeLease({ network: await network(), account }, await reader.get(leaseId)),
      /** Whether this renter can run jobs on it. */
      isOurs: async ({ voucherSigner }: Lease) =>
        (await sessionKeys.list()).some((known) => isAddressEqual(known, voucherSigner)),
    },
    jobs,
  }
}

function isUsable(own: OwnKey): boolean {
  try {
    sendingKey(own, Date.now())
    return true
  } catch {
    return false
  }
}

/** Asked once, and again after a failure. */
function once<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= task().catch((error: unknown) => {
      running = undefined
      throw error
    })
    return running
  }
}
