import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createLogger } from './logger.ts'
import { createShutdown } from './shutdown.ts'

const logger = createLogger('test', 'silent')

function setup(timeoutMs?: number) {
  const signals = new EventEmitter()
  const { promise: exited, resolve: exit } = Promise.withResolvers<number>()
  const shutdown = createShutdown({
    logger,
    exit,
    signals,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  return { signals, exited, shutdown }
}

describe('createShutdown', () => {
  it('closes what was opened last first, then exits 0', async () => {
    const { signals, exited, shutdown } = setup()
    const closed: string[] = []
    shutdown.add('database', () => void closed.push('database'))
    shutdown.add('server', async () => void closed.push('server'))
    signals.emit('SIGTERM')
    expect(await exited).toBe(0)
    expect(closed).toEqual(['server', 'database'])
    expect(shutdown.signal.aborted).toBe(true)
  })

  it('goes on after a step that throws, and exits 1', async () => {
    const { signals, exited, shutdown } = setup()
    const closed: string[] = []
    shutdown.add('database', () => void closed.push('database'))
    shutdown.add('broken', () => {
      throw new Error('stuck')
    })
    signals.emit('SIGINT')
    expect(await exited).toBe(1)
    expect(closed).toEqual(['database'])
  })

  it('exits 1 at the deadline when a step hangs', async () => {
    const { exited, shutdown } = setup(20)
    shutdown.add('hanging', () => new Promise<void>(() => {}))
    void shutdown.begin('test')
    expect(await exited).toBe(1)
  })
})
