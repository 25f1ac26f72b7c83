import { expect, test } from 'vitest'
import { createProgress } from './progress.ts'
import { createStack } from './stack.ts'

const written: string[] = []
const progress = createProgress({ write: (text: string) => written.push(text) })

function startable(name: string, calls: string[], stop = async () => {}) {
  return {
    name,
    force: () => void calls.push(`force ${name}`),
    stop: async () => {
      calls.push(`stop ${name}`)
      await stop()
    },
  }
}

test('what was started last is stopped first', async () => {
  const calls: string[] = []
  const stack = createStack()
  for (const name of ['database', 'chain', 'web']) await stack.add(startable(name, calls))
  await stack.stop(new Error('enough'), progress)
  expect(calls).toEqual(['stop web', 'stop chain', 'stop database'])
  expect(stack.signal.aborted).toBe(true)
})

test('one that cannot be stopped is told, and the rest is stopped all the same', async () => {
  const calls: string[] = []
  const stack = createStack()
  await stack.add(startable('database', calls))
  await stack.add(startable('web', calls, () => Promise.reject(new Error('it will not go'))))
  await stack.stop(new Error('enough'), progress)
  expect(calls).toEqual(['stop web', 'stop database'])
  expect(written.join('')).toContain('web could not be stopped: it will not go')
})

test('what comes up after the stop began is stopped at once', async () => {
  const calls: string[] = []
  const stack = createStack()
  await stack.stop(new Error('enough'), progress)
  await expect(stack.add(startable('late', calls))).rejects.toThrow('enough')
  expect(calls).toEqual(['stop late'])
})

test('the first failure breaks the stack; one after the stop began does not', async () => {
  const stack = createStack()
  stack.fail(new Error('the chain died'))
  stack.fail(new Error('so did the rest'))
  await expect(stack.broken).rejects.toThrow('the chain died')

  const stopped = createStack()
  await stopped.stop(new Error('enough'), progress)
  stopped.fail(new Error('it died of the stop'))
  const outcome = await Promise.race([stopped.broken, Promise.resolve('whole')])
  expect(outcome).toBe('whole')
})

test('forcing asks nobody to be polite', async () => {
  const calls: string[] = []
  const stack = createStack()
  await stack.add(startable('database', calls))
  await stack.add(startable('web', calls))
  stack.force()
  expect(calls).toEqual(['force web', 'force database'])
})
