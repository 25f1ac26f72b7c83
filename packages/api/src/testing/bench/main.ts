// `npm run bench:api`: the whole API over HTTP with a real PostgreSQL and a real chain behind it, at the size of the
// network and at a tenth of it. It ends by itself and leaves nothing.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus, loadavg } from 'node:os'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { localRichAccount } from '@network3/chain/local-economy'
import { epochAt } from '@network3/core/epochs'
import { createPool } from '@network3/db/pool'
import { createActor } from '@network3/testing/actors'
import { startAnvil } from '@network3/testing/anvil'
import { type BenchServer, startBenchServer } from '@network3/testing/bench-server'
import { deployTestContracts } from '@network3/testing/contracts'
import { encodeAbiParameters, type Hex, parseEther } from 'viem'
import { signOffer } from '../offer-maker.ts'
import { createAsker } from './ask.ts'
import { listReads, listRenting } from './calls.ts'
import { askAtOnce, type Figures, measure } from './measure.ts'
import { barsInWords, judgeFigures, printFigures } from './print-figures.ts'
import { renewNetwork, type Size, seedNetwork } from './seed-network.ts'

const { values } = parseArgs({
  options: {
    operators: { type: 'string', default: '310000' },
    events: { type: 'string', default: '5000000' },
    /** Only what has one of these in its name, parted by commas. */
    only: { type: 'string', default: '' },
    /** Not at a tenth of the size first. */
    'no-tenth': { type: 'boolean', default: false },
    /** Its data stay in this folder, and a later run finds them there. */
    keep: { type: 'string' },
    /** Profiles of the API's CPU (V8's) go into this folder. */
    profile: { type: 'string' },
  },
})
const whole: Size = { operators: Number(values.operators), events: Number(values.events) }
if (![whole.operators, whole.events].every((value) => Number.isInteger(value) && value >= 3_000)) {
  console.error(
    'Usage: npm run bench:api -- [--operators 310000] [--events 5000000] [--only part] [--no-tenth] [--keep folder] [--profile folder]',
  )
  process.exit(1)
}
const tenth: Size = { operators: Math.round(whole.operators / 10), events: Math.round(whole.events / 10) }
const [processor] = cpus()
console.log(
  `${cpus().length} × ${processor?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`,
)

const WARM_MS = 8_000

const anvil = await startAnvil()
const deployment = await deployTestContracts(anvil.rpcUrl)
const chain = createActor(anvil.rpcUrl, 1)
const lender = localRichAccount('demo')
await stakeOnChain()
const server = await startBenchServer({ keepIn: values.keep })
let missed = 0
try {
  const before = values['no-tenth'] || tenth.operators < 3_000 ? [] : await runSize(server, tenth, true)
  const figures = await runSize(server, whole, false)
  const rows = judgeFigures(figures, before)
  printFigures(
    `${whole.operators.toLocaleString('en')} operators, ${whole.events.toLocaleString('en')} events`,
    rows,
  )
  console.log(`\n${barsInWords}`)
  missed = rows.filter((row) => row.missed.length > 0).length
  console.log(missed === 0 ? 'All are met.' : `${missed} of ${rows.length} are below a bar.`)
} finally {
  await server.stop()
  await anvil.stop()
}
process.exit(missed === 0 ? 0 : 1)

async function runSize(at: BenchServer, size: Size, isIdle: boolean): Promise<Figures[]> {
  const name = `bench_${size.operators}_${size.events}`
  const databaseUrl = await at.createDatabase(name)
  const pool = createPool(databaseUrl)
  let api: ChildProcess | undefined
  try {
    const startedAt = performance.now()
    if (!(await renewNetwork(pool))) {
      await seedNetwork(databaseUrl, pool, size, await readEpoch())
      await seedLender(pool)
    }
    console.log(
      `${size.operators} operators and ${size.events} events are in after ${Math.round((performance.now() - startedAt) / 1000)} s`,
    )
    const started = await startApi(databaseUrl)
    api = started.child
    const asker = createAsker(started.origin, 8)
    try {
      await asker.ask({ path: 'offers.publish', kind: 'mutation', input: await lentOffer() })
      const reads = await listReads(asker, size.operators)
      const all = [...reads, ...listRenting(asker, chain.account.address)]
      // A server that has only just started compiles more than it answers.
      await askAtOnce(async (index) => all[index % all.length]?.run(index), WARM_MS)
      const figures: Figures[] = []
      const parts = values.only.split(',')
      for (const measured of all.filter(({ name }) => parts.some((part) => name.includes(part)))) {
        const of = await measure(measured, { serverPid: started.pid, isIdle })
        figures.push(of)
        const cost = of.busy === undefined ? '' : `, ${Math.round(of.busy.perCpuSecond)} per CPU second`
        console.log(`  ${of.name}: p50 ${of.p50Ms.toFixed(2)} ms, p95 ${of.p95Ms.toFixed(2)} ms${cost}`)
      }
      return figures
    } finally {
      asker.close()
    }
  } finally {
    if (api !== undefined && api.exitCode === null) {
      api.kill('SIGTERM')
      await once(api, 'exit')
    }
    await pool.end()
    if (values.keep === undefined) await at.dropDatabase(name)
  }
}

async function startApi(databaseUrl: string) {
  const child = spawn(
    process.execPath,
    [
      ...(values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`]),
      new URL('serve.ts', import.meta.url).pathname,
      JSON.stringify({ databaseUrl, rpcUrl: anvil.rpcUrl, deployment }),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } },
  )
  const lines = createInterface({ input: child.stdout })
  const [origin] = (await once(lines, 'line')) as [string]
  // What it logs is why something was not answered.
  lines.on('line', (line) => console.error(line))
  if (child.pid === undefined) throw new Error('the API did not start')
  return { child, origin, pid: child.pid }
}

async function readEpoch(): Promise<bigint> {
  const rewards = { address: deployment.contracts.rewards, abi: rewardsAbi } as const
  const [genesisAt, epochLength] = await Promise.all([
    chain.readContract({ ...rewards, functionName: 'genesisAt' }),
    chain.readContract({ ...rewards, functionName: 'epochLength' }),
  ])
  // A few ahead, so that checks count for as long as the bench runs.
  return epochAt({ genesisAt, epochLength }, BigInt(Math.floor(Date.now() / 1000))) + 20n
}

/** Whose offer can really be taken: what is prepared on it is tried on the chain. */
async function stakeOnChain(): Promise<void> {
  const { n3Token, staking } = deployment.contracts
  const stake = parseEther('1000')
  const token = { address: n3Token, abi: n3TokenAbi } as const
  const mined = (hash: Hex) => chain.waitForTransactionReceipt({ hash })
  await mined(
    await chain.writeContract({ ...token, functionName: 'transfer', args: [lender.address, stake] }),
  )
  const pool = encodeAbiParameters([{ type: 'address' }], [lender.address])
  const args = [staking, stake, pool] as const
  await mined(
    await createActor(anvil.rpcUrl, 6).writeContract({ ...token, functionName: 'transferAndCall', args }),
  )
}

async function seedLender(pool: ReturnType<typeof createPool>): Promise<void> {
  const address = Buffer.from(lender.address.slice(2), 'hex')
  await pool.query(
    `INSERT INTO operator (address, first_seen_at, node_count, pool_assets_wei, pool_shares, self_shares)
     VALUES ($1, now(), 1, 1000e18, 1000e24, 1000e24)`,
    [address],
  )
  await pool.query(
    `INSERT INTO node (address, operator, capabilities, country, spec_hash, registered_block, registered_at)
     VALUES ($1, $1, 1, 'IS', sha256('spec'), 1, now())`,
    [address],
  )
}

/** The cheapest of all, and enough for everybody. */
function lentOffer() {
  return signOffer(deployment, lender, {
    ...{
      pricePerUnitWei: '1',
      slots: 1_000,
      minUnits: '0',
      maxUnits: '1000000000',
      maxDurationSeconds: 86_400,
    },
    validUntil: Math.floor(Date.now() / 1000) + 86_400,
  })
}
