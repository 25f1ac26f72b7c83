import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { LeaseRefusalCode } from '@network3/core/lease-reasons'
import { reasonOf } from '@network3/core/reasons'
import { formatWei } from '@network3/core/units'
import { decodeErrorResult } from 'viem'
import { offerFull } from './offer-full.ts'

const errorAbi = [...leaseMarketAbi, ...n3TokenAbi].filter((item) => item.type === 'error')

/** A revert of the market or the token as an error with its figures; RENT_REFUSED for what has no words of its own. */
export function describeRevert(data: Hex): AppError {
  const decoded = decode(data)
  if (decoded === undefined) return plain('RENT_REFUSED', {})
  const { errorName, args } = decoded
  switch (errorName) {
    case 'OfferExpired':
      return plain('OFFER_EXPIRED', { offerId: args[0] })
    case 'OfferIsCancelled':
      return plain('OFFER_CANCELLED', { offerId: args[0] })
    case 'OperatorBelowSelfStake':
      return plain('OFFER_BELOW_SELF_STAKE', { operator: args[0] })
    case 'SlotsUnavailable':
      return offerFull('slots', { offerId: args[0] }, args[1], args[2])
    case 'UnitsUnavailable':
      return offerFull('units', { offerId: args[0] }, args[1], args[2])
    case 'ERC20InsufficientBalance': {
      const [, have, need] = args
      const sentence = `The wallet holds ${formatWei(have)} N3, and this needs ${formatWei(need)} N3.`
      return new AppError('BALANCE_TOO_SMALL', sentence, {
        details: { needWei: String(need), haveWei: String(have) },
      })
    }
    case 'EnforcedPause':
      return plain('MARKET_PAUSED', {})
    case 'NotParty':
      return plain('LEASE_NOT_PARTY', { leaseId: String(args[0]) })
    case 'AlreadyClosing':
      return plain('LEASE_THAWING', { leaseId: String(args[0]) })
    case 'NotFinalizable':
      return plain('LEASE_NOT_FINALIZABLE', { leaseId: String(args[0]) })
    case 'UnitsAboveEscrow':
      return plain('LEASE_UNITS_ABOVE_RENTED', { leaseId: String(args[0]) })
    default: {
      const words = (args ?? []).map(String).join(', ')
      return new AppError('RENT_REFUSED', `The contract would refuse this with ${errorName}(${words}).`, {
        details: { error: errorName },
      })
    }
  }
}

function decode(data: Hex) {
  try {
    return decodeErrorResult({ abi: errorAbi, data })
  } catch {
    // A revert without data, or an error of a contract that is not ours.
    return undefined
  }
}

type Plain =
  | ('RENT_REFUSED' | 'OFFER_EXPIRED' | 'OFFER_CANCELLED' | 'OFFER_BELOW_SELF_STAKE' | 'MARKET_PAUSED')
  | LeaseRefusalCode
  | 'LEASE_THAWING'

function plain(code: Plain, details: Record<string, string>): AppError {
  return new AppError(code, reasonOf(code).sentence, { details })
}
