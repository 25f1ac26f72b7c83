// `npm run bench -w @network3/clsc [runs] [stream bytes]`: the figures of the bar. Ratios are of one run, interleaved,
// so that a busy machine slows both sides alike.
import { spawnSync } from 'node:child_process'
import { nobleBackend } from '../src/backend-noble.ts'
import { nodeBackend } from '../src/backend-node.ts'
import { randomScalar } from '../src/group.ts'
import { prepareKey } from '../src/public-key.ts'
import { createPeople } from './people.ts'

const runs = Number(process.argv[2] ?? 60)
const streamBytes = process.argv[3] ?? String(2 ** 30)

const native = createPeople(nodeBackend)
const pure = createPeople(nobleBackend)
const prepared = createPeople(nodeBackend)
const short = new Uint8Array(1024)
const long = new Uint8Array(2 ** 20)
const sealed = {
  native: native.seal(short),
  nativeLong: native.seal(long),
  pure: pure.seal(short),
  pureLong: pure.seal(long),
  prepared: prepared.seal(short),
}
prepareKey(prepared.recipient)
prepareKey(prepared.open(sealed.prepared).sender)
const scalar = randomScalar(nodeBackend.randomBytes)

/** As long as a message takes, so that a multiplication bears its share of garbage collection too. */
const MULTIPLICATIONS = 4
const calls = {
  multiplication: () => {
    for (let count = 0; count < MULTIPLICATIONS; count++) native.recipient.points.user.multiply(scalar)
  },
  'signcrypt 1 KB': () => native.seal(short),
  'open 1 KB': () => native.open(sealed.native),
  'signcrypt 1 KB, prepared peer': () => prepared.seal(short),
  'open 1 KB, prepared peer': () => prepared.open(sealed.prepared),
  'signcrypt 1 MB': () => native.seal(long),
  'open 1 MB': () => native.open(sealed.nativeLong),
  'signcrypt 1 KB, pure': () => pure.seal(short),
  'open 1 KB, pure': () => pure.open(sealed.pure),
  'signcrypt 1 MB, pure': () => pure.seal(long),
  'open 1 MB, pure': () => pure.open(sealed.pureLong),
  'partial key 5 of 7': () => native.issue('did:n3:carol'),
}
type Name = keyof typeof calls
const names = Object.keys(calls) as Name[]
const times = new Map<Name, number[]>(names.map((name) => [name, []]))
for (let run = -10; run < runs; run++) {
  for (const name of names) {
    if (name.startsWith('partial') && run % 5 !== 0) continue
    const start = performance.now()
    calls[name]()
    const elapsed = (performance.now() - start) / (name === 'multiplication' ? MULTIPLICATIONS : 1)
    if (run >= 0) times.get(name)?.push(elapsed)
  }
}

const medianMs = (name: Name): number => {
  const sorted = [...(times.get(name) ?? [])].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
const line = (name: string, figure: string, bar = '') =>
  console.log(name.padEnd(44), figure.padStart(12), bar)
const ratio = (name: Name, base: Name, bar: number) => {
  const value = medianMs(name) / medianMs(base)
  line(`${name} / ${base}`, `${value.toFixed(2)} ×`, `  bar ${bar} × ${value <= bar ? 'held' : 'MISSED'}`)
}
for (const name of names) line(name, `${medianMs(name).toFixed(2)} ms`)
ratio('signcrypt 1 KB', 'multiplication', 3.7)
ratio('open 1 KB', 'multiplication', 5)
ratio('signcrypt 1 KB, prepared peer', 'multiplication', 3.7)
ratio('open 1 KB, prepared peer', 'multiplication', 5)
ratio('signcrypt 1 MB', 'signcrypt 1 KB', 2.2)
ratio('open 1 MB', 'open 1 KB', 2.2)
line('overhead at 1 KB', `${sealed.native.length - short.length} bytes`)

// A process of its own: its memory is that of streaming alone. A small young generation frees passed chunks soon.
const stream = new URL('./stream.ts', import.meta.url).pathname
const { status } = spawnSync(process.execPath, ['--max-semi-space-size=1', stream, streamBytes], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
