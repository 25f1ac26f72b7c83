import { batchCan } from '@network3/core/device-state'
import { reasonOf } from '@network3/core/reasons'
import { formatWei } from '@network3/core/units'
import { type Batch, countDevices } from './store-words.ts'

type Purchase = {
  /** Undefined while what is typed is no whole number. */
  quantity: number | undefined
  /** What one device cost when the buyer looked. */
  agreedUnitPriceWei: bigint
  /** Undefined while they are being read; then the simulation has the last word. */
  balances: { ethWei: bigint; n3Wei: bigint } | undefined
  now: Date
}

export type WhyNot = { code: string; sentence: string; needsFunds?: boolean }

/** Why an order cannot be sent as it stands, the first thing to mend first; undefined when it can. */
export function whyNotBuy(batch: Batch, purchase: Purchase): WhyNot | undefined {
  const { quantity = 0, agreedUnitPriceWei, balances, now } = purchase
  const unitPriceWei = BigInt(batch.unitPriceWei)
  const bought = batch.wallet?.bought ?? 0
  const answer = batchCan.buy(
    {
      ...batch,
      unitPriceWei,
      opensAt: new Date(batch.opensAt),
      closesAt: new Date(batch.closesAt),
      isPaused: batch.status === 'paused',
    },
    { quantity, bought, balanceWei: balances?.n3Wei },
    now,
  )
  if (answer === true || answer === 'BATCH_ABOVE_BALANCE') {
    if (unitPriceWei !== agreedUnitPriceWei)
      return { code: 'PRICE_CHANGED', sentence: 'Accept the new price first.' }
  }
  if (answer === 'BATCH_ABOVE_BALANCE') {
    const held = formatWei(balances?.n3Wei ?? 0n, { group: true })
    return {
      code: answer,
      sentence: `${reasonOf(answer).sentence} This wallet holds ${held} N3.`,
      needsFunds: true,
    }
  }
  if (answer !== true) return { code: answer, sentence: sentenceOf(answer, batch, bought) }
  if (balances?.ethWei === 0n) {
    return { code: 'GAS_ABOVE_BALANCE', sentence: reasonOf('GAS_ABOVE_BALANCE').sentence, needsFunds: true }
  }
  return undefined
}

type Refusal = Exclude<ReturnType<typeof batchCan.buy>, true>

/** The reason with its numbers, where it has some. */
function sentenceOf(code: Refusal, { available, capPerWallet }: Batch, bought: number): string {
  const { sentence } = reasonOf(code)
  if (code === 'BATCH_CAP_REACHED') return `${sentence} The cap is ${countDevices(capPerWallet)}.`
  if (code === 'BATCH_CAP_EXCEEDED') {
    const more = capPerWallet - bought
    return bought === 0
      ? `A wallet may buy ${countDevices(capPerWallet)} of this batch.`
      : `A wallet may buy ${countDevices(capPerWallet)} of this batch; this one has ${bought}, so ${more} more.`
  }
  if (code === 'BATCH_NOT_ENOUGH_STOCK') {
    return `Only ${countDevices(available)} ${available === 1 ? 'is' : 'are'} left in this batch.`
  }
  return sentence
}
