import { hostile, type ProgramAttempt, raw } from './attempt.ts'
import { modelAttempts } from './model-attempts.ts'
import { loopAttempts } from './resource-attempts.ts'

const path = '(data (i32.const 1000) "/etc/passwd") (data (i32.const 1100) "../../../../etc/passwd")'
/** Tries `call` with each descriptor from 0 to 63; `$fd` is the one. */
const eachDescriptor = (call: string) =>
  `(local $fd i32) (loop $next (call $unless ${call})
    (br_if $next (i32.lt_u (local.tee $fd (i32.add (local.get $fd) (i32.const 1))) (i32.const 64))))`
const i = (value: number) => `(i32.const ${value})`
const fd = '(local.get $fd)'
/** Writes memory beyond 131,072 bytes of output, if the program could read it. */
const readAt = (address: string) => hostile('', `(drop (i32.load8_u ${address})) (call $escaped)`)

const files: [string, Uint8Array][] = [
  [
    'opening an absolute path at every descriptor',
    hostile(
      path,
      eachDescriptor(
        `(call $path_open ${fd} ${i(1)} ${i(1000)} ${i(11)} ${i(0)} (i64.const -1) (i64.const -1) ${i(0)} ${i(2000)})`,
      ),
    ),
  ],
  [
    'opening a path that climbs',
    hostile(
      path,
      eachDescriptor(
        `(call $path_open ${fd} ${i(0)} ${i(1100)} ${i(22)} ${i(0)} (i64.const 2) (i64.const 0) ${i(0)} ${i(2000)})`,
      ),
    ),
  ],
  [
    'creating a file',
    hostile(
      path,
      eachDescriptor(
        `(call $path_open ${fd} ${i(0)} ${i(1000)} ${i(4)} ${i(9)} (i64.const 64) (i64.const 0) ${i(0)} ${i(2000)})`,
      ),
    ),
  ],
  ['finding a preopened directory', hostile('', eachDescriptor(`(call $fd_prestat_get ${fd} ${i(2000)})`))],
  [
    'listing a directory',
    hostile('', eachDescriptor(`(call $fd_readdir ${fd} ${i(2000)} ${i(500)} (i64.const 0) ${i(3000)})`)),
  ],
  [
    'asking about a file',
    hostile(path, eachDescriptor(`(call $path_filestat_get ${fd} ${i(1)} ${i(1000)} ${i(11)} ${i(2000)})`)),
  ],
  [
    'making a directory',
    hostile(path, eachDescriptor(`(call $path_create_directory ${fd} ${i(1000)} ${i(11)})`)),
  ],
  ['removing a file', hostile(path, eachDescriptor(`(call $path_unlink_file ${fd} ${i(1000)} ${i(11)})`))],
  [
    'linking to a file',
    hostile(path, eachDescriptor(`(call $path_symlink ${i(1000)} ${i(11)} ${fd} ${i(1100)} ${i(3)})`)),
  ],
  [
    'reading a descriptor other than its input',
    hostile(
      '',
      `(local $fd i32) (local.set $fd ${i(1)}) (i32.store ${i(2000)} ${i(2100)}) (i32.store ${i(2004)} ${i(100)})
      (loop $next (call $unless (call $fd_read ${fd} ${i(2000)} ${i(1)} ${i(2008)}))
      (br_if $next (i32.lt_u (local.tee $fd (i32.add ${fd} ${i(1)})) ${i(64)})))`,
    ),
  ],
]
const network: [string, Uint8Array][] = [
  ['accepting connections', hostile('', eachDescriptor(`(call $sock_accept ${fd} ${i(0)} ${i(2000)})`))],
  [
    'sending to a socket',
    hostile('', eachDescriptor(`(call $sock_send ${fd} ${i(0)} ${i(0)} ${i(0)} ${i(2000)})`)),
  ],
  [
    'receiving from a socket',
    hostile('', eachDescriptor(`(call $sock_recv ${fd} ${i(0)} ${i(0)} ${i(0)} ${i(2000)} ${i(2004)})`)),
  ],
  [
    'shutting down the agent’s connection',
    hostile('', eachDescriptor(`(call $sock_shutdown ${fd} ${i(2)})`)),
  ],
  [
    'importing a socket call of another runtime',
    raw('(import "wasi_snapshot_preview1" "sock_open" (func (param i32 i32 i32) (result i32))) (memory 1)'),
  ],
]
const host: [string, Uint8Array][] = [
  [
    'reading its environment',
    hostile(
      '',
      `(drop (call $environ_sizes_get ${i(0)} ${i(4)})) (if (i32.or (i32.load ${i(0)}) (i32.load ${i(4)})) (then (call $escaped)))`,
    ),
  ],
  [
    'reading arguments it was not given',
    hostile(
      '',
      `(drop (call $args_sizes_get ${i(0)} ${i(4)})) (if (i32.load ${i(0)}) (then (call $escaped)))`,
    ),
  ],
  ['reading beyond its memory', readAt(i(131_072))],
  ['reading at the end of all addresses', readAt(i(-1))],
  [
    'reading with an offset that wraps',
    hostile('', `(drop (i32.load8_u offset=4294967295 ${i(-1)})) (call $escaped)`),
  ],
  [
    'copying from beyond its memory',
    hostile('', `(memory.copy ${i(0)} ${i(131_070)} ${i(100)}) (call $escaped)`),
  ],
  [
    'having the host write beyond its memory',
    hostile('', `(call $unless (call $random_get ${i(131_000)} ${i(1_000)}))`),
  ],
  [
    'having the host read beyond its memory',
    hostile(
      '',
      `(i32.store ${i(0)} ${i(131_000)}) (i32.store ${i(4)} ${i(-1)}) (call $unless (call $fd_write ${i(1)} ${i(0)} ${i(1)} ${i(16)}))`,
    ),
  ],
  [
    'finding something in memory it has grown into',
    hostile(
      '',
      `(local $at i64) (local $sum i64)
      (drop (memory.grow ${i(100)})) (local.set $at (i64.const 131072))
      (loop $next (local.set $sum (i64.or (local.get $sum) (i64.load (i32.wrap_i64 (local.get $at)))))
        (br_if $next (i64.lt_u (local.tee $at (i64.add (local.get $at) (i64.const 8))) (i64.const 6684672))))
      (if (i64.ne (local.get $sum) (i64.const 0)) (then (call $escaped)))`,
    ),
  ],
]
const processes: [string, Uint8Array][] = [
  ['raising a signal', hostile('', `(call $unless (call $proc_raise ${i(9)}))`)],
  [
    'importing exec of another runtime',
    raw('(import "wasix_32v1" "proc_exec" (func (param i32 i32 i32 i32))) (memory 1)'),
  ],
  [
    'importing fork of another runtime',
    raw('(import "wasix_32v1" "proc_fork" (func (param i32 i32) (result i32))) (memory 1)'),
  ],
  ['spawning a thread', raw('(import "wasi" "thread-spawn" (func (param i32) (result i32))) (memory 1)')],
]
const START = '(func $f)'
const forms: [string, Uint8Array][] = [
  ['a start function', raw(`(memory 1) ${START} (start $f)`)],
  ['a function of JavaScript', raw('(import "env" "eval" (func (param i32))) (memory 1)')],
  ['the prototype of the imports', raw('(import "__proto__" "constructor" (func (param i32))) (memory 1)')],
  [
    'a built-in string module',
    raw('(import "wasm:js-string" "length" (func (param i32) (result i32))) (memory 1)'),
  ],
  ['the host’s memory', raw('(import "wasi_snapshot_preview1" "memory" (memory 1))')],
  ['vector instructions', raw('(memory 1) (func (drop (i32x4.splat (i32.const 1))))')],
  ['atomics', raw('(memory 1) (func (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1))))')],
  ['shared memory', raw('(memory 1 1 shared)')],
  ['64-bit memory', raw('(memory i64 1)').slice()],
  ['exceptions', raw('(memory 1) (tag $t)')],
  ['host references', raw('(memory 1) (func (param externref))')],
]

const named = (attemptClass: ProgramAttempt['class'], list: [string, Uint8Array][]): ProgramAttempt[] =>
  list.map(([name, module]) => ({ class: attemptClass, name, module }))

/** Refills its own gas: global 1 of a module with one is the counter that prepare adds. */
function refillingGas(): Uint8Array {
  const module = hostile(
    '(global (mut i64) (i64.const 0))',
    '(loop $on (global.set 0 (i64.const 4611686018427387904)) (br $on))',
  )
  for (let at = 0; at < module.length - 1; at++)
    if (module[at] === 0x24 && module[at + 1] === 0) module[at + 1] = 1
  return module
}

const secret = hostile(
  '',
  `(local $at i32) (loop $next (i64.store (local.get $at) (i64.const 0x4445504143534500))
    (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) ${i(8)})) ${i(60_000)})))
    (i32.store ${i(0)} ${i(0)}) (i32.store ${i(4)} ${i(60_000)})
    (drop (call $fd_write ${i(2)} ${i(0)} ${i(1)} ${i(60_000)}))`,
)
/** Looks for anything that is not zero where a fresh program has only zeros. */
const scan = (from: number, to: number, memory = '2', grow = 0) =>
  hostile(
    '',
    `(local $at i32) (local $sum i64) (drop (memory.grow ${i(grow)})) (local.set $at ${i(from)})
    (loop $next (local.set $sum (i64.or (local.get $sum) (i64.load (local.get $at))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) ${i(8)})) ${i(to)})))
    (if (i64.ne (local.get $sum) (i64.const 0)) (then (call $escaped)))`,
    memory,
  )
const otherJobs: ProgramAttempt[] = [
  {
    class: 'other jobs',
    name: 'finding the memory of the job before it',
    module: scan(0, 64_000),
    after: secret,
  },
  {
    class: 'other jobs',
    name: 'finding it in pages it grows into',
    module: scan(131_072, 1_000_000, '2', 20),
    after: secret,
  },
  {
    class: 'other jobs',
    name: 'finding it in a larger memory',
    module: scan(66_000, 4_000_000, '64'),
    after: secret,
  },
  {
    class: 'other jobs',
    name: 'reading the rest of the input of the job before it',
    module: hostile(
      '',
      `(i32.store ${i(0)} ${i(100)}) (i32.store ${i(4)} ${i(5_000)})
      (drop (call $fd_read ${i(0)} ${i(0)} ${i(1)} ${i(8)})) (if (i32.load ${i(8)}) (then (call $escaped)))`,
    ),
    after: secret,
  },
  {
    class: 'other jobs',
    name: 'finding a global where the job before it left one',
    module: hostile(
      '(global $g (mut i64) (i64.const 0)) (table 10 funcref)',
      '(if (i64.ne (global.get $g) (i64.const 0)) (then (call $escaped)))',
    ),
    after: hostile('(global $g (mut i64) (i64.const 0))', '(global.set $g (i64.const 7))'),
  },
]

/** Everything a program can try through what it is given. */
export const programAttempts: ProgramAttempt[] = [
  ...named('filesystem', files),
  ...named('network', network),
  ...named('environment and memory of the host', host),
  ...named('processes', processes),
  ...named('imports and opcodes', forms),
  {
    class: 'imports and opcodes',
    name: 'refilling its gas',
    module: refillingGas(),
    ends: 'RUNTIME_MODULE_MALFORMED',
  },
  ...loopAttempts,
  ...modelAttempts,
  ...otherJobs,
]
