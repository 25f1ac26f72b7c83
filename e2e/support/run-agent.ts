import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bareEnv } from './bare-env.ts'

const program = resolve(import.meta.dirname, '../../apps/agent/src/main.ts')

export type Agent = {
  /** The pairing code, as the terminal shows it. */
  code: Promise<string>
  /** Everything it has said so far. */
  said: () => string
  stop: () => Promise<void>
}

/**
 * `n3-agent up` as a stranger starts it, with a home of its own and nothing of the test's environment. It confirms this
 * wallet and no other, as its owner would after comparing.
 */
export function runAgent(siteUrl: string, wallet: string): Agent {
  const home = mkdtempSync(join(tmpdir(), 'network3-agent-'))
  const args = [
    'up',
    '--site',
    siteUrl,
    '--home',
    home,
    '--country',
    'NZ',
    '--port',
    '0',
    '--yes-operator',
    wallet,
  ]
  const child = spawn(process.execPath, [program, ...args], { env: { ...bareEnv(), HOME: home } })
  let text = ''
  const code = new Promise<string>((found, fail) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const [, shown] = /code\s+([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text) ?? []
      if (shown !== undefined) found(shown)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('close', (status) => fail(new Error(`The agent ended with ${status}:\n${text}`)))
  })
  // Whoever waits for the code hears of it; who does not must not be ended by it.
  code.catch(() => undefined)
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  return {
    code,
    said: () => text,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
