import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepLiveStream, type LiveStatus, type Source } from './live-stream.ts'

type TestSource = Source & {
  lastEventId: string | undefined
  isClosed: boolean
  emit: (type: string, event?: { data?: string; lastEventId?: string }) => void
  fail: () => void
}

function createSource(lastEventId: string | undefined): TestSource {
  const target = new EventTarget()
  const source: TestSource = {
    lastEventId,
    isClosed: false,
    readyState: 1,
    addEventListener: target.addEventListener.bind(target) as Source['addEventListener'],
    close: () => {
      source.isClosed = true
    },
    emit: (type, event = {}) => target.dispatchEvent(Object.assign(new Event(type), event)),
    fail: () => {
      Object.assign(source, { readyState: 2 })
      target.dispatchEvent(new Event('error'))
    },
  }
  return source
}

function setup(after?: string) {
  const sources: TestSource[] = []
  const messages: string[] = []
  const statuses: LiveStatus[] = []
  const refusals: string[] = []
  const close = keepLiveStream({
    after,
    open: (lastEventId) => {
      const source = createSource(lastEventId)
      sources.push(source)
      return source
    },
    onMessage: (data) => messages.push(data),
    onStatus: (status) => statuses.push(status),
    onRefused: (sentence) => refusals.push(sentence),
  })
  return { sources, messages, statuses, refusals, close }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a silent stream is replaced by one that goes on after the last message', () => {
  const { sources, messages, statuses } = setup()
  sources[0]?.emit('message', { data: 'a', lastEventId: '7-1' })
  vi.advanceTimersByTime(30_000)
  expect(sources).toHaveLength(2)
  expect(sources[0]?.isClosed).toBe(true)
  expect(sources[1]?.lastEventId).toBe('7-1')
  expect(messages).toEqual(['a'])
  expect(statuses).toEqual(['open', 'lost'])
})

test('a stream begins where the page was drawn, so that nothing between the two is missed', () => {
  expect(setup('41-9-0xabcdef01').sources[0]?.lastEventId).toBe('41-9-0xabcdef01')
  expect(setup().sources[0]?.lastEventId).toBeUndefined()
})

test('pings keep a stream that has nothing to say', () => {
  const { sources } = setup()
  for (let count = 0; count < 9; count++) {
    vi.advanceTimersByTime(10_000)
    sources[0]?.emit('ping')
  }
  expect(sources).toHaveLength(1)
})

test('a stream the browser has given up is opened again', () => {
  const { sources, statuses } = setup()
  sources[0]?.fail()
  expect(statuses).toEqual(['lost'])
  vi.advanceTimersByTime(2_000)
  expect(sources).toHaveLength(2)
})

test('a stream that is refused says why, and asks ever more seldom', () => {
  const { sources, statuses, refusals } = setup()
  for (const waitMs of [2_000, 4_000, 8_000, 16_000, 30_000]) {
    const asked = sources.length
    sources.at(-1)?.emit('connected')
    sources.at(-1)?.emit('serialized-error', { data: JSON.stringify({ message: 'Too many streams.' }) })
    vi.advanceTimersByTime(waitMs - 1)
    expect(sources).toHaveLength(asked)
    vi.advanceTimersByTime(1)
    expect(sources).toHaveLength(asked + 1)
  }
  expect(refusals).toEqual(Array(5).fill('Too many streams.'))
  expect(statuses.slice(0, 3)).toEqual(['open', 'lost', 'lost'])
})

test('a closed stream stays closed', () => {
  const { sources, close } = setup()
  close()
  vi.advanceTimersByTime(120_000)
  expect(sources).toHaveLength(1)
  expect(sources[0]?.isClosed).toBe(true)
})
