import { hostile, type ProgramAttempt } from './attempt.ts'

const attempt = (
  name: string,
  ends: ProgramAttempt['ends'],
  module: Uint8Array,
  limits: ProgramAttempt['limits'] = { gas: 20_000_000n },
): ProgramAttempt => ({ class: 'resources', name, module, limits, ...(ends === undefined ? {} : { ends }) })

const write = (descriptor: number) =>
  `(i32.store (i32.const 0) (i32.const 0)) (i32.store (i32.const 4) (i32.const 60000))
   (loop $on (drop (call $fd_write (i32.const ${descriptor}) (i32.const 0) (i32.const 1) (i32.const 8))) (br $on))`

/** Attempts to use more than was granted: of time, memory, stack, output. Each ends by its reason. */
export const loopAttempts: ProgramAttempt[] = [
  attempt('looping for ever', 'RUNTIME_OUT_OF_GAS', hostile('', '(loop $on (br $on))')),
  attempt('looping for ever with endless gas', 'RUNTIME_OUT_OF_TIME', hostile('', '(loop $on (br $on))'), {
    gas: 2n ** 62n,
    wallMs: 400,
  }),
  attempt(
    'looping through a table of branches',
    'RUNTIME_OUT_OF_GAS',
    hostile('', '(loop $on (br_table $on $on (i32.const 5)))'),
  ),
  attempt('recursing for ever', 'RUNTIME_CALL_TOO_DEEP', hostile('(func $f (call $f))', '(call $f)')),
  attempt(
    'recursing in huge frames',
    'RUNTIME_CALL_TOO_DEEP',
    hostile(`(func $f (local ${'i64 '.repeat(9_000)}) (call $f))`, '(call $f)'),
  ),
  attempt(
    'growing for ever',
    'RUNTIME_OUT_OF_GAS',
    hostile('', '(loop $on (drop (memory.grow (i32.const 1))) (br $on))'),
  ),
  attempt(
    'growing past its bound',
    undefined,
    hostile('', '(if (i32.ne (memory.grow (i32.const 4200)) (i32.const -1)) (then (call $escaped)))'),
  ),
  attempt(
    'filling memory for ever',
    'RUNTIME_OUT_OF_GAS',
    hostile('', '(loop $on (memory.fill (i32.const 0) (i32.const 1) (i32.const 131072)) (br $on))'),
  ),
  attempt('flooding its output', 'RUNTIME_OUTPUT_TOO_LARGE', hostile('', write(1)), { outputBytes: 100_000 }),
  attempt('flooding its log', 'RUNTIME_OUT_OF_GAS', hostile('', write(2))),
  attempt(
    'having the host make random bytes for ever',
    'RUNTIME_OUT_OF_GAS',
    hostile('', '(loop $on (drop (call $random_get (i32.const 0) (i32.const 131072))) (br $on))'),
  ),
  attempt(
    'sleeping for a year',
    undefined,
    hostile(
      '',
      `(i64.store (i32.const 24) (i64.const 31536000000000000))
       (drop (call $poll_oneoff (i32.const 0) (i32.const 100) (i32.const 1) (i32.const 200)))`,
    ),
  ),
]
