import { expect, test } from 'vitest'
import { programOf, runHere } from '../testing/run-wat.ts'

const say = (length: number) => `(call $say (i32.const 0) (i32.const ${length}))`
const program = (body: string) => programOf(`(func (export "_start") ${body})`)

test('random numbers come from the seed alone', () => {
  const module = program(`(drop (call $random_get (i32.const 0) (i32.const 100))) ${say(100)}`)
  const first = runHere(module, { seed: `0x${'01'.repeat(32)}` })
  expect(runHere(module, { seed: `0x${'01'.repeat(32)}` })).toEqual(first)
  expect(runHere(module, { seed: `0x${'02'.repeat(32)}` }).output).not.toEqual(first.output)
  expect(new Set(first.output).size).toBeGreaterThan(60)
})

test('random numbers do not depend on how they are asked for', () => {
  const seven = Array.from(
    { length: 10 },
    (_, index) => `(drop (call $random_get (i32.const ${index * 7}) (i32.const 7)))`,
  )
  expect(runHere(program(`${seven.join('')} ${say(70)}`)).output).toEqual(
    runHere(program(`(drop (call $random_get (i32.const 0) (i32.const 70))) ${say(70)}`)).output,
  )
})

test('the clock stands at the job’s time', () => {
  const module = program(`(drop (call $clock_time_get (i32.const 0) (i64.const 1) (i32.const 0))) ${say(8)}`)
  const { output } = runHere(module, { clockMs: 1_234_567_890_123 })
  expect(new DataView(output.buffer).getBigUint64(0, true)).toBe(1_234_567_890_123_000_000n)
})

test('output is bounded, and a byte more fails the run', () => {
  expect(runHere(program(say(1_000)), { limits: { outputBytes: 1_000 } }).output).toHaveLength(1_000)
  expect(runHere(program(say(1_001)), { limits: { outputBytes: 1_000 } })).toMatchObject({
    reason: 'RUNTIME_OUTPUT_TOO_LARGE',
    output: new Uint8Array(0),
  })
})

test('the log is cut off, and the run goes on', () => {
  const flood = program(`(local $i i32) (memory.fill (i32.const 0) (i32.const 97) (i32.const 1000))
    (i32.store (i32.const 2000) (i32.const 0)) (i32.store (i32.const 2004) (i32.const 1000))
    (loop $again (drop (call $fd_write (i32.const 2) (i32.const 2000) (i32.const 1) (i32.const 3000)))
      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 50))))
    ${say(3)}`)
  const result = runHere(flood, { limits: { logBytes: 2_500 } })
  expect(result.log).toHaveLength(2_500)
  expect(result).toMatchObject({ outcome: 'ok' })
  expect(result.output).toHaveLength(3)
})

test('an exit code is the receipt’s', () => {
  expect(runHere(program('(call $proc_exit (i32.const 0))'))).toMatchObject({ outcome: 'ok', exitCode: 0 })
  expect(runHere(program(`${say(4)} (call $proc_exit (i32.const 3))`))).toMatchObject({
    outcome: 'failed',
    reason: 'RUNTIME_EXIT_NONZERO',
    exitCode: 3,
    output: new Uint8Array(0),
  })
})

test('host calls use gas, by what they move', () => {
  const gas = (length: number) => runHere(program(say(length))).gas
  expect(gas(1)).toBeGreaterThan(200n)
  expect(gas(60_001) - gas(1)).toBe(7_500n)
})
