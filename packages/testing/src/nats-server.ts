import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { waitUntil } from './wait-until.ts'

const run = promisify(execFile)
const cacheFolder = join(tmpdir(), 'network3-nats-server')

/** Path of nats-server: installed, or Debian's package unpacked into a private folder; undefined where neither is. */
export async function findNatsServer(): Promise<string | undefined> {
  const installed = await run('nats-server', ['--version']).then(
    () => 'nats-server',
    () => undefined,
  )
  const cached = join(cacheFolder, 'usr/sbin/nats-server')
  return installed ?? (existsSync(cached) ? cached : await unpackDebianPackage().catch(() => undefined))
}

async function unpackDebianPackage(): Promise<string> {
  const folder = mkdtempSync(`${cacheFolder}-`)
  try {
    await run('apt-get', ['download', 'nats-server'], { cwd: folder, timeout: 60_000 })
    const file = readdirSync(folder).find((name) => name.endsWith('.deb'))
    if (file === undefined) throw new Error('apt-get gave no package.')
    await run('dpkg', ['-x', file, 'unpacked'], { cwd: folder })
    if (!existsSync(cacheFolder)) renameSync(join(folder, 'unpacked'), cacheFolder)
    return join(cacheFolder, 'usr/sbin/nats-server')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const USER = 'network3'
const PASSWORD = 'of@a/test'

export type TestNatsServer = {
  url: string
  /** kill -9, then the same server again on the same port and files. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** One server with JetStream on a free port of loopback, its files in a folder that `stop` removes. */
export async function startNatsServer(binary: string): Promise<TestNatsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'network3-nats-'))
  mkdirSync(join(folder, 'store'))
  const port = await findFreePort()
  const start = async () => {
    const options = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', join(folder, 'store')]
    const login = ['--user', USER, '--pass', PASSWORD]
    const child = spawn(binary, [...options, ...login], { stdio: 'ignore' })
    await waitUntil('nats-server answered', () => canConnect(port), 10_000)
    return child
  }
  let server = await start()
  const kill = async () => {
    const exited = once(server, 'exit')
    server.kill('SIGKILL')
    await exited
  }
  return {
    url: `nats://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`,
    restart: async () => {
      await kill()
      server = await start()
    },
    stop: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
