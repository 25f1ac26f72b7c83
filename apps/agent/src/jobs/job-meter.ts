import { countField } from '@network3/protocol/node/fields'
import { z } from 'zod'
import type { AgentHome } from '../home/open-home.ts'

const FILE = 'meter.json'
const meterSchema = z.record(z.string(), countField)

/** Milliseconds of work by lease, only ever growing, also over restarts: usage is the difference of two readings. */
export type JobMeter = {
  /** Adds work; the new reading, durably. */
  add(leaseId: string, milliseconds: number): Promise<string>
}

export async function openJobMeter(home: AgentHome): Promise<JobMeter> {
  const readings = new Map(Object.entries((await home.readJson(FILE, meterSchema)) ?? {}))
  let last: Promise<unknown> = Promise.resolve()
  return {
    add: (leaseId, milliseconds) => {
      const reading = String(
        BigInt(readings.get(leaseId) ?? '0') + BigInt(Math.max(0, Math.ceil(milliseconds))),
      )
      readings.set(leaseId, reading)
      // One write after the other, each with everything: the last one is whole.
      const written = last.then(() => home.writeJson(FILE, Object.fromEntries(readings)))
      last = written.catch(() => undefined)
      return written.then(() => reading)
    },
  }
}
