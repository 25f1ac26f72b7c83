import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isOnBattery } from './read-device.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-power-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const supply = (name: string, files: Record<string, string>) => {
  mkdirSync(join(folder, name))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`)
}

test('a discharging battery of the device means battery; a mouse, a charger or nothing does not', async () => {
  expect(await isOnBattery(join(folder, 'none'))).toBe(false)
  supply('AC', { type: 'Mains', online: '1' })
  supply('hidpp_battery_0', { type: 'Battery', scope: 'Device', status: 'Discharging' })
  expect(await isOnBattery(folder)).toBe(false)
  supply('BAT0', { type: 'Battery', status: 'Charging' })
  expect(await isOnBattery(folder)).toBe(false)
  supply('BAT1', { type: 'Battery', status: 'Discharging' })
  expect(await isOnBattery(folder)).toBe(true)
})
