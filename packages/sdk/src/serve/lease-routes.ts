import { AppError } from '@network3/core/app-error'
import { parseN3 } from '@network3/core/parse-n3'
import { formatWei } from '@network3/core/units'
import { z } from 'zod'
import { wantOf } from '../cli/want-options.ts'
import type { Renter } from '../create-renter.ts'
import { requireFull } from '../renting/quote-for.ts'
import { parse } from './read-job-body.ts'
import type { Route } from './route.ts'

const wantSchema = z.strictObject({
  /** Only where verified nodes run such jobs now. */
  runs: z.enum(['wasm', 'onnx']).optional(),
  query: z.string().optional(),
  /** So many different nodes, a slot of each; or so many slots, on whichever nodes. Default: one node. */
  nodes: z.int().min(1).optional(),
  slots: z.int().min(1).optional(),
  minutes: z.number().positive().default(2),
  /** The most that it may cost, N3. */
  budget: z.string().transform((text) => parseN3(text)),
})

/** Looking and renting. `maxSpendWei`: what this process may pay in all; 0 refuses renting. */
export function leaseRoutes(renter: Renter, { maxSpendWei }: { maxSpendWei: bigint }): Route[] {
  let spentWei = 0n

  const quote = async (request: Request) => {
    const { runs, budget, ...wanted } = parse(wantSchema, await request.json().catch(() => undefined))
    const { slots, want } = wantOf({ kind: 'compute', ...wanted })
    const asked = { spec: { kind: 'compute', query: wanted.query, slots }, want, budgetWei: budget } as const
    return runs === undefined ? renter.quote(asked) : renter.quoteFor(runs, asked)
  }

  return [
    {
      method: 'GET',
      path: '/offers',
      answer: async (request) =>
        Response.json(await renter.offers.find(new URL(request.url).searchParams.get('query') ?? '')),
    },
    { method: 'POST', path: '/quotes', answer: async (request) => Response.json(await quote(request)) },
    {
      method: 'POST',
      path: '/leases',
      answer: async (request) => {
        if (maxSpendWei === 0n) {
          throw new AppError('FORBIDDEN', 'This sidecar may not pay: start it with --max-spend <N3>.')
        }
        const quoted = requireFull(await quote(request))
        const totalWei = BigInt(quoted.totalWei)
        if (spentWei + totalWei > maxSpendWei) {
          const left = formatWei(maxSpendWei - spentWei)
          throw new AppError('BUDGET_TOO_SMALL', `This sidecar may pay ${left} N3 more: see --max-spend.`)
        }
        // Counted before it is paid, so that two requests at once do not spend the same.
        spentWei += totalWei
        const rented = await renter.rent(quoted).catch((error: unknown) => {
          spentWei -= totalWei
          throw error
        })
        return Response.json(rented, { status: 201 })
      },
    },
    { method: 'GET', path: '/leases', answer: async () => Response.json(await renter.leases.find()) },
    {
      method: 'GET',
      path: '/leases/:id',
      answer: async (_, { id }) => Response.json(await renter.leases.get(leaseIdOf(id))),
    },
    {
      method: 'POST',
      path: '/leases/:id/close',
      answer: async (_, { id }) => Response.json(await renter.leases.close(leaseIdOf(id))),
    },
  ]
}

function leaseIdOf(text: string): bigint {
  if (/^[1-9]\d{0,77}$/.test(text)) return BigInt(text)
  throw new AppError('INPUT_INVALID', 'A lease is a whole number from 1.')
}
