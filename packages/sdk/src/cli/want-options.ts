import { AppError } from '@network3/core/app-error'
import { type Command, Option } from 'commander'
import type { Renter } from '../create-renter.ts'
import type { Quote } from '../renting/market-answers.ts'
import type { RentSpec, Want } from '../renting/market-client.ts'
import { parseAmount, parseCount, parseDuration, parseUnits } from './parse-option.ts'

export type WantFlags = {
  query?: string
  kind: RentSpec['kind']
  nodes?: number
  slots?: number
  hours?: number
  minutes?: number
  units?: bigint
  budget?: bigint
  maxPrice?: bigint
  country?: string[]
  runs?: 'wasm' | 'onnx'
}

/** What is wanted of the market, for quote, rent and run. */
export function withWant(command: Command): Command {
  return command
    .option('-q, --query <query>', 'only offers that it finds')
    .option('-n, --nodes <n>', 'compute: so many different nodes, a slot of each (default 1)', parseCount)
    .option('-s, --slots <n>', 'compute: so many slots, on whichever nodes', parseCount)
    .option('--hours <h>', 'compute: for how long', parseDuration)
    .option('--minutes <m>', 'compute: the same in minutes (default 2)', parseDuration)
    .option('--partial', 'take a part where not all can be had')
    .option('--budget <N3>', 'the most that it may cost: N3', parseAmount)
    .option('--max-price <N3>', 'the most that a unit may cost: N3', parseAmount)
    .option('--country <code...>', 'nodes in any of these countries')
}

/** Beside withWant, where there is no job that says it. */
export function withKind(command: Command): Command {
  return command
    .addOption(
      new Option('--kind <kind>', 'what to rent')
        .choices(['compute', 'bandwidth', 'egress', 'dataset'])
        .default('compute'),
    )
    .option('--units <n>', 'so many units of the kind, instead of nodes and time', parseUnits)
    .addOption(
      new Option('--runs <kind>', 'compute: only nodes that are verified and run such jobs now').choices([
        'wasm',
        'onnx',
      ]),
    )
}

const DEFAULT_MINUTES = 2

export function wantOf(flags: WantFlags): { slots?: number; want: Want } {
  const { kind, nodes, slots, hours, minutes, units } = flags
  const isTime = hours !== undefined || minutes !== undefined
  if (units !== undefined && (isTime || nodes !== undefined)) {
    throw wrong('Give --units, or --nodes or --slots with --hours or --minutes: not both.')
  }
  if (units !== undefined) return { ...(slots === undefined ? {} : { slots }), want: { units } }
  if (kind !== 'compute') throw wrong(`How much ${kind}? Give --units.`)
  if (hours !== undefined && minutes !== undefined) throw wrong('Give --hours or --minutes, not both.')
  if (nodes !== undefined && slots !== undefined) throw wrong('Give --nodes or --slots, not both.')
  const time = hours ?? (minutes ?? DEFAULT_MINUTES) / 60
  if (slots === undefined) return { want: { nodes: nodes ?? 1, hours: time } }
  return { slots, want: { units: BigInt(slots) * BigInt(Math.ceil(time * 3_600)) } }
}

function wrong(sentence: string): AppError {
  return new AppError('INPUT_INVALID', sentence)
}

/** Prices it. Throws NETWORK_FULL, BUDGET_TOO_SMALL, QUERY_INVALID, INPUT_INVALID. */
export async function quoteWanted(
  renter: Pick<Renter, 'quote' | 'quoteFor'>,
  flags: WantFlags,
): Promise<Quote> {
  const { slots, want } = wantOf(flags)
  const { kind, query, budget: budgetWei, maxPrice: maxPricePerUnitWei, country: countries, runs } = flags
  const request = { spec: { kind, query, maxPricePerUnitWei, countries, slots }, want, budgetWei }
  return runs === undefined ? renter.quote(request) : renter.quoteFor(runs, request)
}
