import type { OfferClock } from '@network3/db/queries/offer/find-offers'
import type { Context } from '../context.ts'
import { readStandingClock, type StandingClock } from './standing-clock.ts'

/** What offers are judged by now. */
export async function readOfferClock(ctx: Context): Promise<OfferClock & StandingClock> {
  const [clock, { minimumSelfStakeWei }] = await Promise.all([readStandingClock(ctx), ctx.parameters()])
  return { ...clock, minimumSelfStakeWei }
}
