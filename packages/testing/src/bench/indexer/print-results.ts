import { cpus, loadavg } from 'node:os'
import type { Stored } from './measure-stored.ts'
import type { Measured } from './run-ours.ts'

const NAME_WIDTH = 50

/** The machine, and whether others were using it: figures of a loaded one compare within a run, not between runs. */
export function printMachine(events: number): void {
  const [processor] = cpus()
  const load = loadavg()[0] ?? 0
  console.log(
    `${cpus().length} × ${processor?.model ?? 'unknown'}, Node.js ${process.version}, ${events} events`,
  )
  if (load > cpus().length / 2)
    console.log(`The machine is loaded (${load.toFixed(1)}): read the ratios alone.`)
}

/** One line: rate, CPU of the program and of PostgreSQL per event, memory at its peak. */
export function printMeasured(name: string, measured: Measured): void {
  const { eventsPerSecond, appCpu, postgresCpu, peakBytes } = measured
  const rate = `${Math.round(eventsPerSecond).toLocaleString('en')} events/s`
  const cpu = `${appCpu.toFixed(1)} + ${postgresCpu.toFixed(1)} µs`
  const memory = peakBytes === 0 ? '' : `${Math.round(peakBytes / 1e6)} MB at most`
  console.log(`${name.padEnd(NAME_WIDTH)} ${rate.padStart(18)}   ${cpu.padStart(16)}   ${memory}`)
}

export function printStored({ events, sums, board }: Stored): void {
  const [rows, others, ranks] = [events, sums, board].map((bytes) => bytes.toFixed(0))
  console.log(`${''.padEnd(NAME_WIDTH)} stored per event: ${rows} bytes, sums ${others}, board ${ranks}`)
}
