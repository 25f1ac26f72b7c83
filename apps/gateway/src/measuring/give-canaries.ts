import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Address, Hex } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import type { Pool } from '@network3/db/pool'
import { putBlob } from '@network3/db/write/blobs'
import { addCanary } from '@network3/db/write/canaries'
import { inTransaction } from '@network3/db/write/in-transaction'
import { insertJob } from '@network3/db/write/insert-job'
import { encodeHashChain, hashChainGas } from '@network3/protocol/node/hash-chain'
import { loadExampleJob } from '@network3/runtime/jobs/load-example-job'
import type { NodeLink } from '../hub.ts'
import type { EpochTimes } from './epoch-times.ts'

/** About a tenth of a second of one core: enough to be work, little enough for a telephone. */
const LEAST_ROUNDS = 10_000
const MOST_ROUNDS = 20_000
/** Less of an epoch than this is too little to be checked in. */
const LEAST_MS = 8_000
const MOST_DEADLINE_MS = 10 * 60_000
/** Checks are given in the first three quarters of an epoch, so that a slow answer still falls into it. */
const GIVEN_WITHIN = 0.75

export type Canaries = {
  /** Plans a check at a random moment of the epoch, once for each. */
  plan(link: NodeLink, now: number): void
  leave(node: Address): void
  /** Gives what is due; how many. Throws what the database answers; what was due is then due again. */
  giveDue(now: number): Promise<number>
}

/** Work with a known answer for every session that lends slots: at least one in each epoch. */
export async function createCanaries({
  pool,
  times,
  gateway,
  findLink,
}: {
  pool: Pool
  times: EpochTimes
  gateway: string
  findLink: (node: Address) => NodeLink | undefined
}): Promise<Canaries> {
  const module = await loadExampleJob('hash-chain')
  const planned = new Map<Address, { epoch: bigint; at: number; given: boolean }>()

  const give = async (node: Address, epoch: bigint, now: number): Promise<void> => {
    const rounds = LEAST_ROUNDS + randomInt(MOST_ROUNDS - LEAST_ROUNDS)
    const input = encodeHashChain({ seed: randomBytes(8), rounds })
    const deadlineAt = new Date(Math.min(times.endsAtMs(epoch), now + MOST_DEADLINE_MS))
    const createdAt = new Date(now)
    const jobId = newId('job', createdAt)
    await inTransaction(pool, async (tx) => {
      const canary = { epoch, node, number: 0, jobId, input: hexOf(input), gateway, givenAt: createdAt }
      if (!(await addCanary(tx, canary))) return
      for (const content of [module, input]) {
        await putBlob(tx, { hash: sha256Of(content), content, now: createdAt, expiresAt: deadlineAt })
      }
      await insertJob(tx, {
        ...{ id: jobId, request: null, origin: 'canary', kind: 'wasm', class: 'D0', visibility: 'public' },
        ...{ moduleBlob: sha256Of(module), inputBlob: sha256Of(input), sealedTo: [node] },
        terms: {
          args: [],
          seed: hexOf(randomBytes(32)),
          clockMs: now,
          limits: {
            memoryBytes: 1 << 20,
            gas: String(hashChainGas(rounds) * 2n),
            wallMs: 60_000,
            outputBytes: 1_024,
          },
          submitter: null,
        },
        ...{ createdAt, deadlineAt },
      })
    })
  }

  return {
    plan: (link, now) => {
      const epoch = times.epochAt(new Date(now))
      if (epoch < 1n || link.capacity.slots === 0 || planned.get(link.node)?.epoch === epoch) return
      const until = times.startsAtMs(epoch) + times.lengthMs * GIVEN_WITHIN
      const left = Math.min(until, times.endsAtMs(epoch) - LEAST_MS) - now
      if (left <= 0) return
      planned.set(link.node, { epoch, at: now + randomInt(Math.ceil(left)), given: false })
    },
    leave: (node) => {
      // One that was given stays noted: a node that comes back is not given a second.
      if (planned.get(node)?.given === false) planned.delete(node)
    },
    giveDue: async (now) => {
      let count = 0
      const epoch = times.epochAt(new Date(now))
      for (const [node, plan] of planned) {
        if (plan.epoch < epoch) planned.delete(node)
        if (plan.given || plan.epoch !== epoch || plan.at > now) continue
        // One that is paired meanwhile is checked as soon as it is registered, if there is time.
        if (findLink(node)?.operator === undefined || times.endsAtMs(epoch) - now < LEAST_MS) continue
        await give(node, epoch, now)
        plan.given = true
        count++
      }
      return count
    },
  }
}

const sha256Of = (bytes: Uint8Array): Hex => `0x${createHash('sha256').update(bytes).digest('hex')}`
const hexOf = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString('hex')}`
