import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { concatBytes } from './bytes.ts'
import { reasonOf } from './clsc-error.ts'
import { createReplayGuard } from './replay-guard.ts'
import { signcrypt } from './signcrypt.ts'
import { signcryptStream } from './signcrypt-stream.ts'
import { createTestIssuer, livePolicy, NOON_MS, sampleBytes } from './testing/fixture-people.ts'
import { unsigncrypt } from './unsigncrypt.ts'
import { unsigncryptStream } from './unsigncrypt-stream.ts'

const issuer = createTestIssuer(nodeBackend)
const { domain } = issuer
const alice = issuer.createKey('did:n3:alice')
const bob = issuer.createKey('did:n3:bob')
const sealing = { sender: alice, recipients: [issuer.peerOf(bob)], timestampMs: NOON_MS, chunkLog: 10 }
const opening = () => ({ keys: [bob], policy: livePolicy() })

/** `bytes` in pieces whose lengths go round `lengths`. */
function streamOf(bytes: Uint8Array, lengths: readonly number[]): ReadableStream<Uint8Array> {
  let place = 0
  let turn = 0
  return new ReadableStream({
    pull: (controller) => {
      if (place >= bytes.length) return controller.close()
      const length = lengths[turn % lengths.length] ?? 1
      controller.enqueue(bytes.subarray(place, place + length))
      place += length
      turn += 1
    },
  })
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return concatBytes(...(await Array.fromAsync(stream)))
}

async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => 'opened',
    (error) => reasonOf(error),
  )
}

describe.each([
  ['one byte at a time', [1]],
  ['ragged pieces', [1, 1023, 7, 1024, 5, 2000, 0, 1025]],
  ['pieces of one chunk', [1024]],
  ['one piece', [1_000_000]],
])('cut into %s', (_, lengths) => {
  test.each([0, 1, 1023, 1024, 1025, 3072, 4000])('%i bytes go through both streams', async (length) => {
    const plaintext = sampleBytes(length)
    const message = await collect(streamOf(plaintext, lengths).pipeThrough(signcryptStream(domain, sealing)))
    expect(message).toHaveLength(signcrypt(domain, plaintext, sealing).length)
    const whole = unsigncrypt(domain, message, opening())
    expect(whole.ok && whole.plaintext).toEqual(plaintext)
    const opener = unsigncryptStream(domain, opening())
    expect(await collect(streamOf(message, lengths).pipeThrough(opener))).toEqual(plaintext)
    expect((await opener.opened).sender.id).toEqual(alice.publicKey.id)
  })
})

test('an altered last chunk makes the stream err instead of close, and opened reject with the reason', async () => {
  const message = signcrypt(domain, sampleBytes(3000), sealing)
  message[message.length - 120] = 0xff ^ (message[message.length - 120] ?? 0)
  const opener = unsigncryptStream(domain, opening())
  expect(await refusal(collect(streamOf(message, [500]).pipeThrough(opener)))).toBe('bad-ciphertext')
  expect(await refusal(opener.opened)).toBe('bad-ciphertext')
})

test.each([
  [0, 'malformed'],
  [10, 'malformed'],
  [200, 'malformed'],
  [500, 'malformed'],
  [1600, 'bad-ciphertext'],
])('a message cut off after %i bytes is refused as %s', async (length, expected) => {
  const message = signcrypt(domain, sampleBytes(3000), sealing).subarray(0, length)
  const opener = unsigncryptStream(domain, opening())
  const reason = await refusal(collect(streamOf(message, [100]).pipeThrough(opener)))
  expect(reason).toBe(expected)
  expect(await refusal(opener.opened)).toBe(reason)
})

test('only a message that was opened to its end takes a place in the replay memory', async () => {
  const replayGuard = createReplayGuard()
  const message = signcrypt(domain, sampleBytes(3000), sealing)
  const open = () => {
    const opener = unsigncryptStream(domain, { keys: [bob], policy: livePolicy({ replayGuard }) })
    return {
      opener,
      cut: (to: number) => collect(streamOf(message.subarray(0, to), [700]).pipeThrough(opener)),
    }
  }
  await refusal(open().cut(message.length - 1))
  expect(replayGuard.size()).toBe(0)
  await open().cut(message.length)
  expect(replayGuard.size()).toBe(1)
  expect(await refusal(open().cut(message.length))).toBe('replay')
})

test('EARLY names the proven sender before any plaintext', async () => {
  const message = signcrypt(domain, sampleBytes(3000), { ...sealing, early: true })
  const seen: string[] = []
  const opener = unsigncryptStream(domain, { ...opening(), onEarlySender: () => seen.push('sender') })
  const reading = opener.readable.pipeTo(new WritableStream({ write: () => void seen.push('plaintext') }))
  await streamOf(message, [600]).pipeTo(opener.writable)
  await reading
  expect(seen.slice(0, 2)).toEqual(['sender', 'plaintext'])
  expect(seen.filter((event) => event === 'sender')).toHaveLength(1)
})

test('EARLY without anybody who wants to know opens as well', async () => {
  const message = signcrypt(domain, sampleBytes(3000), { ...sealing, early: true })
  const opener = unsigncryptStream(domain, opening())
  expect(await collect(streamOf(message, [600]).pipeThrough(opener))).toEqual(sampleBytes(3000))
})

test('a sender without EARLY is announced by nothing but opened, and can be refused for it', async () => {
  const message = signcrypt(domain, sampleBytes(3000), sealing)
  const seen: string[] = []
  const opener = unsigncryptStream(domain, { ...opening(), onEarlySender: () => seen.push('sender') })
  await collect(streamOf(message, [600]).pipeThrough(opener))
  expect(seen).toEqual([])
  const strict = unsigncryptStream(domain, { ...opening(), requireEarly: true })
  expect(await refusal(collect(streamOf(message, [600]).pipeThrough(strict)))).toBe('bad-signature')
})

test('a reader that turns away, or a source that breaks, rejects opened', async () => {
  const cancelled = unsigncryptStream(domain, opening())
  await cancelled.readable.cancel('enough')
  expect(await refusal(cancelled.opened)).toBe('malformed')
  expect(await cancelled.opened.catch((error) => error.cause)).toBe('enough')
  const aborted = unsigncryptStream(domain, opening())
  await aborted.writable.abort(new Error('the line went dead'))
  expect(await refusal(aborted.opened)).toBe('malformed')
})

test('an empty message is a stream that closes without a piece', async () => {
  const opener = unsigncryptStream(domain, opening())
  const message = signcrypt(domain, new Uint8Array(), sealing)
  expect(await Array.fromAsync(streamOf(message, [100]).pipeThrough(opener))).toEqual([])
  expect((await opener.opened).timestampMs).toBe(NOON_MS)
})

test('the head of a message is ready before its first byte', async () => {
  const { readable, writable } = signcryptStream(domain, sealing)
  const { value } = await readable.getReader().read()
  expect(value).toHaveLength(139 + 4 + 272)
  await writable.abort().catch(() => undefined)
})

test('a slow reader stops a fast source: no more than a few pieces are ever under way', async () => {
  let pulled = 0
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 1
      if (pulled > 500) controller.close()
      else controller.enqueue(new Uint8Array(1024))
    },
  })
  const reader = source.pipeThrough(signcryptStream(domain, sealing)).getReader()
  for (let read = 1; read <= 100; read++) {
    await reader.read()
    expect(pulled).toBeLessThan(read + 8)
  }
  await reader.cancel()
})

test('anything but bytes errs with misuse', async () => {
  const text = new ReadableStream({
    start: (controller) => {
      controller.enqueue('text')
      controller.close()
    },
  })
  expect(await refusal(collect(text.pipeThrough(signcryptStream(domain, sealing))))).toBe('misuse')
})
