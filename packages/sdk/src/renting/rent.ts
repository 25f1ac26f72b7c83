import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { type AgreedRent, checkRentCall } from '@network3/chain/check-rent-call'
import { AppError, isAppError } from '@network3/core/app-error'
import { type Address, encodeFunctionData, type Hex, type LocalAccount, parseEventLogs } from 'viem'
import type { Network } from '../network/network.ts'
import type { SessionKeys } from '../sessions/session-keys.ts'
import { callSite, type Site } from '../site/call-site.ts'
import { sendCalls } from '../wallet/send-calls.ts'
import { type Lease, leaseAnswer, preparedAnswer, type Quote } from './market-answers.ts'

export type Rented = {
  leases: Lease[]
  /** Signs their jobs and vouchers; kept in the session keys given. */
  sessionKey: Address
  txHash: Hex
}

/** How far renting is: told as it goes. */
export type RentStep = 'prepared' | 'sent' | 'indexed'

/** The most an indexer may need to tell of a lease that the chain has, ms. */
const INDEXED_WITHIN_MS = 60_000

/**
 * Turns a quote into leases: has it prepared, checks what was prepared against the quote, signs, sends, and waits until
 * the site knows the leases. The session key is kept before anything is paid. Throws the site's refusals (QUOTE_EXPIRED,
 * OFFER_FULL, BALANCE_TOO_SMALL …), RENT_CALL_DIFFERS, and as sendCalls does.
 */
export async function rent(
  context: { site: Site; network: Network; account: LocalAccount; sessionKeys: SessionKeys },
  quote: Quote,
  { onStep }: { onStep?: ((step: RentStep, says: readonly string[]) => void) | undefined } = {},
): Promise<Rented> {
  const { site, network, account, sessionKeys } = context
  const sessionKey = await sessionKeys.create()
  const prepared = await callSite({
    ...site,
    ...{ path: 'leases.prepare', kind: 'query', answer: preparedAnswer },
    input: { quoteId: quote.quoteId, renter: account.address, voucherSigner: sessionKey.address },
  })
  const [call] = prepared.calls
  if (call === undefined || prepared.calls.length > 1 || prepared.chainId !== network.chainId) {
    throw new AppError('RENT_CALL_DIFFERS', 'The site prepared something else than one call on this chain.')
  }
  const [to, value, data] = checkRentCall(network, call, agreedOf(quote, sessionKey.address))
  onStep?.('prepared', prepared.says)
  const args = [to, value, data] as const
  const receipts = await sendCalls(network, account, [
    {
      to: network.contracts.n3Token,
      data: encodeFunctionData({ abi: n3TokenAbi, functionName: 'transferAndCall', args }),
    },
  ])
  const opened = parseEventLogs({
    abi: leaseMarketAbi,
    eventName: 'LeaseOpened',
    logs: receipts.flatMap(({ logs }) => logs),
  })
  const [first] = opened
  if (first === undefined) throw new AppError('TX_REVERTED', 'The transaction opened no lease.')
  onStep?.('sent', [first.transactionHash])
  const leases = await Promise.all(opened.map(({ args }) => waitForLease(site, args.leaseId)))
  onStep?.('indexed', [])
  return { leases, sessionKey: sessionKey.address, txHash: first.transactionHash }
}

/** A site that was broken into can then sell nothing dearer, and to nobody else. */
function agreedOf({ totalWei, lines }: Quote, voucherSigner: Address): AgreedRent {
  const leases = lines.map(({ offerId, slots, units, pricePerUnitWei }) => ({
    ...{ offerId, slots, units: BigInt(units), pricePerUnitWei: BigInt(pricePerUnitWei) },
  }))
  return { voucherSigner, totalWei: BigInt(totalWei), leases }
}

/** It is paid for by now: a site that does not answer meanwhile is asked again. */
async function waitForLease(site: Site, leaseId: bigint): Promise<Lease> {
  const input = { leaseId: String(leaseId) }
  for (const until = Date.now() + INDEXED_WITHIN_MS; ; ) {
    try {
      return await callSite({ ...site, path: 'leases.get', kind: 'query', input, answer: leaseAnswer })
    } catch (error) {
      if (!isAppError(error, 'NOT_FOUND') && !(isAppError(error) && error.retryable)) throw error
      if (Date.now() > until) {
        const sentence = `Lease ${leaseId} is rented, and the site does not tell of it yet: \`n3 leases\` will.`
        throw new AppError('UNAVAILABLE', sentence, { cause: error, retryable: true })
      }
      await new Promise((done) => setTimeout(done, 200))
    }
  }
}
