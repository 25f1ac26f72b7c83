import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  attemptsUsed,
  isLive,
  isPending,
  type JobEvent,
  type JobState,
  transition,
  transitions,
} from './job-state.ts'
import { jobStatuses } from './job-status.ts'

const queued = (replicas = 1, maxAttempts = 3): JobState => ({
  ...{ status: 'queued', reason: 'JOB_QUEUED', fence: 0, wanted: replicas, maxAttempts, attempts: [] },
})

function applied(job: JobState, ...events: JobEvent[]): JobState {
  return events.reduce((state, event) => {
    const next = transition(state, event)
    if ('refused' in next) throw new Error(`${event.type} was refused from ${state.status}`)
    return next
  }, job)
}

const fence = fc.integer({ min: 0, max: 9 })
const anyEvent: fc.Arbitrary<JobEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ type: 'assign' } as const) },
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('start', 'commit'), fence }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('end' as const),
      fence,
      reason: fc.constantFrom('ATTEMPT_NODE_LOST', 'ATTEMPT_NODE_REFUSED', 'ATTEMPT_FAILED'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('return' as const),
      fence,
      verdict: fc.constantFrom('agreed', 'waiting', 'more', 'disagreed', 'run-failed'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'accept',
        'silence',
        'dispute',
        'settle',
        'cancel',
        'time-out',
        'lease-over',
        'strand',
      ),
    }),
  },
)

describe('transition', () => {
  it('goes the straight way', () => {
    const steps: JobEvent[] = [
      { type: 'assign' },
      { type: 'start', fence: 1 },
      { type: 'return', fence: 1, verdict: 'agreed' },
      { type: 'accept' },
      { type: 'settle' },
    ]
    const reached = steps.map((_, index) => applied(queued(), ...steps.slice(0, index + 1)).status)
    expect(reached).toEqual(['assigned', 'running', 'returned', 'accepted', 'settled'])
  })

  it('a lost node leads to the next fence, and the zombie of the old one can publish nothing', () => {
    const lost = applied(
      queued(),
      { type: 'assign' },
      { type: 'start', fence: 1 },
      { type: 'end', fence: 1, reason: 'ATTEMPT_NODE_LOST' },
    )
    expect(lost).toMatchObject({ status: 'queued', wanted: 1 })
    const elsewhere = applied(lost, { type: 'assign' })
    expect(elsewhere.fence).toBe(2)
    for (const state of [lost, elsewhere]) {
      expect(transition(state, { type: 'return', fence: 1, verdict: 'agreed' })).toEqual({ refused: 'fence' })
      expect(transition(state, { type: 'start', fence: 1 })).toEqual({ refused: 'fence' })
    }
  })

  it('refusals cost no attempt, everything else does', () => {
    const end = (reason: 'ATTEMPT_NODE_REFUSED' | 'ATTEMPT_NODE_LOST') => (state: JobState) =>
      applied(state, { type: 'assign' }, { type: 'end', fence: state.fence + 1, reason })
    const refused = Array.from({ length: 9 }).reduce(end('ATTEMPT_NODE_REFUSED'), queued()) as JobState
    expect(refused.status).toBe('queued')
    const lost = end('ATTEMPT_NODE_LOST')(end('ATTEMPT_NODE_LOST')(refused))
    expect(lost.status).toBe('queued')
    expect(end('ATTEMPT_NODE_LOST')(lost)).toMatchObject({ status: 'failed', reason: 'JOB_ATTEMPTS_USED_UP' })
  })

  it('a stranded job is assigned as soon as a node is back', () => {
    expect(applied(queued(), { type: 'strand' }, { type: 'assign' }).status).toBe('assigned')
  })

  it('keeps its invariants through any events', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(anyEvent, { maxLength: 40 }),
        (replicas, events) => {
          let job = queued(replicas, replicas + 3)
          let returns = 0
          for (const event of events) {
            const next = transition(job, event)
            if ('refused' in next) continue
            expect(transitions[event.type].from).toContain(job.status)
            expect(transitions[event.type].to).toContain(next.status)
            // The fence counts assignments, and nothing else moves it.
            expect(next.fence).toBe(job.fence + (event.type === 'assign' ? 1 : 0))
            expect(next.attempts.map((attempt) => attempt.fence)).toEqual(
              Array.from({ length: next.fence }, (_, index) => index + 1),
            )
            expect(next.wanted).toBeGreaterThanOrEqual(0)
            expect(attemptsUsed(next.attempts) + next.wanted).toBeLessThanOrEqual(job.maxAttempts)
            // What is over stays over.
            for (const attempt of job.attempts.filter(
              ({ status }) => status === 'ended' || status === 'returned',
            ))
              expect(next.attempts).toContainEqual(attempt)
            if (!isPending(next.status)) {
              expect(next.wanted).toBe(0)
              expect(next.attempts.filter(isLive)).toEqual([])
            } else expect(next.wanted + next.attempts.filter(isLive).length).toBeGreaterThan(0)
            const isBegun = next.attempts.some(({ status }) => status === 'running' || status === 'committed')
            expect(next.status === 'running').toBe(isBegun)
            if (next.status === 'returned' && job.status !== 'returned') returns++
            job = next
          }
          expect(returns).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('failed and settled are final', () => {
    const leaving = Object.values(transitions).flatMap(({ from }) => from)
    expect(jobStatuses.filter((status) => !leaving.includes(status))).toEqual(['settled', 'failed'])
  })
})
