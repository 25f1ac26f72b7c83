import { beforeAll, describe, expect, it } from 'vitest'
import { bugNames } from '../bugs/bugs.ts'
import { faultKinds } from './faulty-provider.ts'
import type { StormReport } from './report.ts'
import { runStorm } from './run-storm.ts'

/** `npm run test:deep` sends all eight bugs out, and has a storm of half an hour besides (main.ts). */
const SECONDS = Number(process.env.N3_STORM_SECONDS ?? 8)
const BUGS = bugNames.slice(0, Number(process.env.N3_STORM_BUGS ?? 3))
const SEED = Number(process.env.N3_STORM_SEED ?? 20_261_122)

let report: StormReport
beforeAll(
  async () => {
    report = await runStorm({ seed: SEED, seconds: SECONDS, bugs: BUGS })
  },
  SECONDS * 2_000 + 600_000,
)

const honest = () => report.verdicts.filter(({ bug }) => bug === undefined)

describe(`storm ${SEED}: ${SECONDS} s of reorgs, failing and lying providers, dropped connections and kill -9`, () => {
  it.each(faultKinds)('has the fault %s in it', (kind) => {
    expect(report.faults[kind]).toBeGreaterThan(0)
  })

  it('kills every honest indexer, and makes it undo blocks', () => {
    for (const { name, kills, reorgs, blocksUnwound } of honest()) {
      expect(kills, name).toBeGreaterThanOrEqual(2)
      expect(reorgs, name).toBeGreaterThan(0)
      expect(blocksUnwound, name).toBeGreaterThan(0)
    }
    expect(report.chain.events).toBeGreaterThan(50)
  })

  it('leaves every honest indexer running at the head, with the rows of a clean index, table by table', () => {
    for (const verdict of honest()) {
      const why = `${verdict.name}: ${verdict.firstDifference}\n${verdict.logTail}`
      expect(verdict, why).toMatchObject({ catchUpMs: expect.any(Number), divergedTables: [], crashes: 0 })
    }
  })

  it('leaves what the chain itself says: every log, and the contracts’ own views', () => {
    expect(report.differencesFromChain).toEqual([])
  })

  it.each(BUGS)('finds the bug %s', (bug) => {
    const verdict = report.verdicts.find((each) => each.bug === bug)
    const isFound = verdict?.catchUpMs === undefined || verdict.divergedTables.length > 0
    expect(isFound, `${bug} went unnoticed:\n${verdict?.logTail}`).toBe(true)
  })
})
