// Seals a stream into a real file and opens that file again, watching resident memory.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { nodeBackend } from '../src/backend-node.ts'
import { createBundle, verifyBundle } from '../src/bundle.ts'
import { createDomain } from '../src/domain.ts'
import vectors from '../src/fixtures/clsc-open.json' with { type: 'json' }
import { signcryptStream } from '../src/signcrypt-stream.ts'
import { unsigncryptStream } from '../src/unsigncrypt-stream.ts'
import { decodeUserKey } from '../src/user-key.ts'

const PIECE_BYTES = 2 ** 16
const sizeBytes = Number(process.argv[2] ?? 2 ** 30)
// Keys that exist already: issuing some would fill this process with tables that streaming has no use for.
const atMs = 1_728_000_000_000
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const domain = createDomain(hex(vectors.Ppub), nodeBackend)
const sender = decodeUserKey(domain, hex(vectors.alice.x + vectors.alice.d + vectors.alice.pk))
const reader = decodeUserKey(domain, hex(vectors.bob.x + vectors.bob.d + vectors.bob.pk))
const bundle = createBundle(domain, reader)
const recipient = verifyBundle(domain, bundle, { id: reader.publicKey.id, atMs })
const sealing = { sender, recipients: [recipient], timestampMs: atMs }
const opening = {
  keys: [reader],
  policy: { kind: 'stored', arrivedAtMs: atMs, isRevoked: () => false },
} as const
const folder = await mkdtemp(join(tmpdir(), 'n3-clsc-bench-'))
const file = join(folder, 'sealed')
let maxRssBytes = 0
const watch = setInterval(() => {
  maxRssBytes = Math.max(maxRssBytes, process.memoryUsage.rss())
}, 10)
try {
  const sealStart = performance.now()
  const output = Writable.toWeb(createWriteStream(file, { highWaterMark: PIECE_BYTES }))
  await plaintextOf(sizeBytes).pipeThrough(signcryptStream(domain, sealing)).pipeTo(output)
  const sealMs = performance.now() - sealStart

  const openStart = performance.now()
  const opener = unsigncryptStream(domain, opening)
  const input = Readable.toWeb(createReadStream(file, { highWaterMark: PIECE_BYTES }))
  let openedBytes = 0
  const count = new WritableStream<Uint8Array>({
    write: (plaintext) => {
      openedBytes += plaintext.length
    },
  })
  await (input as ReadableStream<Uint8Array>).pipeThrough(opener).pipeTo(count)
  await opener.opened
  const openMs = performance.now() - openStart
  if (openedBytes !== sizeBytes) throw new Error(`${openedBytes} bytes came back of ${sizeBytes}.`)

  const { size } = await stat(file)
  const line = (name: string, value: number, unit: string, bar: string) =>
    console.log(name.padEnd(44), `${value.toFixed(0)} ${unit}`.padStart(12), `  bar ${bar}`)
  const mebibytes = (sizeBytes / 2 ** 20).toFixed(0)
  line(`signcrypt a stream of ${mebibytes} MiB to a file`, size / 1e3 / sealMs, 'MB/s', '150 MB/s')
  line('open it again', sizeBytes / 1e3 / openMs, 'MB/s', '150 MB/s')
  line('resident memory at most', maxRssBytes / 1e6, 'MB', 'under 150 MB')
} finally {
  clearInterval(watch)
  await rm(folder, { recursive: true, force: true })
}

function plaintextOf(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes
  return new ReadableStream({
    pull: (controller) => {
      const length = Math.min(left, PIECE_BYTES)
      left -= length
      controller.enqueue(new Uint8Array(length).fill(left & 255))
      if (left === 0) controller.close()
    },
  })
}
