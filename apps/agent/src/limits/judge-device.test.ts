import { describe, expect, test } from 'vitest'
import { type DeviceFacts, judgeDevice } from './judge-device.ts'
import { cpuShareOf, defaultLimits, limitsSchema, parseHours, slotsOf } from './limits.ts'

const limits = { ...defaultLimits(), memoryMib: 1_024 }
const facts: DeviceFacts = {
  ...{ minuteOfDay: 720, isOnBattery: false, availableBytes: 2 ** 32, cores: 8, loadAverage: 1 },
  ...{ runningJobs: 0, hasSealingKey: true },
}
const pauseOf = (changed: Partial<typeof limits>, device: Partial<DeviceFacts>) =>
  judgeDevice({ ...limits, ...changed }, { ...facts, ...device }).paused

describe('judgeDevice', () => {
  test('lends the share of cores and memory it was given, split over its slots', () => {
    expect(judgeDevice(limits, facts)).toEqual({
      capacity: { slots: 4, memoryBytes: 2 ** 28, kinds: ['wasm', 'onnx'], classes: ['D0', 'D1'] },
      paused: null,
    })
    expect(slotsOf({ ...limits, cpuPercent: 1 }, 2)).toBe(1)
    expect(slotsOf({ ...limits, cpuPercent: 100, memoryMib: 256 }, 8)).toBe(2)
  })

  test('a share of less than a core is a share of the time', () => {
    expect(cpuShareOf({ ...limits, cpuPercent: 25 }, 2)).toBe(0.5)
    expect(cpuShareOf({ ...limits, cpuPercent: 10 }, 4)).toBe(0.4)
    expect(cpuShareOf({ ...limits, cpuPercent: 50 }, 2)).toBe(1)
    expect(cpuShareOf({ ...limits, cpuPercent: 100, memoryMib: 256 }, 8)).toBe(1)
  })

  test('pauses for one reason at a time, the owner’s will first', () => {
    expect(pauseOf({ isPaused: true }, { isOnBattery: true })).toBe('PAUSED_BY_OWNER')
    expect(pauseOf({}, { isOnBattery: true })).toBe('PAUSED_ON_BATTERY')
    expect(pauseOf({ worksOnBattery: true }, { isOnBattery: true })).toBeNull()
    expect(pauseOf({}, { availableBytes: 2 ** 26 })).toBe('PAUSED_LOW_MEMORY')
    expect(pauseOf({}, { availableBytes: 2 ** 26, runningJobs: 1 })).toBeNull()
    expect(pauseOf({}, { hasSealingKey: false })).toBe('PAUSED_NO_KEY')
  })

  test('works in its hours only, over midnight too', () => {
    const hours = parseHours('22:00-07:00, 12:30-13:00')
    const at = (time: string) => {
      const [hour, minute] = time.split(':').map(Number) as [number, number]
      return pauseOf({ hours }, { minuteOfDay: hour * 60 + minute })
    }
    for (const time of ['22:00', '23:59', '00:00', '06:59', '12:30']) expect(at(time)).toBeNull()
    for (const time of ['07:00', '12:29', '13:00', '21:59']) expect(at(time)).toBe('PAUSED_OUTSIDE_HOURS')
    expect(parseHours('always')).toEqual([])
    for (const nonsense of ['', '25:00-07:00', '22:00', '1-2-3'])
      expect(() => parseHours(nonsense)).toThrow('no span')
  })

  test('does not count its own jobs as its owner’s work', () => {
    expect(pauseOf({ busyAbovePercent: 50 }, { loadAverage: 5 })).toBe('PAUSED_BUSY')
    expect(pauseOf({ busyAbovePercent: 50 }, { loadAverage: 5, runningJobs: 2 })).toBeNull()
  })

  test('refuses limits that make no sense', () => {
    for (const wrong of [
      { cpuPercent: 0 },
      { cpuPercent: 101 },
      { memoryMib: 1 },
      { nice: 20 },
      { kinds: ['vm'] },
    ])
      expect(limitsSchema.safeParse({ ...limits, ...wrong }).success).toBe(false)
  })
})
