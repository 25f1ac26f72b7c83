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
    .option('-n, --nodes <n>', 'compute: slots at one time (default 1)', parseCount)
    .option('--hours <h>', 'compute: for how long', parseDuration)
    .option('--minutes <m>', 'compute: the same in minutes (default 2)', parseDuration)
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

export function wantOf({ kind, nodes, hours, minutes, units }: WantFlags): Want {
  const isTime = nodes !== undefined || hours !== undefined || minutes !== undefined
  if (units !== undefined && isTime) {
    throw new AppError('INPUT_INVALID', 'Give --units, or --nodes with --hours or --minutes: not both.')
  }
  if (units !== undefined) return { units }
  if (kind !== 'compute') throw new AppError('INPUT_INVALID', `How much ${kind}? Give --units.`)
  if (hours !== undefined && minutes !== undefined) {
    throw new AppError('INPUT_INVALID', 'Give --hours or --minutes, not both.')
  }
  return { nodes: nodes ?? 1, hours: hours ?? (minutes ?? DEFAULT_MINUTES) / 60 }
}

/** Prices it. Throws NETWORK_FULL, BUDGET_TOO_SMALL, QUERY_INVALID, INPUT_INVALID. */
export async function quoteWanted(
  renter: Pick<Renter, 'quote' | 'quoteFor'>,
  flags: WantFlags,
): Promise<Quote> {
  const want = wantOf(flags)
  const { kind, query, budget: budgetWei, maxPrice: maxPricePerUnitWei, country: countries, runs } = flags
  const spec = { kind, query, maxPricePerUnitWei, countries }
  if (runs !== undefined) return renter.quoteFor(runs, { spec, want, budgetWei })
  return renter.quote({ spec, want, budgetWei })
}
