import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '@network3/core/app-error'
import { endProcess } from '../end-process.ts'
import { identifyProcess, type ProcessIdentity } from '../process-identity.ts'
import { endOrphanServer, type OrphanReport } from './end-orphan-server.ts'
import { initCluster } from './init-cluster.ts'
import { prepareServerHome, type ServerHome } from './server-home.ts'
import { spawnIdentity } from './server-user.ts'

export type PostgresOptions = {
  /** Holds the password and, where the server's user can reach it, the cluster. */
  folder: string
  /** Free port on 127.0.0.1. */
  port: number
  /** The server's own words are appended here. */
  logFile: string
  /** False trades crash safety for speed: for test runs, whose data nobody keeps. */
  durable?: boolean
  maxConnections?: number
}

export type PostgresServer = {
  port: number
  identity: ProcessIdentity
  orphan: OrphanReport
  /** Connection URL of a database on this server, with the superuser's password in it. */
  urlOf(database: string): string
  /** Resolves with the exit code when the server ends for any reason. */
  exited: Promise<number | null>
  /** Fast shutdown: clients are cut off, data is flushed. Idempotent. */
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL on loopback TCP and resolves when it takes connections. An orphan of an earlier start
 * is ended first, and a crash recovered from, so this is safe after `kill -9` of anything at any moment.
 *
 * The server leads its own session: a Ctrl-C in the terminal does not reach it before its clients are gone.
 *
 * @throws AppError PROCESS_FAILED with a sentence and the end of the log.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const home = prepareServerHome(options.folder)
  const orphan = await endOrphanServer(home.cluster)
  await initCluster(home)
  const child = launch(home, options)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid)
  if (identity === undefined || !(await waitUntilReady(home.cluster, child))) {
    throw new AppError(
      'PROCESS_FAILED',
      `PostgreSQL did not start (log: ${options.logFile}):\n${lastLines(options.logFile)}`,
    )
  }
  return {
    port: options.port,
    identity,
    orphan,
    urlOf: (database) => `postgresql://network3:${home.password}@127.0.0.1:${options.port}/${database}`,
    exited,
    stop: async () => {
      await endProcess(identity, [
        { signal: 'SIGINT', waitMs: 20_000 },
        { signal: 'SIGQUIT', waitMs: 5_000 },
        { signal: 'SIGKILL', waitMs: 5_000 },
      ])
    },
  }
}

/** What is replayed by nobody need not be kept: the data may lie in memory. */
const leastLog = { wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '256MB' }

function launch(home: ServerHome, options: PostgresOptions): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    // A socket file would need a folder that both users can reach; TCP needs nothing.
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 100),
    ...(options.durable === false
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', ...leastLog }
      : {}),
  }
  mkdirSync(dirname(options.logFile), { recursive: true })
  const log = openSync(options.logFile, 'a')
  const child = spawn(
    join(home.binaries, 'bin', 'postgres'),
    [
      '-D',
      home.cluster,
      '-p',
      String(options.port),
      ...Object.entries(settings).map(([key, value]) => `--${key}=${value}`),
    ],
    {
      ...spawnIdentity(home.user),
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: '/usr/bin:/bin', TZ: 'UTC' },
    },
  )
  closeSync(log)
  child.once('error', () => child.emit('exit', null, null))
  return child
}

/** The last line of postmaster.pid turns to `ready` when connections are taken (PostgreSQL, miscinit.c). */
async function waitUntilReady(cluster: string, child: ChildProcess): Promise<boolean> {
  // Crash recovery replays at most a checkpoint's worth of log; minutes only on a very slow disk.
  const deadline = Date.now() + 120_000
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    if (readStatus(cluster, child.pid) === 'ready') return true
    await delay(20)
  }
  return false
}

function readStatus(cluster: string, pid: number | undefined): string | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return lines[0] === String(pid) ? lines[7]?.trim() : undefined
  } catch {
    return undefined
  }
}

function lastLines(path: string): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
}
