import { readdir, readFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import type { DeviceFacts } from './judge-device.ts'

const POWER_SUPPLIES = '/sys/class/power_supply'

/** What the device is doing now; what belongs to the agent itself is left to the caller. */
export async function readDevice(now: Date): Promise<Omit<DeviceFacts, 'runningJobs' | 'hasSealingKey'>> {
  return {
    minuteOfDay: now.getHours() * 60 + now.getMinutes(),
    isOnBattery: await isOnBattery(),
    availableBytes: process.availableMemory(),
    cores: availableParallelism(),
    loadAverage: loadavg()[0] ?? 0,
  }
}

/**
 * Linux: a battery of the device discharges. The batteries of mice and headsets have the scope “Device” and do not
 * count. Elsewhere, and where there is no battery: false.
 */
export async function isOnBattery(folder = POWER_SUPPLIES): Promise<boolean> {
  const names = await readdir(folder).catch(() => [])
  const states = await Promise.all(
    names.map(async (name) => {
      const read = async (file: string) =>
        (await readFile(join(folder, name, file), 'utf8').catch(() => '')).trim()
      return (
        (await read('type')) === 'Battery' &&
        (await read('scope')) !== 'Device' &&
        (await read('status')) === 'Discharging'
      )
    }),
  )
  return states.includes(true)
}
