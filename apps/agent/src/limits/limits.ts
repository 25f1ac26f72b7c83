import { availableParallelism, totalmem } from 'node:os'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import type { AgentHome } from '../home/open-home.ts'

const FILE = 'limits.json'
const MIB = 2 ** 20
/** What one sandbox needs besides its job's memory, bytes. */
export const SANDBOX_BYTES = 128 * MIB

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 22:00')

export const limitsSchema = z.strictObject({
  /** Percent of the processor's cores that jobs may use. */
  cpuPercent: z.int().min(1).max(100),
  /** Of all jobs together, MiB. */
  memoryMib: z.int().min(64),
  /** Yields to everything else on the machine: 0 to 19. */
  nice: z.int().min(0).max(19),
  /** Times of day, of this device's clock, in which it works; always when empty. `from` > `to` goes over midnight. */
  hours: z.array(z.strictObject({ from: timeOfDay, to: timeOfDay })).max(8),
  worksOnBattery: z.boolean(),
  /** Pauses while other programs use more than this percent of all cores; null: never. */
  busyAbovePercent: z.int().min(1).max(100).nullable(),
  kinds: z.array(z.enum(['wasm', 'onnx'])),
  classes: z.array(z.enum(['D0', 'D1', 'D2'])),
  isPaused: z.boolean(),
})
export type Limits = z.infer<typeof limitsSchema>

/** Half of the cores, a quarter of the memory, no work on battery. */
export function defaultLimits(): Limits {
  return {
    cpuPercent: 50,
    memoryMib: Math.max(256, Math.floor(totalmem() / 4 / MIB)),
    nice: 10,
    hours: [],
    worksOnBattery: false,
    busyAbovePercent: null,
    kinds: ['wasm', 'onnx'],
    classes: ['D0', 'D1'],
    isPaused: false,
  }
}

export async function readLimits(home: AgentHome): Promise<Limits> {
  return (await home.readJson(FILE, limitsSchema)) ?? defaultLimits()
}

/** Throws INPUT_INVALID naming what does not fit. */
export async function changeLimits(home: AgentHome, changes: Partial<Limits>): Promise<Limits> {
  const parsed = limitsSchema.safeParse({ ...(await readLimits(home)), ...changes })
  if (!parsed.success)
    throw new AppError('INPUT_INVALID', `These limits make no sense:\n${z.prettifyError(parsed.error)}`)
  await home.writeJson(FILE, parsed.data)
  return parsed.data
}

/** Jobs at once: one for each core lent, as far as the memory lent goes; at least one. */
export function slotsOf({ cpuPercent, memoryMib }: Limits, cores = availableParallelism()): number {
  const byCpu = Math.floor((cores * cpuPercent) / 100)
  const byMemory = Math.floor((memoryMib * MIB) / SANDBOX_BYTES)
  return Math.min(256, Math.max(1, Math.min(byCpu, byMemory)))
}

/** What one job may use of its core, 0 to 1, so that all slots together stay within what is lent. */
export function cpuShareOf(limits: Limits, cores = availableParallelism()): number {
  return Math.min(1, (cores * limits.cpuPercent) / 100 / slotsOf(limits, cores))
}

/** “22:00-07:00,12:00-13:00”; “always” for no limit. Throws INPUT_INVALID. */
export function parseHours(text: string): Limits['hours'] {
  if (text.trim() === 'always') return []
  return text.split(',').map((part) => {
    const [from, to, more] = part.trim().split('-')
    const parsed = limitsSchema.shape.hours.element.safeParse({ from, to })
    if (parsed.success && more === undefined) return parsed.data
    throw new AppError('INPUT_INVALID', `“${part}” is no span of hours such as 22:00-07:00.`)
  })
}
