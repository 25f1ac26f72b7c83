import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts a process's time in ticks of 10 ms. */
const TICK_SECONDS = 0.01

type Stat = { parent: number; cpuSeconds: number; reapedSeconds: number }

/** /proc/<pid>/stat (proc(5)): fields from the third on stand after the command's closing parenthesis. */
function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const seconds = (...places: number[]) =>
      places.reduce((sum, place) => sum + Number(fields[place]) * TICK_SECONDS, 0)
    return { parent: Number(fields[1]), cpuSeconds: seconds(11, 12), reapedSeconds: seconds(13, 14) }
  } catch {
    return undefined
  }
}

/** CPU seconds of a process so far. */
export function cpuSecondsOf(pid: number): number {
  return readStat(pid)?.cpuSeconds ?? 0
}

/** CPU seconds of a process and of all its children, those that ended included. */
export function cpuSecondsOfFamily(pid: number): number {
  let sum = 0
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = readStat(Number(entry))
    if (stat === undefined) continue
    if (Number(entry) === pid) sum += stat.cpuSeconds + stat.reapedSeconds
    else if (stat.parent === pid) sum += stat.cpuSeconds
  }
  return sum
}

/** The most memory a process has held at once (VmHWM), in bytes. */
export function peakBytesOf(pid: number): number {
  try {
    const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
    return Number(match?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
