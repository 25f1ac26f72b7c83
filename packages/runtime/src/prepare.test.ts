import { expect, test } from 'vitest'
import { buildWat } from '../scripts/build-wat.ts'
import { loadExampleJob } from './jobs/load-example-job.ts'
import { CALL_DEPTH, DEFAULT_LIMITS } from './limits.ts'
import { prepareModule } from './prepare.ts'
import { programOf, runHere } from './testing/run-wat.ts'

const limits = { memoryBytes: DEFAULT_LIMITS.memoryBytes, callDepth: CALL_DEPTH }
const prepare = (wat: string) => prepareModule(buildWat(wat), limits)
const START = '(func (export "_start"))'

test('equal modules give equal bytes, and the hash is of the original', async () => {
  const module = await loadExampleJob('hash-chain')
  const [first, second] = [prepareModule(module, limits), prepareModule(module.slice(), limits)]
  expect(first.bytes).toEqual(second.bytes)
  expect(first.hash).toMatch(/^0x[0-9a-f]{64}$/)
  expect(first.bytes).not.toEqual(module)
})

test.each<[code: string, what: string, wat: string]>([
  ['RUNTIME_START_FORBIDDEN', 'a start function', `(memory 1) ${START} (func $f) (start $f)`],
  ['RUNTIME_ENTRY_MISSING', 'no _start', '(memory 1)'],
  ['RUNTIME_ENTRY_MISSING', 'no memory', START],
  ['RUNTIME_ENTRY_MISSING', 'a _start with parameters', '(memory 1) (func (export "_start") (param i32))'],
  ['RUNTIME_MEMORY_TOO_LARGE', 'more memory than allowed', `(memory 5000) ${START}`],
  ['RUNTIME_IMPORT_FORBIDDEN', 'a function of JavaScript', `(import "env" "f" (func)) (memory 1) ${START}`],
  ['RUNTIME_IMPORT_FORBIDDEN', 'a memory', `(import "env" "memory" (memory 1)) ${START}`],
  ['RUNTIME_IMPORT_FORBIDDEN', 'a global', `(import "env" "g" (global i32)) (memory 1) ${START}`],
  ['RUNTIME_IMPORT_FORBIDDEN', 'a table', `(import "env" "t" (table 1 funcref)) (memory 1) ${START}`],
  [
    'RUNTIME_IMPORT_FORBIDDEN',
    'a WASI function of another type',
    `(import "wasi_snapshot_preview1" "fd_write" (func (param i64))) (memory 1) ${START}`,
  ],
  [
    'RUNTIME_IMPORT_FORBIDDEN',
    'a name every object has',
    `(import "wasi_snapshot_preview1" "constructor" (func)) (memory 1) ${START}`,
  ],
  ['RUNTIME_FEATURE_FORBIDDEN', '64-bit memory', `(memory i64 1) ${START}`],
  ['RUNTIME_FEATURE_FORBIDDEN', 'shared memory', `(memory 1 2 shared) ${START}`],
  ['RUNTIME_FEATURE_FORBIDDEN', 'two tables', `(memory 1) (table 1 funcref) (table 1 funcref) ${START}`],
  ['RUNTIME_FEATURE_FORBIDDEN', 'tables of host values', `(memory 1) (table 1 externref) ${START}`],
  ['RUNTIME_FEATURE_FORBIDDEN', 'a huge table', `(memory 1) (table 9000000 funcref) ${START}`],
  [
    'RUNTIME_FEATURE_FORBIDDEN',
    'several results',
    `(memory 1) (func (result i32 i32) (unreachable)) ${START}`,
  ],
  ['RUNTIME_FEATURE_FORBIDDEN', 'exceptions', `(memory 1) (tag) ${START}`],
  ['RUNTIME_FEATURE_FORBIDDEN', 'vectors as parameters', `(memory 1) (func (param v128)) ${START}`],
  ['RUNTIME_OPCODE_FORBIDDEN', 'SIMD', `(memory 1) ${START} (func (drop (i32x4.splat (i32.const 1))))`],
  [
    'RUNTIME_OPCODE_FORBIDDEN',
    'atomics',
    `(memory 1) ${START} (func (drop (i32.atomic.load (i32.const 0))))`,
  ],
  ['RUNTIME_OPCODE_FORBIDDEN', 'tail calls', `(memory 1) ${START} (func $f (return_call $f))`],
  ['RUNTIME_OPCODE_FORBIDDEN', 'references', `(memory 1) ${START} (func (drop (ref.null func)))`],
  [
    'RUNTIME_OPCODE_FORBIDDEN',
    'growing tables',
    `(memory 1) (table $t 1 funcref) ${START} (func (drop (table.size $t)))`,
  ],
])('%s: %s', (code, _what, wat) => {
  expect(() => prepare(`(module ${wat})`)).toThrow(expect.objectContaining({ code }))
})

test('what is not a module is refused, wherever it breaks off', async () => {
  const module = await loadExampleJob('word-count')
  const malformed = expect.objectContaining({ code: 'RUNTIME_MODULE_MALFORMED' })
  expect(() => prepareModule(new Uint8Array(0), limits)).toThrow(malformed)
  expect(() => prepareModule(new TextEncoder().encode('#!/bin/sh'), limits)).toThrow(malformed)
  for (let length = 9; length < module.length; length += 1)
    expect(() => prepareModule(module.slice(0, length), limits)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^RUNTIME_/) }),
    )
})

test('no flipped bit of a module gives anything but a refusal or a module the engine takes', async () => {
  const module = await loadExampleJob('word-count')
  let refused = 0
  for (let bit = 64; bit < module.length * 8; bit += 3) {
    const flipped = module.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    try {
      expect(WebAssembly.validate(prepareModule(flipped, limits).bytes as Uint8Array<ArrayBuffer>)).toBe(true)
    } catch (error) {
      expect(error).toMatchObject({ name: 'AppError', code: expect.stringMatching(/^RUNTIME_/) })
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(300)
})

test('the injected counters are out of reach of a module that names their index', () => {
  // One global of its own: index 1 would be the gas. The engine refuses it unprepared, and so do we.
  const module = buildWat(
    '(module (memory 1) (global (mut i64) (i64.const 0)) (func (export "_start") (global.set 0 (i64.const 9))))',
  )
  const at = module.indexOf(0x24)
  const hostile = module.slice()
  hostile[at + 1] = 1
  expect(() => prepareModule(hostile, limits)).toThrow(
    expect.objectContaining({ code: 'RUNTIME_MODULE_MALFORMED' }),
  )
})

test('only the entry, the memory and the counters leave a prepared module', () => {
  const { bytes } = prepare(`(module (memory (export "private") 1) (global (export "gas") i32 (i32.const 1))
    (func (export "trap")) ${START})`)
  const names = WebAssembly.Module.exports(new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>)).map(
    ({ name }) => name,
  )
  expect(names).toEqual(['start', 'memory', 'gas', 'trap'])
})

test('memory grows to its bound and not a page further', () => {
  const grow = (pages: number) =>
    runHere(
      programOf(
        `(func (export "_start") (i32.store (i32.const 0) (memory.grow (i32.const ${pages}))) (call $say (i32.const 0) (i32.const 4)))`,
        '1',
      ),
      { limits: { memoryBytes: 10 * 65_536 } },
    )
  expect([...grow(9).output]).toEqual([1, 0, 0, 0])
  expect(grow(9).memoryBytes).toBe(10 * 65_536)
  expect([...grow(10).output]).toEqual([255, 255, 255, 255])
  expect([...grow(-1).output]).toEqual([255, 255, 255, 255])
})

test.each([
  ['endless recursion', '(func $f (call $f)) (func (export "_start") (call $f))'],
  [
    'endless recursion through a table',
    '(table 1 funcref) (elem (i32.const 0) $f) (func $f (call_indirect (i32.const 0))) (func (export "_start") (call $f))',
  ],
  [
    'recursion in frames of 1,000 values',
    `(func $f (local ${'i64 '.repeat(1_000)}) (call $f)) (func (export "_start") (call $f))`,
  ],
])('%s ends at the same depth everywhere, before the stack does', (_what, text) => {
  expect(runHere(programOf(text))).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_CALL_TOO_DEEP' })
})

test('depth is given back on every way out of a function', () => {
  const ways = [
    '(return)',
    '(br 0)',
    '(br_if 0 (i32.const 1))',
    '(block (br 1))',
    '(block (loop (return)))',
    '(nop)',
  ]
  for (const way of ways) {
    const text = `(func $g) (func $f (call $g) ${way})
      (func (export "_start") (local $i i32) (loop $again (call $f)
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10000)))))`
    expect(runHere(programOf(text)), way).toMatchObject({ outcome: 'ok' })
  }
})

test.each([
  ['memory.fill', '(memory.fill (i32.const 0) (i32.const 1) (i32.const 60000))'],
  ['memory.copy', '(memory.copy (i32.const 8) (i32.const 0) (i32.const 60000))'],
  ['memory.init', '(memory.init $d (i32.const 0) (i32.const 0) (i32.const 60000))'],
])('%s is charged by its length', (_what, instruction) => {
  const program = (body: string) =>
    programOf(`(data $d "${'x'.repeat(60_000)}") (func (export "_start") ${body})`)
  const base = runHere(program(''))
  const one = runHere(program(instruction))
  expect(one.outcome).toBe('ok')
  expect(Number(one.gas - base.gas)).toBeGreaterThan(60_000 / 8)
})

test('gas is what the instructions cost, turn by turn', () => {
  const loop = (turns: number) =>
    runHere(
      programOf(`(func (export "_start") (local $i i32) (loop $again
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${turns})))))`),
    ).gas
  const perTurn = loop(11) - loop(10)
  expect(perTurn).toBeGreaterThan(4n)
  expect(loop(1_000)).toBe(loop(10) + 990n * perTurn)
})

test('a program that is out of gas has used all of it', () => {
  const result = runHere(programOf('(func (export "_start") (loop (br 0)))'), { limits: { gas: 1_000_000n } })
  expect(result).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_OUT_OF_GAS', gas: 1_000_000n })
  expect(result.output).toHaveLength(0)
})

test.each([
  ['f32', 'f32.div (f32.const 0) (f32.const 0)', 'i32.store', [0, 0, 0xc0, 0x7f]],
  ['f32 sum', 'f32.add (f32.const -nan:0x200001) (f32.const 1)', 'i32.store', [0, 0, 0xc0, 0x7f]],
  ['f32 demoted', 'f32.demote_f64 (f64.const -nan:0x4000000000001)', 'i32.store', [0, 0, 0xc0, 0x7f]],
  ['f64 root', 'f64.sqrt (f64.const -1)', 'i64.store', [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]],
  ['f64 minimum', 'f64.min (f64.const -nan) (f64.const 1)', 'i64.store', [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]],
  [
    'f64 chain',
    'f64.add (f64.mul (f64.const inf) (f64.const 0)) (f64.sub (f64.const inf) (f64.const inf))',
    'i64.store',
    [0, 0, 0, 0, 0, 0, 0xf8, 0x7f],
  ],
  ['f64 negated', 'f64.neg (f64.sqrt (f64.const -1))', 'i64.store', [0, 0, 0, 0, 0, 0, 0xf8, 0xff]],
])('the bits of a NaN are the same everywhere: %s', (_what, expression, store, bits) => {
  const type = store === 'i32.store' ? 'i32.reinterpret_f32' : 'i64.reinterpret_f64'
  const text = `(func (export "_start") (${store} (i32.const 0) (${type} (${expression})))
    (call $say (i32.const 0) (i32.const ${bits.length})))`
  expect([...runHere(programOf(text)).output]).toEqual(bits)
})
