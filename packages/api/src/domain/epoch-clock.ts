import { type EpochClock, epochAt, epochEndsAt, epochStartsAt } from '@network3/core/epochs'

/** The epoch a block lies in, by the contract's clock. Before genesis it is 0, which lasts until genesis. */
export function epochClockAt(clock: EpochClock, at: Date) {
  const number = epochAt(clock, BigInt(Math.floor(at.getTime() / 1000)))
  const endsAt = number === 0n ? clock.genesisAt : epochEndsAt(clock, number)
  const startsAt = number === 0n ? clock.genesisAt - clock.epochLength : epochStartsAt(clock, number)
  return {
    number: Number(number),
    startsAt: instantOf(startsAt),
    endsAt: instantOf(endsAt),
    lengthSeconds: Number(clock.epochLength),
  }
}

function instantOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString()
}
