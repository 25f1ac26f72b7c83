import { cpus, loadavg } from 'node:os'
import type { Measured } from './measure-backfill.ts'
import { type Goal, judge } from './verdicts.ts'

const NAME_WIDTH = 52

/** The machine, and whether others were using it: figures of a loaded one compare within a run, not between runs. */
export function printMachine(events: number): void {
  const [processor] = cpus()
  const load = loadavg()[0] ?? 0
  const at = new Date().toISOString().slice(0, 16)
  console.log(
    `${at}Z, ${cpus().length} × ${processor?.model ?? 'unknown'}, Node.js ${process.version}, ${events} events`,
  )
  if (load > cpus().length / 2)
    console.log(`The machine is loaded (${load.toFixed(1)}): read the ratios alone.`)
}

/** A line of rate, CPU of the program and of PostgreSQL per event, memory at its peak; a second of bytes stored. */
export function printMeasured(name: string, measured: Measured): void {
  const { eventsPerSecond, appCpu, postgresCpu, peakBytes, stored } = measured
  const rate = `${Math.round(eventsPerSecond).toLocaleString('en')} events/s`
  const cpu = `${appCpu.toFixed(1)} + ${postgresCpu.toFixed(1)} µs`
  const memory = peakBytes === 0 ? '' : `${Math.round(peakBytes / 1e6)} MB at most`
  console.log(`${name.padEnd(NAME_WIDTH)} ${rate.padStart(18)}   ${cpu.padStart(16)}   ${memory}`)
  if (stored === undefined) return
  const [rows, sums, board] = [stored.events, stored.sums, stored.board].map((bytes) => bytes.toFixed(0))
  console.log(`${''.padEnd(NAME_WIDTH)} stored per event: ${rows} bytes, sums ${sums}, board ${board}`)
}

/** What was asked beside what was seen. */
export function printGoals(goals: readonly Goal[]): void {
  const row = (...cells: string[]) => {
    const [name = '', seen = '', must = '', lead = '', verdict = ''] = cells
    console.log(
      `${name.padEnd(NAME_WIDTH)} ${seen.padStart(12)} ${must.padStart(10)} ${lead.padStart(10)}   ${verdict}`,
    )
  }
  row('\n', 'seen', 'must', 'lead')
  for (const goal of goals) {
    const shown = (value: number | undefined) => {
      if (value === undefined) return '–'
      return `${value < 10 && !Number.isInteger(value) ? value.toFixed(2) : value.toFixed(value < 100 && !Number.isInteger(value) ? 1 : 0)} ${goal.unit}`
    }
    row(goal.name, shown(goal.seen), shown(goal.must), shown(goal.lead), judge(goal))
  }
}
