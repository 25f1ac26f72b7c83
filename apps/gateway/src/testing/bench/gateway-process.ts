import { spawn } from 'node:child_process'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../run-gateway.ts')

/** `bound`: seconds. */
type Bucket = { bound: number; count: number }

/** The smallest bound under which a share of what was observed since `before` lies. */
export function quantilesOf(now: Bucket[], before: Bucket[]): (share: number) => number {
  const fresh = now.map(({ bound, count }) => ({
    bound,
    count: count - (before.find((bucket) => bucket.bound === bound)?.count ?? 0),
  }))
  const all = fresh.at(-1)?.count ?? 0
  return (share) => fresh.find(({ count }) => count >= all * share)?.bound ?? Number.NaN
}

/** Of several gateways together: all have the same bounds. */
export function sumBuckets(all: readonly Bucket[][]): Bucket[] {
  const [first = []] = all
  return first.map(({ bound }, index) => ({
    bound,
    count: all.reduce((sum, buckets) => sum + (buckets[index]?.count ?? 0), 0),
  }))
}

export type BenchGateway = {
  id: string
  pid: number
  port: number
  /** Sum of a metric over its labels that contain `labels`, as a line of /metrics has them. */
  metric(name: string, labels?: string): Promise<number>
  /** Counts of a histogram's buckets so far, each with all below it. */
  buckets(name: string, labels: string): Promise<Bucket[]>
  stop(): Promise<void>
}

/** One gateway process, its limits out of the way. */
export async function startBenchGateway(
  databaseUrl: string,
  id: string,
  agents: number,
): Promise<BenchGateway> {
  const options = {
    ...{ databaseUrl, gatewayId: id, maxSessions: agents + 100, connectionsPerMinute: 10_000_000 },
    ...{ authTimeoutMs: 60_000, withJobs: true },
  }
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said = await new Promise<{ url: string; healthUrl: string }>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const line = /^\{"url".*\}$/m.exec(chunk.toString())?.[0]
      if (line !== undefined) resolve(JSON.parse(line))
    })
    void exited.then(() => reject(new Error('The gateway exited.')))
  })
  const lines = async (name: string, labels: string) => {
    const text = await (await fetch(`${said.healthUrl}/metrics`)).text()
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .filter((line) => line.includes(labels))
  }
  const figureOf = (line: string) => Number(line.slice(line.lastIndexOf(' ') + 1))
  return {
    id,
    pid: child.pid ?? 0,
    port: Number(new URL(said.url).port),
    metric: async (name, labels = '') =>
      (await lines(name, labels)).reduce((sum, line) => sum + figureOf(line), 0),
    buckets: async (name, labels) =>
      (await lines(`${name}_bucket`, labels)).map((line) => ({
        bound: Number(/le="([^"]+)"/.exec(line)?.[1]?.replace('+Inf', 'Infinity')),
        count: figureOf(line),
      })),
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM')
      await exited
    },
  }
}
